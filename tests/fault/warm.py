"""Imported by the process that runs are forked from: what a run would import late and parse, done once for all runs."""

from __future__ import annotations

from functools import cache

import jinja2  # noqa: F401
import pyarrow.ipc  # noqa: F401
import pycountry
from babel.numbers import list_currencies

import flows.check.rows
import flows.check.scratch
import flows.load
import flows.report.page
import flows.resolve.further  # noqa: F401
from flows.check import suites
from flows.check.declared import Sources, declared
from flows.ingest.article import Article, make_document
from flows.report.page import write
from flows.version import code_version, reader_version

_read_all = suites.read_all
suites.read_all = cache(lambda folder: tuple(_read_all(folder)))  # files that are the same in all runs
write._template = cache(write._template)
declared(Sources())
make_document(Article("a.txt", b"Peru signed.", "Peru signed."))
list_currencies()
for group in (pycountry.countries, pycountry.historic_countries, pycountry.currencies, pycountry.languages):
    list(group)
reader_version()
code_version()
