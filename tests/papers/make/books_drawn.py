"""Forms on whose printed words people draw: circles, lines, text boxes, groups, pictures. Needs openpyxl and pillow.
Run in the folder of the papers: python3 make/books_drawn.py"""

import io
import zipfile

from books_parts import *


def printed(ws, row, index):
    put(ws, row, 4, "はい・いいえ", align=CENTRE)


def printed_in_c(ws, row, index):
    put(ws, row, 3, "はい・いいえ・対象外", align=CENTRE)


# Column D is 18 digits wide: 149 pixels where the widest digit has 8; six letters of 15 pixels stand in its middle, from 30.
YES, NO = (24, 42), (70, 56)


def ring(row, where, column=3, **more):
    left, width = where
    return shape("ellipse", (column, left, row, 12), (width, 24), name="楕円", **more)


def role(name, shapes, answers, **more):
    wb, ws = role_table(printed)
    wb.save(name)
    add_parts(name, [("drawing", "drawings/drawing1.xml", drawing(*shapes))])
    seen(name, "xlsx", "role-table", 6, answers, **more)


# Circles, one a row; the last row without.
role(
    "book-role-circles.xlsx",
    [ring(6, YES), ring(7, NO), ring(8, YES), ring(9, NO), ring(10, YES)],
    {"1": "yes", "2": "no", "3": "yes", "4": "no", "5": "yes", "6": "blank"},
    cells={"1": "確認表!D7", "2": "確認表!D8"},
)
# One circle over both words, one between them.
role(
    "book-role-circle-both.xlsx",
    [shape("ellipse", (3, 26, 6, 10), (100, 26)), ring(7, NO), shape("ellipse", (3, 66, 8, 16), (8, 14)), ring(9, YES), ring(10, YES), ring(10, NO)],
    {"1": "unreadable", "2": "no", "3": "unreadable", "4": "yes", "5": "double", "6": "blank"},
    notices=["項番1の回答の印を読み取れません", "項番3の回答の印を読み取れません", "項番5の回答が二つ"],
)
# Lines through the word that does not hold.
role(
    "book-role-lines.xlsx",
    [
        shape("line", (3, 74, 6, 24), (48, 0), name="直線"),
        shape("straightConnector1", (3, 28, 7, 24), (34, 0), name="直線コネクタ"),
        shape("line", (3, 76, 8, 14), (44, 20), name="斜線"),
        shape("line", (3, 30, 9, 14), (30, 20), name="斜線", flip=' flipV="1"'),
    ],
    {"1": "yes", "2": "no", "3": "yes", "4": "no", "5": "blank", "6": "blank"},
    notices=["取り消し線の付いた文字"],
)
# Rectangles, round ones and a hand-drawn tick in a text box.
role(
    "book-role-frames.xlsx",
    [
        shape("rect", (3, 24, 6, 12), (42, 24)),
        shape("roundRect", (3, 70, 7, 12), (56, 24)),
        shape("rect", (3, 28, 8, 12), (32, 24), words="レ", line=False),
        shape("donut", (3, 70, 9, 12), (56, 24)),
        ring(10, YES, hidden=True),
        shape("ellipse", (3, 24, 11, 12), (42, 24), line=False),
    ],
    {"1": "yes", "2": "no", "3": "yes", "4": "no", "5": "blank", "6": "blank"},
)
# Anchored at two corners, as Excel does, one of them sloppy.
role(
    "book-role-circles-two-cell.xlsx",
    [
        two_cell("ellipse", (3, 240000, 6, 95250), (3, 620000, 6, 400000)),
        two_cell("ellipse", (3, 650000, 6, 420000), (3, 1230000, 7, 400000)),
        two_cell("ellipse", (3, 180000, 8, 30000), (3, 640000, 9, 20000)),
    ],
    {"1": "yes", "2": "no", "3": "yes", "4": "blank"},
)
# A group of two circles that was moved as one.
group = (
    '<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>228600</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>114300</xdr:rowOff></xdr:from>'
    '<xdr:to><xdr:col>3</xdr:col><xdr:colOff>1200150</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>342900</xdr:rowOff></xdr:to>'
    '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="90" name="グループ"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm><a:off x="5000000" y="2000000"/><a:ext cx="971550" cy="685800"/><a:chOff x="100" y="200"/><a:chExt cx="1020" cy="720"/></a:xfrm></xdr:grpSpPr>'
    + "".join(
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{91 + i}" name="楕円"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="240"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></xdr:spPr></xdr:sp>'
        for i, (x, y, w) in enumerate([(100, 200, 420), (560, 680, 560)])
    )
    + "</xdr:grpSp><xdr:clientData/></xdr:twoCellAnchor>"
)
role("book-role-circles-group.xlsx", [group, ring(8, YES)], {"1": "yes", "2": "no", "3": "yes", "4": "blank"})
# A text box with a remark in the empty cell of the date's column, an arrow and a bracket.
role(
    "book-role-text-box.xlsx",
    [ring(6, YES), ring(7, NO), shape("rect", (4, 6, 7, 6), (100, 30), words="令和8年9月30日"), shape("rightArrow", (1, 10, 9, 4), (60, 30))],
    {"1": "yes", "2": "no", "3": "blank"},
    done={"2": "2026-09-30"},
    notices=["図形の中の文字を", "どの文字の印か分からない図形"],
)

