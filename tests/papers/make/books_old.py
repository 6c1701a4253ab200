"""Forms in older and other formats: xls of xlwt and of LibreOffice, ods, xlsm, xlsb written by hand, csv and tsv. Needs openpyxl,
xlwt and soffice. Run in the folder of the papers after books_drawn.py and books_marked.py: python3 make/books_old.py"""

import os
import struct
import subprocess
import tempfile

import xlwt

from books_parts import *


def convert(name, ending, new=None):
    """Lets LibreOffice save a paper in another format."""
    new = new or f"{name.rsplit('.', 1)[0]}.{ending}"
    with tempfile.TemporaryDirectory() as folder:
        home = os.environ.get("LO_HOME", f"{folder}/home")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{home}", "--convert-to", ending, "--outdir", folder, name], check=True, capture_output=True)
        shutil.move(f"{folder}/{os.path.basename(name).rsplit('.', 1)[0]}.{ending}", new)
    if ending == "ods":
        with zipfile.ZipFile(new) as old:
            parts = [(info.filename, old.read(info.filename)) for info in old.infolist() if not info.filename.startswith(("Thumbnails", "Configurations2"))]
        with zipfile.ZipFile(new, "w") as file:
            for part, data in parts:
                info = fixed(part)
                info.compress_type = zipfile.ZIP_STORED if part == "mimetype" else zipfile.ZIP_DEFLATED
                file.writestr(info, data)


def again(name, ending, **changes):
    """The same paper saved in another format: a person sees the same in it."""
    convert(name, ending)
    with open(f"{name}.toml", encoding="utf-8") as file:
        text = file.read()
    text = text.replace('container = "xlsx"', f'container = "{ending}"')
    for old, new in changes.get("words", []):
        assert old in text, (name, old)
        text = text.replace(old, new)
    with open(f"{name.rsplit('.', 1)[0]}.{ending}.toml", "w", encoding="utf-8") as file:
        file.write(text)


for name in ["book-role-circles.xlsx", "book-role-lines.xlsx", "book-mds-circles.xlsx", "book-role-struck.xlsx", "book-role-bold.xlsx", "book-role-dates.xlsx", "book-role-comments.xlsx"]:
    again(name, "ods")
    again(name, "xls")
again("book-role-circle-both.xlsx", "xls")
# Shapes that nobody sees.
again("book-role-frames.xlsx", "xls")
# Without stored heights LibreOffice writes every row as low as an empty one: rings lie between two rows.
with tempfile.TemporaryDirectory() as folder:
    wb, ws = role_table(lambda ws, row, index: put(ws, row, 4, "はい・いいえ", align=CENTRE), rows=[(number, title, text * 4) for number, title, text in ROLE_ROWS])
    for row in range(7, 13):
        ws.row_dimensions[row].height = None
    wb.save(f"{folder}/low.xlsx")
    add_parts(f"{folder}/low.xlsx", [("drawing", "drawings/drawing1.xml", drawing(
        shape("ellipse", (3, 24, 6, 12), (42, 24)), shape("ellipse", (3, 70, 8, 12), (56, 24)), shape("ellipse", (3, 70, 10, 22), (56, 16)),
    ))])
    convert(f"{folder}/low.xlsx", "xls", "book-role-circles-low.xls")
seen("book-role-circles-low.xls", "xls", "role-table", 6, {"1": "unreadable", "2": "unreadable", "3": "unreadable", "4": "unreadable", "5": "unreadable", "6": "unreadable"},
     notices=[f"項番{number}の回答の印を読み取れません" for number in range(1, 7)])
again("book-mds-circles-cells.xlsx", "ods")
again("book-mds-filled.xlsx", "xls")
again("book-sds-controls.xlsx", "ods")
again("book-sds-controls.xlsx", "xls")
again("book-role-hidden.xlsx", "ods")
again("book-role-hidden.xlsx", "xls", words=[("\"選択肢にない文字\", ", "")])
again("book-role-1904.xlsx", "xls")

# xlsm: the same parts under another type.
shutil.copy("book-role-circles.xlsx", "book-role-circles.xlsm")
shutil.copy("book-role-circles.xlsx.toml", "book-role-circles.xlsm.toml")

# xls of a program without Excel: runs, dates in a Japanese format, merged cells, a hidden sheet.
wb = xlwt.Workbook(encoding="utf-8")
ws = wb.add_sheet("確認表")
style = lambda text="", form=None: xlwt.easyxf(f"font: name ＭＳ Ｐゴシック; borders: left thin, right thin, top thin, bottom thin; {text}", form)
ws.write_merge(0, 0, 0, 4, ROLE, style("align: horiz center"))
for row, (label, value) in enumerate([("医療機関名", "みほん市民病院"), ("事業者名", "架空システム株式会社"), ("初回確認日", "2026/5/12")], 1):
    ws.write_merge(row, row, 0, 1, label, style())
    ws.write(row, 2, value, style())
for column, word in enumerate(["項番", "項目", "内容", "初回確認", "完了日"]):
    ws.write(5, column, word, style("align: horiz center"))
