"""When: the time expressions of a text, and what they mean against the day it was published."""

from flows.extract.dates.finder import find_times, resolve
from flows.extract.dates.publication import infer_publication

__all__ = ["find_times", "infer_publication", "resolve"]