# Rows whose heights were never stored: rings that were drawn in higher rows lie between two, or below the row they name.
wb, ws = role_table(printed)
for row in range(7, 13):
    ws.row_dimensions[row].height = None
wb.save("book-role-circles-between.xlsx")
add_parts("book-role-circles-between.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
    ring(6, YES), ring(8, NO), shape("ellipse", (3, 24, 11, 44), (42, 24)),
))])
BETWEEN = {"1": "unreadable", "2": "unreadable", "3": "unreadable", "4": "unreadable", "5": "blank", "6": "blank"}
UNREAD = [f"項番{number}の回答の印を読み取れません" for number in range(1, 5)]
seen("book-role-circles-between.xlsx", "xlsx", "role-table", 6, BETWEEN, notices=UNREAD + ["セルD12の辺りに、どの文字の印か分からない図形"])

# MDS: three words in one cell.
wb, ws = disclosure("MDS", printed_in_c, widths=(8, 56, 30, 30))
wb.save("book-mds-circles.xlsx")
# Column C is 245 pixels wide; ten letters of 15 stand in its middle, from 48: はい to 78, いいえ from 93 to 138, 対象外 from 153.
add_parts("book-mds-circles.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
    shape("ellipse", (2, 42, 7, 3), (42, 26)), shape("ellipse", (2, 88, 8, 3), (56, 26)), shape("ellipse", (2, 148, 9, 3), (56, 26)),
    shape("ellipse", (2, 44, 10, 3), (38, 26)),
))])
seen("book-mds-circles.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "yes", "5": "blank"})


# Words left in their cell, wrapped into three lines.
def in_lines(ws, row, index):
    put(ws, row, 3, "はい\nいいえ\n対象外", align={"horizontal": "left", "vertical": "top"})
    ws.row_dimensions[row].height = 60


wb, ws = disclosure("MDS", in_lines)
wb.save("book-mds-circles-lines.xlsx")
add_parts("book-mds-circles-lines.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
    shape("ellipse", (2, 0, 7, 0), (40, 20)), shape("ellipse", (2, 0, 8, 20), (54, 20)), shape("ellipse", (2, 0, 9, 40), (54, 20)),
))])
seen("book-mds-circles-lines.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "blank"})


# Each word in a cell of its own under one heading merged over them.
def in_cells(ws, row, index):
    for column, word in enumerate(["はい", "いいえ", "対象外"], 3):
        put(ws, row, column, word, align=CENTRE)
    put(ws, row, 6, "")


wb, ws = disclosure("MDS", in_cells, head=("番号", "質問", "回答", None, None, "備考"), widths=(8, 56, 10, 10, 10, 30))
ws.merge_cells("C7:E7")
wb.save("book-mds-circles-cells.xlsx")
add_parts("book-mds-circles-cells.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
    shape("ellipse", (2, 15, 7, 2), (55, 28)), shape("ellipse", (3, 10, 8, 2), (65, 28)), shape("ellipse", (4, 8, 9, 2), (68, 28)),
    shape("ellipse", (2, 10, 10, 2), (150, 28)),
))])
seen("book-mds-circles-cells.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "unreadable", "5": "blank"},
     notices=["項番4の回答の印を読み取れません"])


# Circles in empty columns of answers.
def empty(ws, row, index):
    for column in range(3, 7):
        put(ws, row, column, None)


wb, ws = disclosure("MDS", empty, head=("番号", "質問", "はい", "いいえ", "対象外", "備考"), widths=(8, 56, 10, 10, 10, 30))
wb.save("book-mds-circles-columns.xlsx")
add_parts("book-mds-circles-columns.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
    shape("ellipse", (2, 25, 7, 4), (24, 24)), shape("ellipse", (3, 25, 8, 4), (24, 24)), shape("ellipse", (4, 25, 9, 4), (24, 24)),
))])
seen("book-mds-circles-columns.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "blank", "5": "blank"},
     cells={"1": "MDS!C8", "2": "MDS!D9", "3": "MDS!E10"})

# A seal as a picture beside answers in words.
from PIL import Image, ImageDraw
from openpyxl.drawing.image import Image as Picture

seal = Image.new("RGB", (40, 40), "white")
ImageDraw.Draw(seal).ellipse((2, 2, 37, 37), outline="red", width=3)
data = io.BytesIO()
seal.save(data, "PNG")
data.seek(0)
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, ["はい", "いいえ"][index % 2], align=CENTRE))
ws.add_image(Picture(data), "E2")
wb.save("book-role-seal.xlsx")
settle("book-role-seal.xlsx")
seen("book-role-seal.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "6": "no"}, notices=["画像の中の文字や印は読めません"])