struck = xlwt.easyfont("name ＭＳ Ｐゴシック, struck_out on")
kept = xlwt.easyfont("name ＭＳ Ｐゴシック")
import datetime

for index, (number, title, text) in enumerate(ROLE_ROWS):
    row = 6 + index
    ws.write(row, 0, int(number), style())
    ws.write(row, 1, title, style())
    ws.write(row, 2, text, style())
    runs = [("はい・", kept), ("いいえ", struck)] if index % 2 == 0 else [("はい", struck), ("・いいえ", kept)]
    ws.write_rich_text(row, 3, runs, style())
    if index % 2:
        ws.write(row, 4, datetime.date(2026, 9, 30), style(form='[$-411]ggge"年"m"月"d"日"'))
    ws.col(index).width = 256 * [7, 22, 48, 18, 16, 10][index]
note = wb.add_sheet("控え")
note.write(0, 0, "旧版")
note.visibility = 1
wb.save("book-role-xlwt.xls")
seen("book-role-xlwt.xls", "xls", "role-table", 6, {"1": "yes", "2": "no", "6": "no"}, done={"1": "", "2": "2026-09-30"}, notices=["取り消し線の付いた文字"])


# Excel 95: letters in the bytes of a code page that the book does not name.
def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def excel95(name, page=None):
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    rows = [[ROLE], ["医療機関名", "みほん市民病院"], ["事業者名", "架空システム株式会社"], [], ["項番", "項目", "内容", "初回確認", "完了日"]]
    rows += [[number, title, text, ["はい", "いいえ"][index % 2], "令和8年9月30日" if index % 2 else ""] for index, (number, title, text) in enumerate(ROLE_ROWS)]
    for row, cells in enumerate(rows):
        for column, word in enumerate(cells):
            data = word.encode("cp932")
            sheet += record(0x0204, struct.pack("<HHHH", row, column, 0, len(data)) + data) if word else b""
    sheet += record(0x000A)
    title = "確認表".encode("cp932")
    head = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))
    if page:
        head += record(0x0042, struct.pack("<H", page))
    font = "ＭＳ Ｐゴシック".encode("cp932")
    head += record(0x0031, struct.pack("<HHHHHBBBB", 220, 0, 8, 400, 0, 0, 0, 128, 0) + bytes([len(font)]) + font)
    head += record(0x00E0, struct.pack("<HHHH", 0, 0, 0, 0x20) + bytes(8))
    length = len(head) + 4 + 7 + len(title) + 4
    head += record(0x0085, struct.pack("<IBB", length, 0, 0) + bytes([len(title)]) + title) + record(0x000A)
    stream = head + sheet
    stream += bytes(-len(stream) % 4096 or 4096)
    from xlwt.CompoundDoc import XlsDoc

    XlsDoc().save(name, stream)
    with open(name, "rb") as file:
        data = file.read()
    # The stream of Excel 95 is called Book.
    old, new = "Workbook\0".encode("utf-16le"), "Book\0".encode("utf-16le")
    at = data.index(old)
    data = data[:at] + new.ljust(len(old), b"\0") + data[at + len(old):]
    data = data[: at + 64] + struct.pack("<H", len(new)) + data[at + 66:]
    with open(name, "wb") as file:
        file.write(data)


excel95("book-role-excel95.xls")
seen("book-role-excel95.xls", "xls", "role-table", 6, {"1": "yes", "2": "no"}, done={"2": "2026-09-30"}, holds=["バックアップを取得する者と頻度を定める。"])
excel95("book-role-excel95-western.xls", 1252)
seen("book-role-excel95-western.xls", "xls", "role-table", 6, {"1": "yes", "2": "no"}, done={"2": "2026-09-30"})


# xlsb by hand: shared strings with runs, a date, a merged area.
def bin_record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + data


