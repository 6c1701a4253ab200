"""Papers that were damaged on their way: bits in the middle of a packed page, a cell whose record is of no known kind, shared
words that end too early. Run in the folder of the papers after the other scripts: python3 make/damaged.py"""

import re
import struct
import zlib

from books_parts import seen


def flipped(data, at, bit=0x10):
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def page_of(data, number):
    """Where the packed drawing of a page begins and ends, counted among the streams that unpack to text."""
    found = 0
    for match in re.finditer(rb"stream\r?\n", data):
        if data[: match.start()].endswith(b"end"):
            continue
        end = data.index(b"endstream", match.end())
        try:
            inner = zlib.decompress(data[match.end() : end])
        except zlib.error:
            continue
        if inner[:200].isascii() and b" Tf" in inner:
            found += 1
            if found == number:
                return match.end(), end
    raise ValueError("no such page")


with open("printed-mds-boxes.pdf", "rb") as file:
    whole = file.read()
begin, end = page_of(whole, 1)
with open("printed-mds-damaged.pdf", "wb") as file:
    file.write(flipped(whole, begin + (end - begin) * 2 // 3))
seen("printed-mds-damaged.pdf", "pdf", "unknown", 0, {}, notices=["全ページに壊れた部分があり", "種類を判定できない"])


def place_of(data, kind, count):
    """Where that record of a kind begins: those of the book first, then those of the sheets."""
    at = data.index(struct.pack("<HH", 0x0809, 16))
    while True:
        found, length = struct.unpack("<HH", data[at : at + 4])
        if found == kind:
            count -= 1
            if count == 0:
                return at
        at += 4 + length


with open("book-role-xlwt.xls", "rb") as file:
    whole = file.read()
# The answer of row 3 stands in the fourth cell of its row.
cell = [match.start() for match in re.finditer(re.escape(struct.pack("<HHHH", 0x00FD, 10, 8, 3)), whole)]
assert len(cell) == 1, cell
shared = place_of(whole, 0x00FC, 1)
for name, data, notice in [
    ("book-role-damaged-cell.xls", flipped(whole, cell[0] + 1, 0x04), "値を読み取れないセルが1個"),
    ("book-role-damaged-words.xls", flipped(whole, shared + 8, 0x40), "一部が壊れているため、読めていない文字やシート"),
]:
    with open(name, "wb") as file:
        file.write(data)
    answers = {"1": "yes", "2": "no", "3": "blank" if "cell" in name else "yes"}
    seen(name, "xls", "role-table", 6, answers, notices=["取り消し線の付いた文字", notice])
