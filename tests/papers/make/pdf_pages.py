"""Makes pdf papers page by page with reportlab.

Needs: pip install reportlab pillow; the IPA fonts (Debian: fonts-ipafont-gothic, fonts-ipafont-mincho).
"""

import io
import pathlib
import re

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HERE = pathlib.Path(__file__).parent.parent
FONTS = pathlib.Path("/usr/share/fonts/opentype")
GOTHIC = FONTS / "ipafont-gothic/ipag.ttf"
pdfmetrics.registerFont(TTFont("Gothic", GOTHIC))
pdfmetrics.registerFont(TTFont("Mincho", FONTS / "ipafont-mincho/ipam.ttf"))
pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))

WIDE, HIGH = A4

CONTRACT = [
    "放射線画像システム保守契約書",
    "かささぎ市（以下「甲」という。）と株式会社ほしぞら画像（以下「乙」という。）とは、放射線画像システム（以下「本システム」という。）の保守について、次のとおり契約を締結する。",
    "（目的）",
    "第１条　乙は、甲の病院に設置した本システムの保守を行い、甲は、乙にその対価を支払う。",
    "（監視及び復旧）",
    "第２条　乙は、本システムの稼働を２４時間監視し、障害を検知したときは、検知から１時間以内に甲に連絡のうえ、原因を切り分けて復旧に当たるものとする。",
    "２　乙は、復旧した日から５営業日以内に、障害の原因及び再発防止策を記載した報告書を甲に提出しなければならない。",
    "（バックアップ）",
    "第３条　乙は、本システムのデータのバックアップを毎日取得し、その結果を翌営業日までに確認する。",
    "２　甲は、バックアップを記録した媒体を乙の定める手順により施錠できる場所に保管する。",
    "（更新プログラムの適用）",
    "第４条　サーバの更新プログラムの適用は、次の各号に定めるところによる。",
    "（１）重大な脆弱性に係るものは、公表の日から１０日以内に乙が適用する。",
    "（２）その他のものは、四半期に１回、甲の承認を得て乙が適用する。",
    "（データの消去）",
    "第５条　乙は、契約が終了したときは、保有する甲のデータを復元できない方法で消去し、消去証明書を甲に提出する。ただし、法令により保存を要するものについては、この限りでない。",
]


def wrapped(text, font, size, width):
    """Lines of a text that is broken wherever a line is full."""
    lines, line = [], ""
    for letter in text:
        full = pdfmetrics.stringWidth(line + letter, font, size) > width
        if full and letter not in "、。）」":
            lines.append(line)
            line = ""
        line += letter
    return lines + [line]


def prose(canvas, texts, font="Mincho", size=10.5, left=70, top=HIGH - 80, width=WIDE - 140, pitch=1.6, bottom=70):
    """Sets paragraphs on as many pages as they need."""
    y = top
    for at, text in enumerate(texts):
        for line in wrapped(text, font, size, width):
            if y < bottom:
                canvas.showPage()
                y = top
            canvas.setFont(font, size)
            if at == 0 and "。" not in text and "第" not in text:
                canvas.drawCentredString(left + width / 2, y, line)
            else:
                canvas.drawString(left, y, line)
            y -= size * pitch
    return y


def contract(name, font="Mincho", **more):
    canvas = Canvas(str(HERE / name), pagesize=A4, invariant=1, **more)
    prose(canvas, CONTRACT, font)
    canvas.save()


