"""Makes pdf papers by hand, with fonts that are named and not embedded, as old printer drivers write them.

Needs nothing.
"""

import pathlib

HERE = pathlib.Path(__file__).parent.parent


def pdf(name, pages, font):
    """Writes a pdf of pages of drawing, all with one font `F1` (its dictionary and those it needs, from object 3 on)."""
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(pages)))
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"}
    objects |= dict(enumerate(font, 3))
    for at, page in enumerate(pages):
        objects[10 + 2 * at] = (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * at} 0 R "
                                "/Resources << /Font << /F1 3 0 R >> >> >>")
        objects[11 + 2 * at] = f"<< /Length {len(page)} >>\nstream\n{page}\nendstream"
    out = "%PDF-1.4\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n"
    begin = len(out)
    out += f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n"
    for number in range(1, max(objects) + 1):
        out += f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n"
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n"
    (HERE / name).write_bytes(out.encode("latin-1"))


def lines(texts, code, size=11, top=770, left=70):
    """Drawing of lines, each as a string of codes."""
    out = "BT\n/F1 %d Tf\n" % size
    for at, text in enumerate(texts):
        out += f"1 0 0 1 {left} {top - at * size * 2} Tm <{code(text).hex()}> Tj\n"
    return out + "ET"


def composite(name, encoding, more=""):
    """A composite font of Japanese letters without a table of what its codes mean."""
    return [f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{encoding} /DescendantFonts [4 0 R] >>",
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /FontDescriptor 5 0 R {more}"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>",
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 880 /Descent -120 /StemV 80 "
            "/ItalicAngle 0 /CapHeight 700 /FontBBox [0 -120 1000 880] >>"]


SPECIFICATION = [
    "検査システム保守作業仕様書",
    "1　受託者は、サーバの稼働を監視し、障害を検知したときは、",
    "１時間以内に病院に連絡する。",
    "2　受託者は、データのバックアップを毎日取得する。",
    "3　受託者は、アクセスログを月に１回点検し、病院に報告する。",
]
RULE = [
    "媒体管理規程",
    "第１条　職員は、許可を得ない外部媒体を端末に接続してはならない。",
    "第２条　システム管理者は、媒体の台帳を毎年度末に点検する。",
]

# Numbers that Adobe-Japan1 gives to the letters used: kana and marks run in step with JIS, the rest is looked up in a table.
def cid(letter):
    """Number of a letter in Adobe-Japan1: rows 1 to 8 of JIS X 0208 are spelt out there one by one, so are its kanji."""
    high, low = (byte - 0xA0 for byte in letter.encode("euc-jp"))
    if high == 4:
        return 842 + low - 1
    if high == 5:
        return 925 + low - 1
    if high == 3 and low >= 16:
        return 780 + low - 16
    if high == 1:
        return 633 + low - 1
    kanji = {16: 1125, 17: 1219, 18: 1313, 19: 1407, 20: 1501, 21: 1595, 22: 1689, 23: 1783, 24: 1877, 25: 1971}
    if high in kanji:
        return kanji[high] + low - 1
    return 1125 + (high - 16) * 94 + low - 1


if __name__ == "__main__":
    shift_jis = composite("MS-Gothic", "90ms-RKSJ-H", "/DW 1000 /W [231 632 500] ")
    pdf("specification-shift-jis.pdf", [lines(SPECIFICATION, lambda text: text.encode("cp932"))], shift_jis)
    identity = composite("Ryumin-Light", "Identity-H", "/DW 1000 ")
    coded = lambda text: b"".join(cid(letter).to_bytes(2, "big") for letter in text)
    pdf("rule-identity.pdf", [lines([text.translate({ord("１"): "一", ord("２"): "二"}) for text in RULE], coded)], identity)
