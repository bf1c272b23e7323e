"""Deals: concrete exchanges between named parties, read out of parsed sentences by frames."""

from flows.extract.deals.reader import read_deals

__all__ = ["read_deals"]