def rule():
    """Articles over several pages, with header, footer and page numbers as word processors print them."""
    articles = ["医療情報システム運用管理規程"]
    duties = [
        ("目的", "この規程は、かささぎ市立病院（以下「当院」という。）における医療情報システムの安全な運用に必要な事項を定めることを目的とする。"),
        ("管理体制", "院長は、医療情報システム安全管理責任者を任命し、情報システム課に運用の実務を担当させなければならない。"),
        ("利用者の登録", "システム管理者は、利用者の登録、変更及び削除を人事異動の日から３日以内に行い、その記録を１年間保存しなければならない。"),
        ("バックアップ", "保守業者は、毎日バックアップを取得し、システム管理者は、週に１回その結果を確認するものとする。"),
        ("更新プログラム", "システム管理者は、更新プログラムが公表されたときは、保守業者と協議のうえ、その適用の要否を７日以内に決定するものとする。"),
        ("アクセスログ", "システム管理者は、アクセスログを毎月１回点検し、不正な利用が疑われるときは、直ちに安全管理責任者に報告しなければならない。"),
        ("外部媒体", "職員は、許可を得た外部媒体のほかは端末に接続してはならず、許可を得た媒体であっても使用の前にウイルス検査を行わなければならない。"),
        ("教育", "安全管理責任者は、全ての職員を対象として、年に２回以上、情報セキュリティに関する研修を実施しなければならない。"),
        ("委託先の監督", "システム管理者は、保守業者から毎月の作業報告書の提出を受け、作業の内容が契約に適合していることを確認しなければならない。"),
        ("事故対応", "職員は、情報の漏えいその他の事故を発見したときは、直ちにシステム管理者に報告し、システム管理者は、その指示に従い被害の拡大を防止する。"),
    ]
    for number, (title, text) in enumerate(duties, 1):
        articles += [f"（{title}）", f"第{number}条　{text}", f"２　前項に定めるもののほか、{title}に関し必要な事項は、安全管理責任者が別に定める。"]

    class Numbered(Canvas):
        pages = []

        def showPage(self):
            self.pages.append(dict(self.__dict__))
            self._startPage()

        def save(self):
            for at, state in enumerate(self.pages, 1):
                self.__dict__.update(state)
                self.setFont("Gothic", 8)
                self.drawString(70, HIGH - 40, "かささぎ市立病院　規程集")
                self.drawRightString(WIDE - 70, HIGH - 40, "取扱注意")
                self.drawCentredString(WIDE / 2, 30, f"- {at} / {len(self.pages)} -")
                super().showPage()
            super().save()

    canvas = Numbered(str(HERE / "rule-furniture.pdf"), pagesize=A4, invariant=1)
    prose(canvas, articles, size=12, pitch=2.1, bottom=90)
    canvas.showPage()
    canvas.save()


ROLES = [
    ("A-1", "責任者", "医療情報システムの安全管理を統括する責任者を定め、事業者に知らせていますか。", "○", "", ""),
    ("A-2", "台帳", "事業者名、契約の期間、緊急時の連絡先を台帳にまとめ、すぐに参照できますか。", "○", "", ""),
    ("A-3", "開示書", "事業者からＭＤＳ又はＳＤＳの提出を受け、その内容を確認していますか。", "", "○", "2026/9/30"),
    ("B-1", "利用者", "利用者アカウントの発行、変更及び削除の担当と期限を定めていますか。", "○", "", ""),
    ("B-2", "媒体", "外部記録媒体を使うときの決まりを定め、職員に知らせていますか。", "○", "", ""),
    ("C-1", "監視", "サーバの稼働監視と障害対応の担当及び受付時間を定めていますか。", "○", "", ""),
    ("C-2", "バックアップ", "バックアップの対象、間隔、保管場所及び取得の担当を定めていますか。", "", "○", "2026/10/15"),
    ("C-3", "復元テスト", "バックアップから復元できることを確かめるテストの時期と担当を定めていますか。", "", "○", ""),
    ("C-4", "脆弱性", "サーバのＯＳ及びミドルウェアのセキュリティパッチを適用する役割を定めていますか。", "○", "", ""),
    ("C-5", "ＶＰＮ装置", "ＶＰＮ装置等のネットワーク機器のファームウェアを更新する役割を定めていますか。", "", "○", "2026/12/1"),
    ("C-6", "ログ", "アクセスログを定期的に点検する担当と間隔を定めていますか。", "○", "", ""),
    ("C-7", "事故の通知", "情報の漏えい等の事故が起きたときに、相手方に通知する期限を定めていますか。", "○", "", ""),
    ("C-8", "再委託", "再委託に際して医療機関の事前の承諾を得る手続を定めていますか。", "○", "", ""),
    ("C-9", "データの返却", "契約終了時のデータの返却方法と費用を定めていますか。", "", "○", ""),
]