def wide(text):
    data = text.encode("utf-16le")
    return struct.pack("<I", len(data) // 2) + data


def xlsb(name):
    strings, cells = [], b""

    def shared(word):
        strings.append(word)
        return len(strings) - 1

    rows = [[ROLE], ["医療機関名", "みほん市民病院"], ["事業者名", "架空システム株式会社"], ["初回確認日", "2026/5/12"], [], ["項番", "項目", "内容", "初回確認", "完了日"]]
    rows += [[float(number), title, text, ("はい・いいえ", (0, 1) if index % 2 else (3, 1)), 46295.0 if index % 2 else None] for index, (number, title, text) in enumerate(ROLE_ROWS)]
    for row, values in enumerate(rows):
        cells += bin_record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(values):
            if value is None:
                continue
            style = 1 if column == 4 and row > 5 else 0
            head = struct.pack("<II", column, style)
            cells += bin_record(5, head + struct.pack("<d", value)) if isinstance(value, float) else bin_record(7, head + struct.pack("<I", shared(value)))
    sheet = bin_record(129) + bin_record(148, struct.pack("<IIII", 0, 11, 0, 4)) + bin_record(145) + cells + bin_record(146)
    sheet += bin_record(177, struct.pack("<I", 1)) + bin_record(176, struct.pack("<IIII", 0, 0, 0, 4)) + bin_record(178) + bin_record(130)
    table = bin_record(159, struct.pack("<II", len(strings), len(strings)))
    for word in strings:
        if isinstance(word, tuple):
            # The struck font from the third letter on, or up to it.
            text, (start, _) = word
            runs = [(3, 1)] if start else [(0, 1), (2, 0)]
            table += bin_record(19, bytes([1]) + wide(text) + struct.pack("<I", len(runs)) + b"".join(struct.pack("<HH", *run) for run in runs))
        else:
            table += bin_record(19, bytes([0]) + wide(word))
    table += bin_record(160)
    font = lambda struck: bin_record(43, struct.pack("<HHHHBBBB", 220, 8 if struck else 0, 400, 0, 0, 0, 128, 0) + bytes([1, 1, 0, 0, 0, 0, 0, 255]) + bytes([0]) + wide(FONT))
    xf = lambda form, parent: struct.pack("<HHHHHBBHBB", parent, form, 0, 0, 0, 0, 0, 0, 0, 0)
    styles = bin_record(278)
    styles += bin_record(615, struct.pack("<I", 1)) + bin_record(44, struct.pack("<H", 176) + wide('[$-411]ggge"年"m"月"d"日"')) + bin_record(616)
    styles += bin_record(611, struct.pack("<I", 2)) + font(False) + font(True) + bin_record(612)
    fill = bin_record(45, struct.pack("<I", 0) + bytes([3, 64, 0, 0, 0, 0, 0, 255]) + bytes([3, 65, 0, 0, 255, 255, 255, 255]) + bytes(48))
    styles += bin_record(603, struct.pack("<I", 1)) + fill + bin_record(604)
    styles += bin_record(613, struct.pack("<I", 1)) + bin_record(46, bytes(51)) + bin_record(614)
    styles += bin_record(626, struct.pack("<I", 1)) + bin_record(47, xf(0, 0xFFFF)) + bin_record(627)
    styles += bin_record(617, struct.pack("<I", 2)) + bin_record(47, xf(0, 0)) + bin_record(47, xf(176, 0)) + bin_record(618) + bin_record(279)
    head = bin_record(131) + bin_record(153, struct.pack("<II", 0, 0) + wide("")) + bin_record(143)
    head += bin_record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("確認表")) + bin_record(144) + bin_record(132)
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rel = lambda items: '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="rId{i}" Type="{base}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(items, 1)) + "</Relationships>"
    types = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' + "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>' for part, kind in [("workbook.bin", "sheet.binary.macroEnabled.main"), ("worksheets/sheet1.bin", "worksheet"), ("styles.bin", "styles"), ("sharedStrings.bin", "sharedStrings")]
    ) + "</Types>"
    with zipfile.ZipFile(name, "w") as file:
        for part, data in [("[Content_Types].xml", types), ("_rels/.rels", rel([("officeDocument", "xl/workbook.bin")])), ("xl/_rels/workbook.bin.rels", rel([("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")])),
                           ("xl/workbook.bin", head), ("xl/worksheets/sheet1.bin", sheet), ("xl/styles.bin", styles), ("xl/sharedStrings.bin", table)]:
            file.writestr(fixed(part), data)


xlsb("book-role-struck.xlsb")
seen("book-role-struck.xlsb", "xlsb", "role-table", 6, {"1": "yes", "2": "no", "6": "no"}, done={"1": "", "2": "2026-09-30"}, notices=["取り消し線の付いた文字"])

# csv and tsv in the encodings of Japanese offices.
LINES = [[MDS], ["(医療情報システムの安全管理に関するガイドライン第6.0版対応) MDS Ver.5.0"], ["製造業者名", "架空システム株式会社"], ["製品名称", "みほんカルテ"], ["作成日", "2026/4/1"], [], ["番号", "質問", "回答", "備考"]]
LINES += [[number, text.replace("機能が", "機能が\n") if index == 1 else text, ["はい", "いいえ", "対象外", "○はい・いいえ", ""][index], "「端末」,又は\"機器\"" if index == 2 else ""] for index, (number, text) in enumerate(MDS_ROWS)]
quoted = lambda word, part: '"' + word.replace('"', '""') + '"' if any(letter in word for letter in part + '"\n') else word
for name, part, encoding in [("book-mds.csv", ",", "cp932"), ("book-mds-utf8.csv", ",", "utf-8-sig"), ("book-mds-utf16.csv", "\t", "utf-16"), ("book-mds.tsv", "\t", "utf-8"), ("book-mds-euc.csv", ",", "euc-jp")]:
    with open(name, "wb") as file:
        file.write("".join(part.join(quoted(word, part) for word in line) + "\r\n" for line in LINES).encode(encoding))
    sheet = "TSV" if name.endswith("tsv") else "CSV"
    seen(name, sheet.lower(), "mds", 5, {"1": "yes", "2": "no", "3": "na", "4": "yes", "5": "blank"}, cells={"1": f"{sheet}!C8", "5": f"{sheet}!C12"}, remarks={"3": "「端末」,又は\"機器\""})
