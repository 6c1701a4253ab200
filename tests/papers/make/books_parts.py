"""Parts of workbooks that the usual libraries do not write: shapes, form controls, threaded comments. Needs openpyxl."""

import re
import shutil
import zipfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

FONT = "游ゴシック"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
ROLE = "医療情報システムの契約における当事者間の役割分担等に関する確認表"
MDS = "製造業者による医療情報セキュリティ開示書"
SDS = "サービス事業者による医療情報セキュリティ開示書"

ROLE_ROWS = [
    ("1", "開示資料の確認", "事業者から開示書(MDS/SDS)を受け取り、内容を確認する。"),
    ("2", "バックアップ", "バックアップを取得する者と頻度を定める。"),
    ("3", "更新プログラム", "サーバへの更新プログラムを適用する者を定める。"),
    ("4", "アクセスログ", "アクセスログを取得し、確認する者を定める。"),
    ("5", "リモート保守", "リモート保守の接続を記録する者を定める。"),
    ("6", "利用者の登録", "退職者の利用者IDを削除する者を定める。"),
]
MDS_ROWS = [
    ("1", "利用者を識別し、認証する機能があるか。"),
    ("2", "アクセスログを取得する機能があるか。"),
    ("3", "データを暗号化して保存する機能があるか。"),
    ("4", "時刻を同期する機能があるか。"),
    ("5", "無線LANに接続する機能があるか。"),
]


def book(name):
    wb = openpyxl.Workbook()
    # Digits of the usual font measure the columns.
    wb._fonts = IndexedList([Font(name=FONT, size=11)])
    ws = wb.active
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = 9
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.title = name
    return wb, ws


def put(ws, row, column, value, **style):
    cell = ws.cell(row, column, value)
    font = {"name": FONT, "size": 11}
    font.update(style.pop("font", {}))
    cell.font = Font(**font)
    cell.border = BOX
    align = {"vertical": "center", "wrap_text": True}
    align.update(style.pop("align", {}))
    cell.alignment = Alignment(**align)
    for key, value in style.items():
        setattr(cell, key, value)
    return cell


CENTRE = {"horizontal": "center"}


def role_table(answer, done=None, rows=ROLE_ROWS, head=("項番", "項目", "内容", "初回確認", "完了日"), widths=(7, 22, 48, 18, 16)):
    """A role table: `answer(ws, row, index)` fills column D, `done(ws, row, index)` column E. Rows begin in row 7."""
    wb, ws = book("確認表")
    ws.merge_cells("A1:E1")
    put(ws, 1, 1, ROLE, font={"size": 14, "bold": True}, align=CENTRE)
    for row, (label, value) in enumerate([("医療機関名", "みほん市民病院"), ("事業者名", "架空システム株式会社"), ("初回確認日", "2026/5/12")], 2):
        put(ws, row, 1, label)
        put(ws, row, 3, value)
        ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    for column, word in enumerate(head, 1):
        put(ws, 6, column, word, font={"bold": True}, align=CENTRE)
    for index, (number, title, text) in enumerate(rows):
        row = 7 + index
        put(ws, row, 1, number, align=CENTRE)
        put(ws, row, 2, title)
        put(ws, row, 3, text)
        ws.row_dimensions[row].height = 36
        answer(ws, row, index)
        if done:
            done(ws, row, index)
    for letter, width in zip("ABCDEFGH", widths):
        ws.column_dimensions[letter].width = width
    return wb, ws


def disclosure(kind, answer, rows=MDS_ROWS, head=("番号", "質問", "回答", "備考"), widths=(8, 56, 24, 30), title=None, more=None):
    """An MDS or SDS: `answer(ws, row, index)` fills the columns from C. Rows begin in row 8."""
    wb, ws = book(kind)
    ws.merge_cells("A1:D1")
    put(ws, 1, 1, title or (MDS if kind == "MDS" else SDS), font={"size": 14, "bold": True}, align=CENTRE)
    ws.cell(2, 1, f"(医療情報システムの安全管理に関するガイドライン第6.0版対応) {kind} Ver.5.0")
    labels = [("製造業者名" if kind == "MDS" else "サービス事業者名", "架空システム株式会社"), ("製品名称" if kind == "MDS" else "サービス名称", "みほんカルテ"), ("バージョン", "3.2"), ("作成日", "2026/4/1")]
    for row, (label, value) in enumerate(labels, 3):
        put(ws, row, 1, label)
        put(ws, row, 2, value)
    for column, word in enumerate(head, 1):
        put(ws, 7, column, word, font={"bold": True}, align=CENTRE)
    for index, (number, text) in enumerate(rows):
        row = 8 + index
        put(ws, row, 1, number, align=CENTRE)
        put(ws, row, 2, text)
        ws.row_dimensions[row].height = 24
        answer(ws, row, index)
    for letter, width in zip("ABCDEFGH", widths):
        ws.column_dimensions[letter].width = width
    return wb, ws


def rich(*runs):
    """Runs of (words, font switches)."""
    return CellRichText([TextBlock(InlineFont(rFont=FONT, sz=11, **look), words) for words, look in runs])


