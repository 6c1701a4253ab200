"""What the flows_*.py scripts share: Word files from the XML of their parts, and the list of what a person sees."""

import pathlib
import zipfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" mc:Ignorable="w14"'
)
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text, look=""):
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def para(inner="", style="", more=""):
    """A paragraph; `inner` is text or XML of runs."""
    if not inner.startswith("<"):
        inner = run(inner) if inner else ""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{style}{more}</w:pPr>" if style or more else ""
    return f"<w:p>{look}{inner}</w:p>"


def cell(inner="", look=""):
    """A cell; `inner` is text or XML of paragraphs."""
    if not inner.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")):
        inner = para(inner)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{look}</w:tcPr>{inner}</w:tc>'


def row(*cells, look=""):
    look = f"<w:trPr>{look}</w:trPr>" if look else ""
    return f"<w:tr>{look}{''.join(one if one.startswith('<w:tc>') else cell(one) for one in cells)}</w:tr>"


def table(*rows, columns=3):
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ["top", "left", "bottom", "right", "insideH", "insideV"])
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def levels(*each):
    """Levels of a list: (format, text, more)."""
    made = ""
    for index, (format, text, more) in enumerate(each):
        made += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * index + 420}" w:hanging="420"/></w:pPr></w:lvl>'
        )
    return made


def pattern(id, inner):
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'


def numbers(id, pattern, more=""):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{pattern}"/>{more}</w:num>'


def listed(list, level):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'


def style(id, name, based="", look="", letters=""):
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    look = f"<w:pPr>{look}</w:pPr>" if look else ""
    letters = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{based}{look}{letters}</w:style>'


def packed(path, parts):
    """A zip of these parts, the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, (2026, 7, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)


def word(name, body, others=(), section="", **parts):
    """Writes a Word file. `parts`: styles, numbering, comments, footnotes, endnotes, header1 …, each the XML inside its root."""
    roots = {"styles": "styles", "numbering": "numbering", "comments": "comments", "footnotes": "footnotes",
             "endnotes": "endnotes", "header1": "hdr", "footer1": "ftr", "settings": "settings"}
    made, kinds, related = [], "", ""
    for index, (part, inner) in enumerate(parts.items(), 1):
        root = roots[part]
        kind = part.rstrip("1")
        made.append((f"word/{part}.xml", f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {SPACES}>{inner}</w:{root}>'))
        kinds += f'<Override PartName="/word/{part}.xml" ContentType="{KIND}{kind}+xml"/>'
        related += f'<Relationship Id="rId{index}" Type="{R}/{kind}" Target="{part}.xml"/>'
        if kind in ("header", "footer"):
            section = f'<w:{kind}Reference w:type="default" r:id="rId{index}"/>' + section
    for id, kind, target, type, data in others:
        made.append((f"word/{target}", data))
        kinds += f'<Override PartName="/word/{target}" ContentType="{type}"/>'
        related += f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>'
    section = f'<w:sectPr>{section}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    packed(FOLDER / name, [
        ("[Content_Types].xml", f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="html" ContentType="text/html"/><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/><Override PartName="/word/document.xml" ContentType="{KIND}document.main+xml"/>{kinds}</Types>'),
        ("_rels/.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/_rels/document.xml.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>'),
        ("word/document.xml", f"{head}<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>"),
        *made,
    ])


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def seen(name, container, kind, rows=0, holds=(), lacks=(), notices=(), **tables):
    """Writes what a person sees in a paper: tables are answers, remarks, units, done, cells."""
    lines = [f"container = {text(container)}", f"kind = {text(kind)}"]
    if rows:
        lines.append(f"rows = {rows}")
    for key, words in [("holds", holds), ("lacks", lacks), ("notices", notices)]:
        if words:
            lines.append(f"{key} = [{', '.join(text(word) for word in words)}]")
    for key, table in tables.items():
        lines += ["", f"[{key}]"] + [f"{text(one)} = {text(value)}" for one, value in table.items()]
    (FOLDER / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
