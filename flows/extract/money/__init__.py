"""Amounts of money in raw news text."""

from flows.extract.money.finder import find_money

__all__ = ["find_money"]
