"""Puts a script together from tables of fragments, each drawn by one seed.

A table is a list of rows; one row of each table is drawn, in the order of the tables. A row binds names to text: a plain
text binds the table's own name. `<name>` in a text stands for what the name is bound to (nothing, if it is not), a line
that is `<name>` alone for its lines, indented alike. `+list` in a row adds its lines to that list wherever the row's own
text is used; `<+list>` stands for the list. A row with `needs` is drawn only if one of these names is bound, one with
`without` only if none is.
"""

import random
import re

SLOT = re.compile(r"<(\+?[a-z_]+)>")


class Script:
    def __init__(self, tables, seed):
        draw = random.Random(seed)
        self.bound = {}
        self.lists = {}
        self.added = {}
        for name, rows in tables.items():
            row = draw.choice([row for row in rows if self.fits(row)])
            row = {name: row} if isinstance(row, str) else row
            lists = {key[1:]: text for key, text in row.items() if key[0] == "+"}
            for key in row.keys() - {"needs", "without"}:
                if key[0] != "+":
                    self.bound[key], self.lists[key] = row[key], lists

    def fits(self, row):
        if isinstance(row, str):
            return True
        needs, without = row.get("needs", "").split(), row.get("without", "").split()
        return (not needs or any(map(self.bound.get, needs))) and not any(map(self.bound.get, without))

    def text(self):
        """The whole script: what `script` is bound to, the lists last."""
        text = self.filled("<script>")
        return re.sub(r"(?m)^( *)<\+([a-z_]+)>\n", lambda m: indented(self.added.get(m[2], {}), m[1]), text + "\n")

    def filled(self, text):
        return "\n".join(line for given in text.split("\n") for line in self.line(given))

    def line(self, line):
        margin, text = re.match(r"( *)(.*)", line).groups()
        if text.startswith("<+"):
            return [line]
        value = SLOT.sub(lambda m: self.value(m[1]), text)
        if SLOT.fullmatch(text) and not value:
            return []
        return [margin + each if each else each for each in value.split("\n")]

    def value(self, name):
        for other, text in self.lists.get(name, {}).items():
            self.added.setdefault(other, {})[self.filled(text)] = True
        return self.filled(self.bound.get(name, "")).strip("\n")


def indented(texts, margin):
    return "".join((margin + line).rstrip() + "\n" for text in texts for line in text.split("\n"))


def option(name, *values):
    """Rows for a number: written out, a constant, an option of the command line or of a dictionary."""
    return [
        row
        for value in values
        for row in (
            {name: value},
            {name: name.upper(), "+constants": f"{name.upper()} = {value}"},
            {name: f"args.{name}", "+options": f'parser.add_argument("--{name}", type=float, default={value})'},
            {name: f'cfg["{name}"]', "+config": f'"{name}": {value},'},
        )
    ]