def shape(preset, at, size, words="", name="図形", flip="", hidden=False, line=True):
    """A one-cell anchor: `at` is (column, pixels, row, pixels), 0-based; `size` is pixels."""
    tag = "cxnSp" if preset in ("line", "straightConnector1") else "sp"
    text = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody>" if words and tag == "sp" else ""
    outline = '<a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>' if line else "<a:ln><a:noFill/></a:ln>"
    off, row_off, ext = at[1] * 9525, at[3] * 9525, (size[0] * 9525, size[1] * 9525)
    nv = "nvCxnSpPr" if tag == "cxnSp" else "nvSpPr"
    body = (
        f'<xdr:{tag}><xdr:{nv}><xdr:cNvPr id="{next_id()}" name="{name}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}/>'
        f'<xdr:{"cNvCxnSpPr" if tag == "cxnSp" else "cNvSpPr"}/></xdr:{nv}><xdr:spPr><a:xfrm{flip}><a:off x="0" y="0"/><a:ext cx="{ext[0]}" cy="{ext[1]}"/></a:xfrm>'
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom><a:noFill/>{outline}</xdr:spPr>{text}</xdr:{tag}>'
    )
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{at[0]}</xdr:col><xdr:colOff>{off}</xdr:colOff><xdr:row>{at[2]}</xdr:row><xdr:rowOff>{row_off}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{ext[0]}" cy="{ext[1]}"/>{body}<xdr:clientData/></xdr:oneCellAnchor>'
    )


def two_cell(preset, start, end):
    """A two-cell anchor from (column, EMU, row, EMU) to the same."""
    corner = lambda c: f"<xdr:col>{c[0]}</xdr:col><xdr:colOff>{c[1]}</xdr:colOff><xdr:row>{c[2]}</xdr:row><xdr:rowOff>{c[3]}</xdr:rowOff>"
    return (
        f'<xdr:twoCellAnchor><xdr:from>{corner(start)}</xdr:from><xdr:to>{corner(end)}</xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{next_id()}" name="楕円"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm><a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="19050"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>'
    )


COUNT = [1]


def next_id():
    COUNT[0] += 1
    return COUNT[0]


KINDS = {
    "drawing": ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    "vmlDrawing": ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    "comments": ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    "threadedComment": ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "application/vnd.ms-excel.threadedcomments+xml"),
    "ctrlProp": ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp", "application/vnd.ms-excel.controlproperties+xml"),
}


def add_parts(path, parts, controls="", sheet=1):
    """Adds parts [(kind, name below xl/, text)] to a sheet, and `controls` at its end."""
    copy = f"{path}.tmp"
    rels_name = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        rels = old.read(rels_name).decode() if rels_name in names else '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        links, types, tail = "", "", ""
        for index, (kind, name, _) in enumerate(parts):
            relation, content = KINDS[kind]
            links += f'<Relationship Id="rIdP{index}" Type="{relation}" Target="../{name}"/>'
            if kind != "vmlDrawing":
                types += f'<Override PartName="/xl/{name}" ContentType="{content}"/>'
            elif "Extension=\"vml\"" not in types:
                types = f'<Default Extension="vml" ContentType="{content}"/>' + types
            if kind == "drawing":
                tail += f'<drawing r:id="rIdP{index}"/>'
            if kind == "vmlDrawing":
                tail += f'<legacyDrawing r:id="rIdP{index}"/>'
        for item in names:
            data = old.read(item)
            if item == rels_name:
                continue
            if item == "[Content_Types].xml":
                data = data.decode().replace("</Types>", types + "</Types>").encode()
            if item == f"xl/worksheets/sheet{sheet}.xml":
                text = data.decode()
                if "xmlns:r=" not in text[:600]:
                    text = text.replace("<worksheet ", '<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ', 1)
                data = text.replace("</worksheet>", tail + controls + "</worksheet>").encode()
            new.writestr(fixed(item), data)
        new.writestr(fixed(rels_name), rels.replace("</Relationships>", links + "</Relationships>"))
        for _, name, text in parts:
            new.writestr(fixed(f"xl/{name}"), text)
    shutil.move(copy, path)


def fixed(name):
    """A part with a time of its own, so that the same script makes the same bytes."""
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def settle(path):
    """Packs a workbook again with fixed times."""
    copy = f"{path}.tmp"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", data)
            info = fixed(item.filename)
            if item.filename == "mimetype":
                info.compress_type = zipfile.ZIP_STORED
            new.writestr(info, data)
    shutil.move(copy, path)


def drawing(*shapes):
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        + "".join(shapes) + "</xdr:wsDr>"
    )


def vml(*shapes):
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"/>' + "".join(shapes) + "</xml>"
    )


def vml_box(number, kind, anchor, words, checked):
    """A form control: `anchor` is column, pixels, row, pixels, column, pixels, row, pixels."""
    tick = "<x:Checked>1</x:Checked>" if checked else ""
    text = ", ".join(map(str, anchor))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute" filled="f" stroked="f"><v:textbox><div style="text-align:left"><font face="游ゴシック" size="180">{words}</font></div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}"><x:SizeWithCells/><x:Anchor>{text}</x:Anchor><x:AutoFill>False</x:AutoFill>{tick}<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>'
    )


def seen(path, container, kind, rows, answers=None, **more):
    """Writes the list of what a person sees beside a paper."""
    lines = [f'container = "{container}"', f'kind = "{kind}"']
    if rows:
        lines.append(f"rows = {rows}")
    lists = {key: value for key, value in more.items() if isinstance(value, list)}
    quote = lambda word: '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for key, words in lists.items():
        lines.append(f"{key} = [" + ", ".join(map(quote, words)) + "]")
    tables = {"answers": answers or {}} | {key: value for key, value in more.items() if isinstance(value, dict)}
    for key, table in tables.items():
        if table:
            lines += ["", f"[{key}]"] + [f"{quote(name)} = {quote(word)}" for name, word in table.items()]
    with open(f"{path}.toml", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
