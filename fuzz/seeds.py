"""Makes the seeds of the targets: by hand in corpus/, which is kept, and from tests/papers in grown/, which is not."""

import pathlib
import shutil
import zipfile

HERE = pathlib.Path(__file__).parent
PAPERS = HERE.parent / "tests" / "papers"
LARGEST = 7_500


def put(target, name, data, largest=LARGEST, folder="grown"):
    """Writes one seed; a large one would make every run slow."""
    if 0 < len(data) <= largest:
        place = HERE / folder / target
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)


def by_hand(target, name, data):
    """Writes one seed that stands in this file."""
    put(target, name, data, folder="corpus")


def part(package, name):
    """The XML of a part without the declaration of how it is written; nothing where there is no such part."""
    return package.read(name) if name in package.namelist() else b""


def packages(target, pattern, names, some, between=b"\0"):
    """Seeds of the parts of office files, of which every `some`-th is taken."""
    for path in sorted(PAPERS.glob(pattern))[::some]:
        with zipfile.ZipFile(path) as package:
            put(target, path.stem, between.join(part(package, name) for name in names))


def files(target, *patterns, head=b""):
    """Seeds that are whole papers, with something before them."""
    for pattern in patterns:
        for path in sorted(PAPERS.glob(pattern)):
            put(target, path.name, head + path.read_bytes())


PDF = rb"""%PDF-1.6
1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Rotate 90 /MediaBox [0 0 595 842] /Contents [4 0 R] /Annots [7 0 R 8 0 R]
/Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >> endobj
4 0 obj << /Length 238 >> stream
q 1 0 0 1 10 10 cm 1 w 50 700 m 300 700 l S 50 600 250 100 re S 0 0 10 2 re f /X1 Do Q
BT /F1 11 Tf 14 TL 80 Tz 2 Tc 1 Tw 1 0 0 1 70 770 Tm (A\101\)) Tj T* [(B) -200 <43>] TJ 5 Ts 3 Tr (C) ' 0 0 (D) " ET
BI /W 1 /H 1 /BPC 8 /CS /G ID x EI
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 65 /LastChar 67 /Widths [600 600 600]
/Encoding << /Differences [65 /a /uni4E59] >> /ToUnicode 9 0 R >> endobj
6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 0 0] /Resources << /Font << /F1 5 0 R >> >>
/Length 31 >> stream
BT /F1 9 Tf 10 10 Td (A) Tj ET
endstream endobj
7 0 obj << /Type /Annot /Subtype /Widget /FT /Btn /T (q1) /V /Yes /AS /Yes /Rect [60 600 80 620] /P 3 0 R >> endobj
8 0 obj << /Type /Annot /Subtype /Circle /Rect [50 600 90 640] /Contents (x) >> endobj
9 0 obj << /Length 104 >> stream
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <41> <43> <7532> endbfrange
1 beginbfchar <44> <4E59> endbfchar
endstream endobj
trailer << /Size 10 /Root 1 0 R >>
startxref
0
%%EOF
"""


SHEET = [
    """<worksheet><dimension ref="A1:C3"/><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1">
<c r="A1" t="s" s="1"><v>0</v></c><c r="B1" t="inlineStr"><is><r><rPr><strike/></rPr><t>はい</t></r></is></c></row><row r="2">
<c r="A2" s="1"><f>A1</f></c><c r="C2" s="1"><v>46113</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData>
<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>""",
    "<sst><si><r><t>甲</t></r><r><rPr><strike/></rPr><t>乙</t></r></si><si><t>丙</t></si></sst>",
    """<styleSheet><numFmts><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;;#,##0.0_);@"/></numFmts><fonts><font/>
<font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="176" fontId="1"/></cellXfs></styleSheet>""",
    """<wsDr><twoCellAnchor><from><col>0</col><row>0</row></from><to><col>1</col><row>1</row></to><sp><txBody><p><r><t>箱</t></r>
</p></txBody><spPr><xfrm><off x="0" y="0"/><ext cx="200" cy="200"/></xfrm><prstGeom prst="ellipse"/></spPr></sp></twoCellAnchor>
<oneCellAnchor><from><col>0</col><row>0</row></from><ext cx="9" cy="9"/><grpSp><cxnSp/></grpSp></oneCellAnchor></wsDr>""",
    """<xml><v:shape id="_x0000_s1025" type="#_x0000_t201"><v:textbox><div><font>はい</font></div></v:textbox>
<x:ClientData ObjectType="Checkbox"><x:Anchor>1, 0, 1, 0, 2, 0, 2, 0</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape>
</xml>""",
    """<formControlPr objectType="CheckBox" checked="Checked" fmlaLink="$A$1"/>""",
    """<comments><authors><author>甲</author></authors><commentList><comment ref="B4" authorId="0"><text><t>病院<rPh><t>ビ</t></rPh></t>
</text></comment></commentList></comments>""",
    """<ThreadedComments><threadedComment ref="C5" id="{1}"><text>はい</text></threadedComment><threadedComment ref="C5" id="{2}"
parentId="{1}"><text>承知</text></threadedComment></ThreadedComments>""",
]

