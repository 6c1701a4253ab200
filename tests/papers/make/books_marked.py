"""Forms answered without drawing: emphasis, struck runs, check boxes of old and new kind, comments, hidden sheets, days from 1904,
dates in every dress. Needs openpyxl and xlsxwriter. Run in the folder of the papers: python3 make/books_marked.py"""

import datetime

import xlsxwriter
from openpyxl.comments import Comment

from books_parts import *

LOOKED = "文字の強調(太字、色、下線など)で読みました"


def save(wb, name):
    wb.save(name)
    settle(name)


# Emphasis inside one cell: bold, red, underlined, pale, all alike, bold on both.
RUNS = [
    [("はい", {"b": True}), ("・いいえ", {})],
    [("はい・", {}), ("いいえ", {"color": "FFFF0000"})],
    [("はい", {"u": "single"}), ("・いいえ", {})],
    [("はい", {"color": "FFBFBFBF"}), ("・いいえ", {})],
    [("はい", {}), ("・いいえ", {})],
    [("はい", {"b": True}), ("・", {}), ("いいえ", {"b": True})],
]
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, rich(*RUNS[index]), align=CENTRE))
save(wb, "book-role-bold.xlsx")
seen("book-role-bold.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "3": "yes", "4": "no", "5": "blank", "6": "blank"}, notices=[LOOKED])


# Cells side by side, one of them filled or bold.
def filled(ws, row, index):
    for column, word in enumerate(["はい", "いいえ", "対象外"], 3):
        style = {"fill": PatternFill("solid", fgColor="FFFFFF00")} if column - 3 == index else {}
        put(ws, row, column, word, align=CENTRE, font={"bold": index == 3 and column == 4}, **style)


wb, ws = disclosure("MDS", filled, head=("番号", "質問", "回答", None, None, "備考"), widths=(8, 56, 10, 10, 10, 30))
ws.merge_cells("C7:E7")
save(wb, "book-mds-filled.xlsx")
seen("book-mds-filled.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "no", "5": "blank"}, notices=[LOOKED])

# Struck words, as shared and as inline runs, and a struck cell.
STRUCK = [
    [("はい・", {}), ("いいえ", {"strike": True})],
    [("はい", {"strike": True}), ("・いいえ", {})],
    [("はい", {}), ("・いいえ", {"strike": True})],
    [("はい", {"strike": True}), ("・", {}), ("いいえ", {"strike": True})],
    [("はい・いいえ", {})],
    [("はい", {"strike": True, "color": "FFFF0000"}), ("・いいえ", {})],
]
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, rich(*STRUCK[index]), align=CENTRE))
save(wb, "book-role-struck.xlsx")
seen("book-role-struck.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "3": "yes", "4": "blank", "5": "blank", "6": "no"}, notices=["取り消し線の付いた文字"])

# Dates in every dress.
DONE = [
    (datetime.date(2026, 9, 30), "yyyy/m/d", "2026-09-30"),
    (datetime.date(2026, 9, 30), '[$-411]ggge"年"m"月"d"日"', "2026-09-30"),
    ("令和8年9月30日", None, "2026-09-30"),
    ("令和　　年　　月　　日", None, ""),
    ("R8.9.30", None, "2026-09-30"),
    ("9/30", None, "2026-09-30"),
]


def day(ws, row, index):
    value, form, _ = DONE[index]
    put(ws, row, 5, value, **({"number_format": form} if form else {}))


wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, "いいえ", align=CENTRE), day)
save(wb, "book-role-dates.xlsx")
seen("book-role-dates.xlsx", "xlsx", "role-table", 6, {"1": "no"}, done={str(i + 1): iso for i, (_, _, iso) in enumerate(DONE)})

# Days that count from 1904, and the Japanese formats that a book only names by number.
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, "いいえ", align=CENTRE), lambda ws, row, index: put(ws, row, 5, datetime.date(2026, 9, 30 - index)))
wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
save(wb, "book-role-1904.xlsx")
seen("book-role-1904.xlsx", "xlsx", "role-table", 6, done={str(i + 1): f"2026-09-{30 - i}" for i in range(6)})

wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, "いいえ", align=CENTRE), lambda ws, row, index: put(ws, row, 5, 46295 - index))
wb.save("book-role-japanese-formats.xlsx")
with zipfile.ZipFile("book-role-japanese-formats.xlsx") as old:
    parts = {name: old.read(name) for name in old.namelist()}
