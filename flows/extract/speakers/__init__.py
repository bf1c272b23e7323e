"""Whose words a statement is: quoted, told, cited, passed on, or the article's own."""

from flows.extract.speakers.attribution import attribute

__all__ = ["attribute"]