def ruled(rows, widths, size, font="Gothic", repeat=1):
    style = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.4, wordWrap="CJK")
    cells = [[Paragraph(words, style) for words in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
    return Table(cells, widths, style=TableStyle(grid), repeatRows=repeat)


def role_table():
    """A role table printed across, its head on every page, the page number at the foot."""
    title = ParagraphStyle("title", fontName="Gothic", fontSize=14, leading=20, alignment=1)
    plain = ParagraphStyle("plain", fontName="Gothic", fontSize=10, leading=16)
    head = ("項番", "項目", "内容", "初回確認", "完了日")
    parts = [Paragraph("医療情報システムの契約における当事者間の役割分担等に関する確認表", title), Spacer(1, 6),
             Paragraph("医療機関名　かささぎ市立病院", plain), Paragraph("事業者名　株式会社ほしぞら画像", plain),
             Paragraph("システム名　放射線画像システム", plain), Spacer(1, 6),
             ruled([head, *[(*row[:3], "はい" if row[3] else "いいえ", row[5]) for row in ROLES]], [45, 90, 370, 75, 90], 12)]

    def number(canvas, document):
        canvas.setFont("Gothic", 9)
        canvas.drawCentredString(landscape(A4)[0] / 2, 20, str(document.page))

    document = SimpleDocTemplate(str(HERE / "role-table-landscape.pdf"), pagesize=landscape(A4), invariant=1)
    document.build(parts, onFirstPage=number, onLaterPages=number)


def role_rings():
    """Printed はい・いいえ, one of them ringed by hand with a drawing tool."""
    canvas = Canvas(str(HERE / "role-table-rings.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Gothic", 13)
    canvas.drawCentredString(WIDE / 2, HIGH - 60, "役割分担確認表")
    canvas.setFont("Gothic", 9)
    canvas.drawString(50, HIGH - 85, "医療機関名：かささぎ市立病院　　事業者名：株式会社ほしぞら画像")
    lines = [50, 90, 165, 400, 470, 540]
    y = HIGH - 110
    heads = ("項番", "項目", "内容", "初回確認", "完了日")
    rows = [heads] + [(number, title, text, yes, day) for number, title, text, yes, _, day in ROLES[:8]]
    for at, row in enumerate(rows):
        for x, words in zip(lines, row):
            if at and x == 400:
                canvas.drawString(408, y - 14, "はい・いいえ")
                left, wide = (405, 24) if words == "○" else (434, 32)
                canvas.ellipse(left, y - 18, left + wide, y - 3)
                continue
            for down, line in enumerate(wrapped(words, "Gothic", 9, 225)):
                canvas.drawString(x + 4, y - 14 - 12 * down, line)
        canvas.line(50, y, 540, y)
        y -= 34
    canvas.line(50, y, 540, y)
    for x in lines:
        canvas.line(x, HIGH - 110, x, y)
    canvas.save()


def role_corrected():
    """Answers that were changed by hand: a ring around a word that is struck through, one around both words, and rings and lines
    drawn later with the comment tools of a pdf reader."""
    canvas = Canvas(str(HERE / "role-table-corrected.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Gothic", 13)
    canvas.drawCentredString(WIDE / 2, HIGH - 60, "役割分担確認表")
    canvas.setFont("Gothic", 9)
    canvas.drawString(50, HIGH - 85, "医療機関名：かささぎ市立病院　　事業者名：株式会社ほしぞら画像")
    lines = [50, 90, 165, 400, 470, 540]
    y = HIGH - 110
    heads = ("項番", "項目", "内容", "初回確認", "完了日")
    rows = [heads] + [(number, title, text, yes, "") for number, title, text, yes, _, day in ROLES[:6]]
    yes, no, both = (405, 24), (434, 32), (405, 62)
    for at, row in enumerate(rows):
        for x, words in zip(lines, row):
            if not at or x != 400:
                for down, line in enumerate(wrapped(words, "Gothic", 9, 225)):
                    canvas.drawString(x + 4, y - 14 - 12 * down, line)
                continue
            canvas.drawString(408, y - 14, "はい・いいえ")
            rings = {1: [yes], 2: [yes], 3: [both], 5: [no]}.get(at, [])
            for left, wide in rings:
                canvas.ellipse(left, y - 18, left + wide, y - 3)
            if at in (1, 5):
                canvas.line(408, y - 11, 426, y - 11)
            place = [435, y - 18, 465, y - 3] if at == 4 else [436, y - 16, 462, y - 5]
            if at in (4, 6):
                corners = [place[0], place[3], place[2], place[3], place[0], place[1], place[2], place[1]]
                kind = "Circle" if at == 4 else "StrikeOut"
                quads = PDFArray(corners) if at == 6 else None
                note = {"Type": PDFName("Annot"), "Subtype": PDFName(kind), "Rect": PDFArray(place), "F": 4, "C": PDFArray([1, 0, 0])}
                canvas._addAnnotation(PDFDictionary(note | ({"QuadPoints": quads} if quads else {})))
        canvas.line(50, y, 540, y)
        y -= 34
    canvas.line(50, y, 540, y)
    for x in lines:
        canvas.line(x, HIGH - 110, x, y)
    canvas.save()


YELLOW = (1, 0.95, 0.3)


def coloured():
    """Answers chosen by a colour: a marker behind a word, red letters, the highlighter of a pdf reader, filled cells."""
    canvas = Canvas(str(HERE / "role-table-coloured.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Gothic", 13)
    canvas.drawCentredString(WIDE / 2, HIGH - 60, "役割分担確認表")
    canvas.setFont("Gothic", 9)
    canvas.drawString(50, HIGH - 85, "医療機関名：かささぎ市立病院　　事業者名：株式会社ほしぞら画像")
    lines = [50, 90, 165, 400, 470, 540]
    y = HIGH - 110
    rows = [("項番", "項目", "内容", "初回確認", "完了日")] + [(number, title, text, yes, "") for number, title, text, yes, *_ in ROLES[:6]]
    for at, row in enumerate(rows):
        if at in (0, 6):
            canvas.setFillColorRGB(0.8, 0.9, 1)
            canvas.rect(50, y - 34, 490, 34, stroke=0, fill=1)
        for left, wide in {1: [(407, 20)], 2: [(434, 29)], 5: [(407, 20), (434, 29)]}.get(at, []):
            canvas.setFillColorRGB(*YELLOW)
            canvas.rect(left, y - 17, wide, 13, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for x, words in zip(lines, row):
            if at and x == 400:
                canvas.setFillColorRGB(*((1, 0, 0) if at == 3 else (0, 0, 0)))
                canvas.drawString(408, y - 14, "はい")
                canvas.setFillColorRGB(0, 0, 0)
                canvas.drawString(426, y - 14, "・いいえ")
                continue
            for down, line in enumerate(wrapped(words, "Gothic", 9, 225)):
                canvas.drawString(x + 4, y - 14 - 12 * down, line)
        if at == 4:
            left, top, right, bottom = 434, y - 4, 463, y - 17
            note = {"Type": PDFName("Annot"), "Subtype": PDFName("Highlight"), "Rect": PDFArray([left, bottom, right, top]), "F": 4, "C": PDFArray([1, 1, 0])}
            canvas._addAnnotation(PDFDictionary(note | {"QuadPoints": PDFArray([left, top, right, top, left, bottom, right, bottom])}))
        canvas.line(50, y, 540, y)
        y -= 34
    canvas.line(50, y, 540, y)
    for x in lines:
        canvas.line(x, HIGH - 110, x, y)
    canvas.save()
    # Three words side by side, one of the cells filled; the words of the last row are all plain.
    style = [("FONT", (0, 0), (-1, -1), "Gothic", 9), ("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
    rows = [["番号", "質問", "回答", "", "", "備考"]]
    for at, (number, question, answer, _) in enumerate(SDS[:6], 1):
        rows.append([number, question, "はい", "いいえ", "対象外", ""])
        if at < 6:
            column = 2 + at % 3
            style.append(("BACKGROUND", (column, at), (column, at), colors.Color(*YELLOW)))
    style.append(("SPAN", (2, 0), (4, 0)))
    title = ParagraphStyle("title", fontName="Gothic", fontSize=12, leading=18)
    parts = [Paragraph(words, title) for words in ("サービス事業者による医療情報セキュリティ開示書", "医療情報システムの安全管理に関するガイドライン第6.0版対応　SDS Ver.5.0", "サービス事業者名：みなも通信株式会社　サービス名称：みなも　作成日：2026年4月1日")]
    parts += [Spacer(1, 12), Table(rows, colWidths=[40, 260, 45, 45, 45, 60], style=TableStyle(style))]
    SimpleDocTemplate(str(HERE / "sds-coloured.pdf"), pagesize=A4, invariant=1).build(parts)


def footnotes():
    """A sentence that goes over the page, with a footnote at the foot of the first."""
    canvas = Canvas(str(HERE / "contract-footnotes.pdf"), pagesize=A4, invariant=1)
    pages = [
        [
            "放射線画像システム保守契約書", "かささぎ市（以下「甲」という。）と株式会社ほしぞら画像（以下「乙」という。）とは、次のとおり契約を締結する。",
            "第１条　甲は、バックアップ媒体を施錠できる場所に保管する。",
            "第２条　乙は、本システムが保存する診療データ|1|のバックアップを毎日取得し、その結果を翌営業日の正午までに確認したうえで、取得",
        ],
        ["に失敗したときは直ちに再取得しなければならない。", "第３条　乙は、更新プログラム|2|を毎月適用する。"],
    ]
    notes = [("1", "画像データを除く。画像データは、甲が別に定める方法で取得する。"), ("2", "重大な脆弱性に係るものに限る。")]
    for page, texts in enumerate(pages):
        y = HIGH - 80 if page else HIGH - 560
        for text in texts:
            words, *more = text.split("|")
            for line in wrapped(words, "Mincho", 10.5, WIDE - 140)[:-1]:
                canvas.setFont("Mincho", 10.5)
                canvas.drawString(70, y, line)
                y -= 17
            x = 70
            canvas.setFont("Mincho", 10.5)
            last = wrapped(words, "Mincho", 10.5, WIDE - 140)[-1]
            canvas.drawString(x, y, last)
            x += pdfmetrics.stringWidth(last, "Mincho", 10.5)
            if more:
                canvas.setFont("Mincho", 6)
                canvas.drawString(x, y + 4.5, more[0])
                x += pdfmetrics.stringWidth(more[0], "Mincho", 6)
                canvas.setFont("Mincho", 10.5)
                for line in more[1:]:
                    for letter in line:
                        if x > WIDE - 70 - 10.5 and letter not in "、。":
                            x, y = 70, y - 17
                        canvas.drawString(x, y, letter)
                        x += 10.5
            y -= 17
        number, note = notes[page]
        canvas.line(70, 104, 200, 104)
        canvas.setFont("Mincho", 5)
        canvas.drawString(70, 95, number)
        canvas.setFont("Mincho", 8)
        canvas.drawString(75, 92, note)
        canvas.showPage()
    canvas.save()


SDS = [
    ("1.1", "サービスの構成図と操作マニュアルを提供しているか。", "はい", ""),
    ("1.2", "サポート窓口の連絡先と受付時間を文書で示しているか。", "はい", "備考1"),
    ("2.1", "保存するデータを暗号化しているか。", "はい", ""),
    ("2.2", "データを日本国内に保存しているか。", "はい", ""),
    ("3.1", "バックアップを定期的に取得しているか。", "はい", ""),
    ("3.2", "復元テストを定期的に実施しているか。", "いいえ", "備考2"),
    ("4.1", "二要素認証に対応しているか。", "はい", "備考3"),
    ("4.2", "無線LANを使用する場合の安全対策を備えているか。", "対象外", ""),
    ("5.1", "契約終了後に、データを消去しているか。", "はい", ""),
]


def sds():
    """A disclosure whose fonts are named and not embedded (UniJIS)."""
    title = ParagraphStyle("title", fontName="HeiseiKakuGo-W5", fontSize=14, leading=20, alignment=1)
    plain = ParagraphStyle("plain", fontName="HeiseiKakuGo-W5", fontSize=10, leading=16)
    remarks = ["備考1　受付は平日の9時から17時までです。", "備考2　復元テストは医療機関にて実施してください。", "備考3　オプション契約の場合にご利用いただけます。"]
    parts = [Paragraph("サービス事業者による医療情報セキュリティ開示書", title),
             Paragraph("医療情報システムの安全管理に関するガイドライン第6.0版対応　SDS Ver.5.0", plain),
             Paragraph("作成日：2026年5月11日", plain), Paragraph("事業者名：みなも通信株式会社", plain),
             Paragraph("サービス名：問診サービス「みなも」", plain), Spacer(1, 8),
             ruled([("番号", "質問", "回答", "備考番号"), *SDS], [45, 320, 60, 60], 10, "HeiseiKakuGo-W5"),
             Spacer(1, 8), Paragraph("備考記載欄", plain), *[Paragraph(words, plain) for words in remarks]]
    SimpleDocTemplate(str(HERE / "sds-cid.pdf"), pagesize=A4, invariant=1).build(parts)


def vertical():
    """Lines that run downwards, from right to left."""
    canvas = Canvas(str(HERE / "rule-vertical.pdf"), pagesize=landscape(A4), invariant=1)
    size = 12
    texts = ["情報機器管理規程", "第一条　この規程は、院内の情報機器の管理について必要な事項を定める。",
             "第二条　システム管理者は、情報機器の台帳を作成し、年に一回、実物と照合して差異の有無を院長に報告しなければならない。",
             "第三条　職員は、情報機器を院外に持ち出すときは、あらかじめシステム管理者の許可を受けなければならない。",
             "第四条　保守業者は、情報機器を修理のために引き取るときは、記憶装置の情報を消去し、その結果を文書で当院に報告する。"]
    x = landscape(A4)[0] - 70
    for text in texts:
        for begin in range(0, len(text), 34):
            canvas.setFont("Mincho", size)
            for at, letter in enumerate(text[begin:begin + 34]):
                # Word processors turn each letter upright and set it below the one before.
                canvas.drawString(x, landscape(A4)[1] - 60 - at * size * 1.05, letter)
            x -= size * 1.9
    canvas.save()


def rotated():
    """Pages laid on their side: one by its own turn, one by turned text."""
    canvas = Canvas(str(HERE / "contract-rotated.pdf"), pagesize=A4, invariant=1)
    # reportlab swaps the sides of a turned page.
    canvas.setPageSize(landscape(A4))
    canvas.setPageRotation(90)
    canvas.translate(WIDE, 0)
    canvas.rotate(90)
    prose(canvas, CONTRACT[:8], top=WIDE - 60, width=HIGH - 140, bottom=0)
    canvas.showPage()
    canvas.setPageSize(A4)
    canvas.setPageRotation(0)
    canvas.translate(0, HIGH)
    canvas.rotate(-90)
    prose(canvas, CONTRACT[8:], top=WIDE - 60, width=HIGH - 140, bottom=0)
    canvas.showPage()
    canvas.save()


def columns():
    """Terms of use in two columns under a title."""
    texts = ["第１条（適用）", "本規約は、当社が提供する予約サービス（以下「本サービス」といいます。）の利用に関する条件を定めるものです。",
             "第２条（アカウントの管理）", "利用者は、アカウント及びパスワードを自己の責任において管理し、第三者に使用させてはなりません。",
             "第３条（バックアップ）", "当社は、本サービスのデータを毎日バックアップし、７日分を国内のデータセンターに保管します。",
             "第４条（障害の通知）", "当社は、本サービスに障害が発生したときは、速やかにその旨を管理画面及び電子メールにより利用者に通知します。",
             "第５条（更新プログラム）", "当社は、サーバに更新プログラムを適用します。利用者は、端末の更新プログラムを自ら適用するものとします。",
             "第６条（ログの保存）", "当社は、アクセスログを１年間保存し、利用者から求められたときは、その写しを提供します。",
             "第７条（データの返還）", "当社は、契約の終了後３０日以内に、利用者のデータを利用者の求める形式で返還し、その後速やかに消去します。",
             "第８条（再委託）", "当社は、本サービスの運用の一部を第三者に委託することができます。この場合、当社は、委託先を監督します。"]
    canvas = Canvas(str(HERE / "terms-two-columns.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Gothic", 14)
    canvas.drawCentredString(WIDE / 2, HIGH - 70, "予約サービス「ことり」利用規約")
    for side, part in enumerate((texts[:8], texts[8:])):
        prose(canvas, part, size=9.5, left=60 + side * 250, top=HIGH - 110, width=225)
    canvas.save()


def spaced():
    """Letters set apart, headings spread over the line."""
    canvas = Canvas(str(HERE / "contract-spaced.pdf"), pagesize=A4, invariant=1)
    y = HIGH - 80
    canvas.setFont("Mincho", 16)
    for at, letter in enumerate("保守契約書"):
        canvas.drawString(170 + at * 52, y, letter)
    y -= 40
    texts = ["かささぎ市（以下「甲」という。）とつばめ電算株式会社（以下「乙」という。）は、次のとおり契約する。", *CONTRACT[4:10]]
    for text in texts:
        for line in wrapped(text, "Mincho", 11, 370):
            canvas.setFont("Mincho", 11)
            canvas.drawString(70, y, line, charSpace=2.2)
            y -= 20
    canvas.save()


SLA = [("項目", "目標値", "測定方法", "担当"), ("稼働率", "99.5%以上", "監視記録の集計", "乙"),
       ("障害の連絡", "検知から30分以内", "連絡記録", "乙"), ("復旧時間", "4時間以内", "障害報告書", "乙"),
       ("バックアップの確認", "毎営業日", "確認記録", "甲"), ("問合せへの回答", "翌営業日まで", "受付記録", "乙")]


def sla():
    """A table with lines and one that is only set out in columns."""
    title = ParagraphStyle("title", fontName="Gothic", fontSize=14, leading=24, alignment=1)
    plain = ParagraphStyle("plain", fontName="Gothic", fontSize=10, leading=16, wordWrap="CJK")
    opening = "甲（かささぎ市立病院）及び乙（株式会社ほしぞら画像）は、放射線画像システムのサービス水準を次のとおり定める。"
    parts = [Paragraph("サービス水準合意書（SLA）", title), Paragraph(opening, plain), Spacer(1, 8),
             ruled(SLA, [120, 120, 130, 60], 10), Spacer(1, 8),
             Paragraph("乙は、毎月１０日までに、前月の実績を甲に報告する。", plain)]
    SimpleDocTemplate(str(HERE / "sla-ruled.pdf"), pagesize=A4, invariant=1).build(parts)
    canvas = Canvas(str(HERE / "sla-columns.pdf"), pagesize=A4, invariant=1)
    y = prose(canvas, ["サービス水準合意書（SLA）", opening], "Gothic")
    for row in SLA:
        y -= 22
        for x, words in zip((80, 210, 330, 460), row):
            canvas.drawString(x, y, words)
    prose(canvas, ["", "乙は、毎月１０日までに、前月の実績を甲に報告する。"], "Gothic", top=y - 20)
    canvas.save()


def scanned():
    """Pages of a scanner: pictures of text."""
    def picture(texts):
        image = Image.new("1", (827, 1169), 1)
        draw = ImageDraw.Draw(image)
        font = ImageFont.truetype(str(GOTHIC), 18)
        y = 90
        for text in texts:
            for begin in range(0, len(text), 36):
                draw.text((90, y), text[begin:begin + 36], font=font, fill=0)
                y += 30
        data = io.BytesIO()
        image.save(data, "PNG")
        data.seek(0)
        return ImageReader(data)

    for name, pages in (("contract-scanned.pdf", (0, 1)), ("contract-partly-scanned.pdf", (None, 0, None, 1, 1))):
        canvas = Canvas(str(HERE / name), pagesize=A4, invariant=1)
        texts = iter((CONTRACT[:8], CONTRACT[8:]))
        for part in pages:
            if part is None:
                prose(canvas, next(texts))
            else:
                canvas.drawImage(picture((CONTRACT[:8], CONTRACT[8:])[part]), 0, 0, WIDE, HIGH)
            canvas.showPage()
        canvas.save()


def fields():
    """A form whose answers are ticked in fields."""
    canvas = Canvas(str(HERE / "mds-fields.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Gothic", 13)
    canvas.drawCentredString(WIDE / 2, HIGH - 60, "製造業者による医療情報セキュリティ開示書")
    canvas.setFont("Gothic", 9)
    canvas.drawString(50, HIGH - 80, "医療情報システムの安全管理に関するガイドライン第6.0版対応　MDS Ver.5.0")
    canvas.drawString(50, HIGH - 95, "製造業者名：株式会社ほしぞら画像　　製品名称：ほしぞらPACS　　作成日：2026年4月20日")
    lines = [50, 90, 400, 445, 490, 540]
    rows = [("番号", "質問", "はい", "いいえ", "対象外"),
            ("1.1", "システム構成図と操作マニュアルを提供しているか。", 0), ("2.1", "保存するデータを暗号化する機能があるか。", 1),
            ("3.1", "バックアップを取得する機能があるか。", 0), ("4.1", "無線LANを使用する場合の安全対策を備えているか。", 2),
            ("5.1", "リモート保守の機能を備えているか。", 0)]
    y = HIGH - 120
    for at, row in enumerate(rows):
        canvas.line(50, y, 540, y)
        for x, words in zip(lines, row):
            if isinstance(words, str):
                canvas.drawString(x + 4, y - 15, words)
        if at:
            for column in range(3):
                canvas.acroForm.checkbox(name=f"q{at}{column}", checked=row[2] == column, x=lines[2 + column] + 15,
                                         y=y - 18, size=14, buttonStyle="check", borderStyle="solid", forceBorder=True)
        y -= 22
    canvas.line(50, y, 540, y)
    for x in lines:
        canvas.line(x, HIGH - 120, x, y)
    canvas.save()


def without_meaning():
    """The table that says which letters the codes of a font mean is gone."""
    contract("contract-no-letters.pdf")
    path = HERE / "contract-no-letters.pdf"
    path.write_bytes(re.sub(rb"/ToUnicode", rb"/ToNothing", path.read_bytes()))


if __name__ == "__main__":
    contract("contract-open.pdf", encrypt=StandardEncryption("", "eigyou", canModify=0, strength=128))
    contract("contract-locked.pdf", encrypt=StandardEncryption("himitsu", "eigyou", strength=128))
    for make in (rule, role_table, role_rings, role_corrected, coloured, footnotes, sds, vertical, rotated, columns, spaced, sla, scanned, fields, without_meaning):
        make()