styles, sheet = parts["xl/styles.xml"].decode(), parts["xl/worksheets/sheet1.xml"].decode()
first = styles.count("<xf ", styles.index("<cellXfs"), styles.index("</cellXfs>"))
more = "".join(f'<xf numFmtId="{number}" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/>' for number in (27, 30, 31, 36, 55, 58))
parts["xl/styles.xml"] = re.sub(r'<cellXfs count="\d+">', f'<cellXfs count="{first + 6}">', styles).replace("</cellXfs>", more + "</cellXfs>").encode()
for index in range(6):
    sheet = re.sub(rf'(<c r="E{7 + index}" s=")\d+', rf"\g<1>{first + index}", sheet)
parts["xl/worksheets/sheet1.xml"] = sheet.encode()
with zipfile.ZipFile("book-role-japanese-formats.xlsx", "w") as new:
    for name, data in parts.items():
        new.writestr(fixed(name), data)
settle("book-role-japanese-formats.xlsx")
seen("book-role-japanese-formats.xlsx", "xlsx", "role-table", 6, done={str(i + 1): f"2026-09-{30 - i}" for i in range(6)})

# A hidden sheet with last year's answers, a hidden row, a drop-down and a value that is not in its list.
ANSWERS = ["はい", "いいえ", "はい(一部)", "", "はい", "いいえ"]
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, ANSWERS[index] or None, align=CENTRE))
rule = DataValidation(type="list", formula1='"はい,いいえ"')
rule.add("D7:D12")
ws.add_data_validation(rule)
ws.row_dimensions[12].hidden = True
old = wb.copy_worksheet(ws)
old.title, old.sheet_state = "令和7年度", "hidden"
for row in range(7, 13):
    old.cell(row, 4).value = "いいえ"
save(wb, "book-role-hidden.xlsx")
seen("book-role-hidden.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "3": "yes", "4": "blank", "5": "yes", "6": "no"}, notices=["選択肢にない文字", "非表示の行が1行"])

# Comments: an answer beside a blank cell, a remark, and one outside the table.
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, ["はい", "いいえ", None, "はい", "はい", "はい"][index], align=CENTRE))
ws["D8"].comment = Comment("架空 花子:\n9月の定例会で決める", "架空 花子")
ws["D9"].comment = Comment("事業者が適用する", "架空 花子")
save(wb, "book-role-comments.xlsx")
seen("book-role-comments.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "3": "blank"}, remarks={"2": "9月の定例会で決める", "3": "事業者が適用する"}, lacks=["架空 花子"], notices=["コメントを、その行の備考として読みました"])

# A thread with a reply; its twin of old kind only says that there is a thread.
wb, ws = disclosure("MDS", lambda ws, row, index: put(ws, row, 3, ["はい", "いいえ", "対象外"][index % 3], align=CENTRE))
wb.save("book-mds-threads.xlsx")
twin = (
    '<?xml version="1.0" encoding="UTF-8"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tc={A1}</author></authors><commentList>'
    '<comment ref="C9" authorId="0"><text><t>[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will get removed.\n\nComment:\n    実装時期は</t></text></comment></commentList></comments>'
)
thread = (
    '<?xml version="1.0" encoding="UTF-8"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="C9" dT="2026-04-02T01:00:00.00" personId="{P1}" id="{A1}"><text>実装時期はいつですか</text></threadedComment>'
    '<threadedComment ref="C9" dT="2026-04-03T01:00:00.00" personId="{P2}" id="{A2}" parentId="{A1}"><text>次版(令和8年10月)で実装します</text></threadedComment></ThreadedComments>'
)
add_parts("book-mds-threads.xlsx", [("comments", "comments1.xml", twin), ("threadedComment", "threadedComments/threadedComment1.xml", thread)])
seen("book-mds-threads.xlsx", "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na"}, remarks={"2": "次版(令和8年10月)で実装します"}, lacks=["Threaded comment"], notices=["コメントを、その行の備考として読みました"])

