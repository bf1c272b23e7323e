"""Front matter: the `---` block that publishing tools write before an article, with the place of each value."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

MAX_CHARACTERS = 65_536
_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PLAIN = re.compile(r"^(?P<key>[A-Za-z_][\w .-]{0,40}?)[ \t]*:[ \t]+(?P<value>\S.*)$", re.MULTILINE)
# A key and a value of one line that mean the same in YAML whatever stands around them: no anchor, tag, comment, escape
# or indicator, and a colon only within a word.
_SIMPLE = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_-]{0,40}): ++"
    r"""(?:"(?P<quoted>[\w .,:;!?()&%$/'’‘“”–—+=-]*+)" *+|"""
    r"""(?P<plain>[^\W_](?:[\w .,;!?()&%$/'"’‘“”–—+=-]++|:(?=[\w/]))*+))\r?\n"""
)
_NULL = frozenset({"null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Value:
    """A stated value and its place `[start, end)` in the file, quotes left out."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of the block by lower-case key; the block is `[0, end)` of the file."""

    values: dict[str, Value]
    end: int
    warnings: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; without values and of length 0 where it has none.

    A block that is not valid YAML (a title with an unquoted colon) is read line by line, with W_FRONT_MATTER.
    """
    block = _BLOCK.match(text, 0, MAX_CHARACTERS)
    if block is None:
        return FrontMatter({}, 0)
    values = _from_simple(text, block.start("yaml"), block.end("yaml"))
    if values is None:
        values = _from_yaml(block["yaml"], block.start("yaml"))
    if values is not None:
        return FrontMatter(values, block.end()) if values else FrontMatter({}, 0)
    values = _from_lines(block["yaml"], block.start("yaml"))
    return FrontMatter(values, block.end(), ("W_FRONT_MATTER",)) if values else FrontMatter({}, 0)


def _from_simple(text: str, start: int, end: int) -> dict[str, Value] | None:
    """What a YAML parser would find in `[start, end)`, a hundred times as quickly; None where it may be less simple."""
    values: dict[str, Value] = {}
    while start < end:
        line = _SIMPLE.match(text, start, end)
        if line is None:
            return None
        kind = "plain" if line["quoted"] is None else "quoted"
        value = line[kind].strip(" ")
        if value and not (kind == "plain" and value in _NULL):
            place = line.start(kind) + len(line[kind]) - len(line[kind].lstrip(" "))
            values.setdefault(line["key"].lower(), Value(value, place, place + len(value)))
        start = line.end()
    return values


def _from_yaml(block: str, offset: int) -> dict[str, Value] | None:
    try:
        # Composing builds nodes only: no alias is expanded, no tag constructs anything.
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    values: dict[str, Value] = {}
    for key, node in root.value:
        value = _value(block, node, offset)
        if isinstance(key, yaml.ScalarNode) and value is not None:
            values.setdefault(key.value.strip().lower(), value)
    return values


def _value(block: str, node: yaml.Node, offset: int) -> Value | None:
    if isinstance(node, yaml.SequenceNode):
        scalars = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
        place = (node.start_mark.index + offset, node.end_mark.index + offset)
        return Value(", ".join(scalars), *place) if scalars else None
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null" or not node.value.strip():
        return None
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif node.style in ("|", ">"):
        start = block.index("\n", start) + 1
    while start < end and block[start].isspace():
        start += 1
    while start < end and block[end - 1].isspace():
        end -= 1
    return Value(node.value.strip(), start + offset, end + offset)


def _from_lines(block: str, offset: int) -> dict[str, Value]:
    found = list(_PLAIN.finditer(block))
    lines = [line for line in block.splitlines() if line.strip() and not line.lstrip().startswith(("-", "#"))]
    if len(found) * 2 < len(lines):
        return {}
    values: dict[str, Value] = {}
    for line in found:
        text, start = line["value"].removesuffix("\r").rstrip(" \t"), line.start("value")
        end = start + len(text)
        if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
            text, start, end = text[1:-1], start + 1, end - 1
        values.setdefault(line["key"].strip().lower(), Value(text, start + offset, end + offset))
    return values
