"""A form in the making, and the list of what a person sees in it. Used by forms_sheets.py and forms_tables.py."""

import datetime
import pathlib
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

FOLDER = pathlib.Path(__file__).resolve().parent.parent
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", fgColor="D9D9D9")
DAY = datetime.datetime(2026, 7, 1, 9, 0, 0)


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class Seen:
    """What a person sees in a paper."""

    def __init__(self, name, container, kind):
        self.name, self.container, self.kind = name, container, kind
        self.rows = 0
        self.tables = {"answers": {}, "cells": {}, "done": {}, "remarks": {}}
        self.lists = {"holds": [], "lacks": [], "notices": []}

    def see(self, number, answer, cell=None, done=None, remark=None):
        """A row with an answer. The first row of a number is the one that the list names."""
        self.rows += 1
        if number in self.tables["answers"]:
            return
        for name, value in [("answers", answer), ("cells", cell), ("done", done), ("remarks", remark)]:
            if value is not None:
                self.tables[name][number] = value

    def write(self):
        lines = [f"container = {text(self.container)}", f"kind = {text(self.kind)}", f"rows = {self.rows}"]
        for name, words in self.lists.items():
            if words:
                lines.append(f"{name} = [{', '.join(text(word) for word in words)}]")
        for name, table in self.tables.items():
            if table:
                lines += ["", f"[{name}]"] + [f"{text(key)} = {text(value)}" for key, value in table.items()]
        (FOLDER / f"{self.name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Book(Seen):
    """A workbook."""

    def __init__(self, name, kind):
        super().__init__(name + ".xlsx", "xlsx", kind)
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.sheet, self.at = None, 0

    def open(self, name, widths=(8, 44, 8, 8, 8, 14, 14, 14)):
        self.sheet, self.at = self.book.create_sheet(name), 0
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        return self

    def line(self, *cells, box=False, merge=(), fill=None):
        """Puts cells into the next row; None leaves one empty. `merge` holds (first, last) columns, 1-based."""
        self.at += 1
        for column, value in enumerate(cells, 1):
            if value is not None:
                cell = self.sheet.cell(self.at, column, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(value, datetime.date):
                    cell.number_format = "yyyy/m/d"
        if box:
            for column in range(1, len(cells) + 1):
                self.sheet.cell(self.at, column).border = BOX
                if fill:
                    self.sheet.cell(self.at, column).fill = fill
        for first, last in merge:
            self.sheet.merge_cells(start_row=self.at, start_column=first, end_row=self.at, end_column=last)
        return self

    def head(self, *cells, merge=()):
        return self.line(*cells, box=True, merge=merge, fill=GREY)

    def down(self, column, rows):
        """Merges the cell just written with those below."""
        self.sheet.merge_cells(
            start_row=self.at, start_column=column, end_row=self.at + rows - 1, end_column=column)
        return self

    def blank(self, rows=1):
        self.at += rows
        return self

    def ask(self, cells, number, answer, at, done=None, remark=None):
        """A row of the form; `at` is the column of the answer's cell."""
        self.line(*cells, box=True)
        self.see(number, answer, f"{self.sheet.title}!{get_column_letter(at)}{self.at}", done, remark)
        return self

    def save(self):
        self.book.properties.created = self.book.properties.modified = DAY
        self.book.properties.creator = "みほん"
        path = FOLDER / self.name
        self.book.save(path)
        pin(path)
        self.write()


def pin(path):
    """Writes the package again with one time for all parts, so that the same form gives the same bytes."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = _pinned(data)
            package.writestr(zipfile.ZipInfo(name, (2026, 7, 1, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _pinned(data):
    import re
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-07-01T09:00:00Z", data)