# Form controls with words of their own, and option buttons.
wb, ws = disclosure("SDS", lambda ws, row, index: put(ws, row, 3, None))
wb.save("book-sds-controls.xlsx")
TICKS = [(True, False), (False, True), (True, True), (False, False), (False, True)]
shapes = []
for index, (yes, no) in enumerate(TICKS):
    row, kind = 7 + index, "Radio" if index == 4 else "Checkbox"
    shapes.append(vml_box(1025 + 2 * index, kind, (2, 6, row, 4, 2, 80, row, 28), "はい", yes))
    shapes.append(vml_box(1026 + 2 * index, kind, (2, 90, row, 4, 2, 170, row, 28), "いいえ", no))
controls = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls>' + "".join(
    f'<control shapeId="{1025 + i}" r:id="rIdP{i + 1}" name="Check Box {i + 1}"/>' for i in range(10)
) + "</controls></mc:Choice></mc:AlternateContent>"
flat = [tick for pair in TICKS for tick in pair]
props = [
    ("ctrlProp", f"ctrlProps/ctrlProp{i + 1}.xml", f'<?xml version="1.0" encoding="UTF-8"?><formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="{"Radio" if i > 7 else "CheckBox"}"{" checked=" + chr(34) + "Checked" + chr(34) if tick else ""} noThreeD="1"/>')
    for i, tick in enumerate(flat)
]
add_parts("book-sds-controls.xlsx", [("vmlDrawing", "drawings/vmlDrawing1.vml", vml(*shapes))] + props, controls)
seen("book-sds-controls.xlsx", "xlsx", "sds", 5, {"1": "yes", "2": "no", "3": "double", "4": "blank", "5": "no"}, notices=["項番3の回答が二つ"])

# Boxes without words before printed ones.
wb, ws = disclosure("SDS", lambda ws, row, index: put(ws, row, 3, "　はい　　　いいえ", align={"horizontal": "left"}))
wb.save("book-sds-boxes.xlsx")
# はい begins 18 pixels into the cell, いいえ 92.
shapes = []
for index, (yes, no) in enumerate(TICKS):
    row = 7 + index
    shapes.append(vml_box(1025 + 2 * index, "Checkbox", (2, 2, row, 6, 2, 18, row, 24), f"チェック {2 * index + 1}", yes))
    shapes.append(vml_box(1026 + 2 * index, "Checkbox", (2, 74, row, 6, 2, 90, row, 24), "", no))
add_parts("book-sds-boxes.xlsx", [("vmlDrawing", "drawings/vmlDrawing1.vml", vml(*shapes))])
seen("book-sds-boxes.xlsx", "xlsx", "sds", 5, {"1": "yes", "2": "no", "3": "double", "4": "blank", "5": "no"}, notices=["項番3の回答が二つ"])

# Check boxes that are cells, in three columns.
name = "book-mds-cell-boxes.xlsx"
with xlsxwriter.Workbook(name) as wb:
    wb.set_properties({"created": datetime.datetime(2026, 1, 1)})
    ws = wb.add_worksheet("MDS")
    boxed = wb.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": FONT})
    ws.write("A1", MDS, boxed)
    ws.write("A2", "(医療情報システムの安全管理に関するガイドライン第6.0版対応) MDS Ver.5.0")
    for row, (label, value) in enumerate([("製造業者名", "架空システム株式会社"), ("製品名称", "みほんカルテ"), ("バージョン", "3.2"), ("作成日", "2026/4/1")], 2):
        ws.write(row, 0, label, boxed)
        ws.write(row, 1, value, boxed)
    ws.write_row(7, 0, ["番号", "質問", "はい", "いいえ", "対象外", "備考"], boxed)
    for index, (number, text) in enumerate(MDS_ROWS):
        ws.write(8 + index, 0, number, boxed)
        ws.write(8 + index, 1, text, boxed)
        for column in range(3):
            ws.insert_checkbox(8 + index, 2 + column, column == index % 4)
    ws.set_column(1, 1, 56)
settle(name)
seen(name, "xlsx", "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "blank", "5": "yes"})

# Formulas: with a saved result, without one, and one that leads to another book.
wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, ["はい", "いいえ", "=IF(1=1,\"はい\",\"いいえ\")", "はい", "はい", "はい"][index], align=CENTRE))
save(wb, "book-role-formulas.xlsx")
seen("book-role-formulas.xlsx", "xlsx", "role-table", 6, {"1": "yes", "2": "no", "3": "blank"}, notices=["計算式の結果が保存されていない"])