ODS = """<office:document-content><office:automatic-styles><style:style style:name="c" style:family="table-column">
<style:table-column-properties style:column-width="2.5cm"/></style:style><style:style style:name="s" style:family="text">
<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles><office:body>
<office:spreadsheet><table:table table:name="表"><table:shapes><draw:custom-shape svg:x="1cm" svg:y="1cm" svg:width="1cm"
svg:height="1cm"><draw:enhanced-geometry draw:type="ellipse"/></draw:custom-shape></table:shapes>
<table:table-column table:style-name="c" table:number-columns-repeated="1024" table:visibility="collapse"/><table:table-row
table:number-rows-repeated="3"><table:table-cell office:value-type="string" table:number-columns-spanned="2"
table:number-rows-spanned="2" table:number-columns-repeated="2"><office:annotation><text:p>注</text:p></office:annotation><text:p>甲
<text:span text:style-name="s">乙</text:span><text:s text:c="3"/><text:tab/></text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="date" office:date-value="2026-04-01"><text:p>令和8年4月1日</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def prose():
    """Running text: short papers, and the words of contracts, each with the byte that chooses its kind."""
    lines = {
        "contract": (1, "第1条 乙は、(以下「本業務」という。)バックアップを毎日取得する。ただし、甲が認めたときは、この限りでない。\n"
                        "2 前項の規定にかかわらず、次の各号に掲げる業務は甲が行う。\n(1) 監視\n(2) 復旧\n附則\n"),
        "terms": (4, "当社は、サービスの停止について責任を負いません。利用者は、パスワードを管理するものとします。\n"),
        "sla": (5, "1.1 稼働率 99.9%\n・障害は30分以内に通知する\n※ 復旧は病院が行う\n"),
        "rule": (7, "システム管理者は、ログを月に1回点検し、記録を5年間保存しなければならない。\n別表第1\n"),
        "unknown": (0, "医療情報システム安全管理規程\n第二条の三 次の用語は、第1項ア①による。\n"),
    }
    for name, (kind, text) in lines.items():
        by_hand("prose", name, bytes([kind]) + text.encode())
    for number, path in enumerate(sorted((HERE.parent / "samples" / "texts").rglob("*.txt"))[:4], 1):
        put("prose", f"sample-{number}", b"\0" + path.read_bytes()[:3000].decode(errors="ignore").encode())


def main():
    """Makes all of them anew."""
    shutil.rmtree(HERE / "corpus", ignore_errors=True)
    story = ["document", "numbering", "styles", "comments", "footnotes"]
    packages("docx", "flows-*.docx", [f"word/{name}.xml" for name in story], 1)
    by_hand("xlsx", "by-hand", "\0".join(SHEET).encode())
    sheet = ["worksheets/sheet1", "sharedStrings", "styles", "drawings/drawing1"]
    packages("xlsx", "form-*.xlsx", [f"xl/{name}.xml" for name in sheet], 9)
    files("pdf", "*.pdf")
    by_hand("pdf", "by-hand.pdf", PDF)
    files("html", "*.html", "*.htm", "*page.xls")
    files("mail", "*.eml")
    files("text", "*.txt")
    files("zip", "*.zip")
    prose()
    for name in ["role-bold", "role-excel95", "sds-controls"]:
        path = PAPERS / f"book-{name}.xls"
        put("xls", path.name, path.read_bytes(), 11_000)
    binary = ["worksheets/sheet1", "sharedStrings", "styles", "workbook"]
    packages("xlsb", "*.xlsb", [f"xl/{name}.bin" for name in binary], 1, b"\xffPART")
    by_hand("ods", "by-hand", ODS.encode())
    files("csv", "*.csv", "*.tsv")
    files("whole", "flows-rich.rtf", "flows-mail.eml", "flows-jis.txt", "flows-terms.html", "rule-identity.pdf",
          "flows-merged.docx", "form-sds-own-words.xlsx", "form-mds-two-tables.xlsx", "flows-archive.zip")


main()
