"""Contracts, rules and forms as Word keeps them, from the XML of their parts. Needs nothing but Python."""

from flows_kit import (cell, escaped, levels, listed, numbers, para, pattern, row, run, seen, style, table, word)

NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
PARTIES = "みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、次のとおり契約を締結する。"


# Numbers that come from styles, through styles on which others are based.
law = pattern(0, levels(
    ("japaneseCounting", "第%1条", '<w:pStyle w:val="jo"/>'),
    ("decimalFullWidth", "%2", '<w:pStyle w:val="ko"/>'),
    ("decimal", "(%3)", '<w:pStyle w:val="go"/>'),
    ("irohaFullWidth", "%4", ""),
    ("decimalEnclosedCircle", "%5", ""),
))
list_of = '<w:numPr><w:numId w:val="1"/></w:numPr>'
styles = (
    NORMAL
    + style("jo", "条", "a", list_of + '<w:outlineLvl w:val="1"/>')
    + style("ko", "項", "a", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("ko2", "項 太字", "ko", letters="<w:b/>")
    + style("ko3", "項 太字 赤", "ko2", letters='<w:color w:val="FF0000"/>')
    + style("go", "号", "a", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>')
)
word(
    "flows-numbers-styles.docx",
    para("保守委託契約書", more='<w:jc w:val="center"/>')
    + para(PARTIES)
    + para("目的", "jo")
    + para("甲は、電子カルテシステムの保守を乙に委託し、乙はこれを受託する。", "ko")
    + para("バックアップ", "jo")
    + para("乙は、次の各号に掲げる作業を行うものとする。", "ko2")
    + para("診療データのバックアップを毎日取得すること。", "go")
    + para("バックアップの復元試験を年1回実施すること。", "go")
    + para("試験の日時", more=listed(1, 3))
    + para("試験の結果", more=listed(1, 3))
    + para("甲は、復元試験の結果を確認する。", "ko3"),
    styles=styles,
    numbering=law + numbers(1, 0),
)
seen("flows-numbers-styles.docx", "docx", "contract", units={
    "第1条第1項": "電子カルテシステムの保守を乙に委託し",
    "第2条第1項": "次の各号に掲げる作業",
    "第2条第1項第1号": "バックアップを毎日取得",
    "第2条第1項第2号": "復元試験を年1回",
    "第2条第2項": "復元試験の結果を確認",
})

# Styles that are based on one another in a circle; LibreOffice does not survive it.
word(
    "flows-styles-circle.docx",
    para("保守委託契約書", "x") + para(PARTIES, "y") + para("第1条（監視）", "z") + para("乙は、サーバを毎日監視するものとする。", "x"),
    styles=NORMAL + style("x", "輪", "y") + style("y", "輪2", "x") + style("z", "自分", "z"),
)
seen("flows-styles-circle.docx", "docx", "contract", units={"第1条": "サーバを毎日監視"})

# Restarts, numbers of upper levels in one label, legal numbers, ordinal and other formats.
plain = pattern(0, levels(
    ("japaneseCounting", "第%1章", ""),
    ("decimal", "第%2条", '<w:lvlRestart w:val="0"/>'),
    ("decimal", "%3.", ""),
    ("aiueoFullWidth", "（%4）", ""),
))
legal = pattern(1, levels(("ideographDigital", "%1.", ""), ("decimal", "%1.%2", "<w:isLgl/>")))
again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
single = pattern(2, levels(("decimalEnclosedCircle", "%1", "")))
word(
    "flows-numbers-restart.docx",
    para("医療情報システム運用管理規程")
    + para("総則", more=listed(1, 0))
    + para("（目的）")
    + para("この規程は、当院の医療情報システムの安全な運用を定める。", more=listed(1, 1))
    + para("（体制）")
    + para("病院長は、システム管理者を置く。", more=listed(1, 1))
    + para("運用", more=listed(1, 0))
    + para("（点検）")
    + para("システム管理者は、次の各号の点検を行わなければならない。", more=listed(1, 1))
    + para("ウイルス対策ソフトのパターンファイルを毎日更新すること。", more=listed(3, 0))
    + para("アクセスログを毎月確認すること。", more=listed(3, 0))
    + para("（教育）")
    + para("システム管理者は、次の各号の教育を行わなければならない。", more=listed(1, 1))
    + para("新任の職員への教育を着任時に実施すること。", more=listed(4, 0))
    + para("全職員への教育を年1回実施すること。", more=listed(4, 0)),
    styles=NORMAL,
    numbering=plain + legal + single + numbers(1, 0) + numbers(2, 1) + numbers(3, 2) + numbers(4, 2, again),
)
seen("flows-numbers-restart.docx", "docx", "rule", units={
    "第1条": "医療情報システムの安全な運用",
    "第2条": "システム管理者を置く",
    "第3条": "次の各号の点検",
    "第3条第2号": "アクセスログを毎月確認",
    "第4条": "次の各号の教育",
    "第4条第1号": "新任の職員への教育",
    "第4条第2号": "全職員への教育を年1回",
})

word(
    "flows-numbers-legal.docx",
    para("電子カルテ保守仕様書")
    + para("保守の範囲", more=listed(2, 0))
    + para("受託者は、サーバの稼働状況を毎日監視すること。", more=listed(2, 1))
    + para("受託者は、障害発生時に1時間以内に一次回答を行うこと。", more=listed(2, 1))
    + para("脆弱性への対応", more=listed(2, 0))
    + para("受託者は、脆弱性の情報を毎月収集し、発注者に報告すること。", more=listed(2, 1)),
    styles=NORMAL,
    numbering=legal + numbers(2, 1),
)
seen("flows-numbers-legal.docx", "docx", "specification", units={
    "1.1": "稼働状況を毎日監視", "1.2": "1時間以内に一次回答", "2.1": "脆弱性の情報を毎月収集",
})


def articles(*each):
    """Typed articles: (heading, paragraphs …)."""
    made = ""
    for number, (heading, *paragraphs) in enumerate(each, 1):
        made += para(f"第{number}条（{heading}）")
        for index, inner in enumerate(paragraphs, 1):
            prefix = "" if len(paragraphs) == 1 else f"{index}　"
            made += para(run(prefix) + inner if inner.startswith("<") else prefix + inner)
    return made


def refer(kind, id):
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id}"/></w:r>'


def note(kind, id, words):
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{id}">{para(mark + run(" " + words))}</w:{kind}>'


RULES = ('<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
         '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>')
word(
    "flows-footnotes.docx",
    para("保守委託契約書") + para(PARTIES)
    + articles(
        ("バックアップ", run("乙は、診療データのバックアップ") + refer("footnote", 2) + run("を毎日取得するものとする。"),
         "甲は、バックアップ媒体を院外に保管するものとする。"),
        ("障害対応", run("乙は、障害の連絡を受けたときは、速やかに") + refer("endnote", 2) + run("復旧作業を行うものとする。")),
    ),
    styles=NORMAL,
    footnotes=RULES + note("footnote", 2, "画像データを除く。"),
    endnotes=RULES.replace("footnote", "endnote") + note("endnote", 2, "平日9時から17時までは1時間以内とする。"),
)
seen("flows-footnotes.docx", "docx", "contract", units={
    "第1条第1項": "診療データのバックアップを毎日取得する",
    "第1条第1項注1": "画像データを除く",
    "第1条第2項": "院外に保管",
    "第2条": "速やかに復旧作業を行う",
    "第2条文末注1": "平日9時から17時までは1時間以内",
}, lacks=["注1　乙"])


def comment(id, author, words):
    return f'<w:comment w:id="{id}" w:author="{author}" w:date="2026-06-01T10:00:00Z" w:initials="x">{para(words)}</w:comment>'


def commented(id, inner):
    return (f'<w:commentRangeStart w:id="{id}"/>{inner}<w:commentRangeEnd w:id="{id}"/>'
            f'<w:r><w:commentReference w:id="{id}"/></w:r>')


word(
    "flows-comments.docx",
    para("保守委託契約書（案）") + para(PARTIES)
    + articles(
        ("ウイルス対策", run("乙は、") + commented(0, run("パターンファイルを毎日更新")) + run("するものとする。")),
        ("記録", "乙は、アクセスログを3年間保存するものとする。"),
    ),
    styles=NORMAL,
    comments=comment(0, "架空システム 営業部", "更新は病院様の作業でお願いします。")
)
seen("flows-comments.docx", "docx", "contract", units={"第1条": "乙は、パターンファイルを毎日更新するものとする"},
     lacks=["病院様の作業"],
     notices=["「パターンファイルを毎日更新」にコメント(架空システム 営業部)があります:「更新は病院様の作業でお願いします。」"])


# A disclosure in Word: check boxes, drop-downs, old form fields, comments.
def check(is_on, after=""):
    sign = "☒" if is_on else "☐"
    return (f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(is_on)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
            f'</w14:checkbox></w:sdtPr><w:sdtContent>{run(sign)}</w:sdtContent></w:sdt>{run(after)}')


def old_box(is_on, after="", default=0):
    checked = "" if is_on is None else f'<w:checked w:val="{int(is_on)}"/>'
    return ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="c"/><w:enabled/><w:calcOnExit w:val="0"/>'
            f'<w:checkBox><w:sizeAuto/><w:default w:val="{default}"/>{checked}</w:checkBox></w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>{run(after)}')


CHOICES = ["はい", "いいえ", "対象外"]


def drop(chosen):
    items = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in CHOICES)
    prompt = "" if chosen else "<w:showingPlcHdr/>"
    return (f'<w:sdt><w:sdtPr>{prompt}<w:dropDownList>{items}</w:dropDownList></w:sdtPr>'
            f'<w:sdtContent>{run(chosen or "アイテムを選択してください。")}</w:sdtContent></w:sdt>')


def old_drop(index):
    items = "".join(f'<w:listEntry w:val="{one}"/>' for one in CHOICES)
    return ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="d"/><w:enabled/><w:calcOnExit w:val="0"/>'
            f'<w:ddList><w:result w:val="{index}"/>{items}</w:ddList></w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText xml:space="preserve"> FORMDROPDOWN </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


QUESTIONS = [
    "診療データのバックアップを取得する機能があるか？",
    "利用者ごとのアクセス権限を設定できるか？",
    "アクセスログを記録しているか？",
    "二要素認証に対応しているか？",
    "リモートサービスを行うか？",
]


def mds(name, answer, answers, remarks=None, notices=(), **parts):
    head = para("製造業者による医療情報セキュリティ開示書 Ver.5.0") + para("製造業者名：架空システム株式会社") + para("製品名称：電子カルテ ねむ") + para("作成日：2026年6月1日")
    rows = [row("番号", "質問", "回答", "備考")]
    for number, question in enumerate(QUESTIONS, 1):
        rows.append(row(str(number), question, cell(para(answer(number))), (remarks or {}).get(number, "")))
    word(name, head + table(*rows, columns=4), styles=NORMAL, **parts)
    seen(name, "docx", "mds", rows=len(QUESTIONS), notices=notices, answers=answers)


word_of = {1: "はい", 2: "はい", 3: "いいえ", 4: "対象外", 5: ""}
ids = {"はい": "yes", "いいえ": "no", "対象外": "na", "": "blank"}
wanted = {str(number): ids[one] for number, one in word_of.items()}
mds("flows-mds-boxes.docx", lambda n: "".join(check(word_of[n] == one, one + "　") for one in CHOICES), wanted)
mds("flows-mds-old-boxes.docx", lambda n: "".join(
    old_box(None if n == 2 else word_of[n] == one, one + "　", default=int(n == 2 and one == "はい")) for one in CHOICES), wanted)
mds("flows-mds-lists.docx", lambda n: drop(word_of[n]), wanted)
mds("flows-mds-old-lists.docx", lambda n: old_drop(CHOICES.index(word_of[n] or "対象外")), {**wanted, "5": "na"})
mds("flows-mds-struck.docx", lambda n: "".join(
    run(one, "<w:strike/>" if one != word_of[n] else "") + run("・" if one != "対象外" else "") for one in CHOICES),
    {**wanted, "5": "blank"}, notices=["取り消し線"])
mds("flows-mds-comments.docx", lambda n: commented(0, run(word_of[n])) if n == 3 else run(word_of[n]) if word_of[n] else "", wanted,
    comments=comment(0, "架空システム", "次期版で対応します。"), notices=["備考として読みました"])
seen("flows-mds-comments.docx", "docx", "mds", rows=5, answers=wanted, notices=["その行の備考として読みました"],
     remarks={"3": "次期版で対応します。"})

# Tracked changes: insertions, deletions, a paragraph and a row that are gone, words that moved.
AUTHOR = 'w:author="架空" w:date="2026-06-01T10:00:00Z"'


def ins(inner, id=90):
    return f'<w:ins w:id="{id}" {AUTHOR}>{inner}</w:ins>'


def gone(words, id=91):
    return f'<w:del w:id="{id}" {AUTHOR}><w:r><w:delText xml:space="preserve">{escaped(words)}</w:delText></w:r></w:del>'


word(
    "flows-changes.docx",
    para("保守委託契約書") + para(PARTIES)
    + para("第1条（障害対応）")
    + para(run("乙は、障害の連絡を受けたときは、") + gone("翌営業日まで") + ins(run("4時間以内")) + run("に復旧作業を開始するものとする。"))
    + para(gone("第2条（旧い条）"), more=f'<w:rPr><w:del w:id="92" {AUTHOR}/></w:rPr>')
    + para(gone("乙は、週1回しか点検しないものとする。"), more=f'<w:rPr><w:del w:id="93" {AUTHOR}/></w:rPr>')
    + para("第2条（監視）")
    + para(f'<w:moveFromRangeStart w:id="94" {AUTHOR} w:name="m1"/><w:moveFrom w:id="95" {AUTHOR}>{run("乙は、サーバを毎日監視するものとする。")}</w:moveFrom><w:moveFromRangeEnd w:id="94"/>',
           more=f'<w:rPr><w:moveFrom w:id="96" {AUTHOR}/></w:rPr>')
    + para("前条の規定にかかわらず、次のとおりとする。")
    + para(f'<w:moveToRangeStart w:id="97" {AUTHOR} w:name="m1"/><w:moveTo w:id="98" {AUTHOR}>{run("乙は、サーバを毎日監視するものとする。")}</w:moveTo><w:moveToRangeEnd w:id="97"/>')
    + table(
        row("作業", "甲", "乙"),
        row("ログの確認", "○", ""),
        row("消した行の作業", "", "○", look=f'<w:del w:id="99" {AUTHOR}/>'),
        row("パッチの適用", "", "○", look=f'<w:ins w:id="100" {AUTHOR}/>'),
    ),
    styles=NORMAL,
)
seen("flows-changes.docx", "docx", "contract", units={"第1条": "4時間以内に復旧作業を開始"},
     holds=["サーバを毎日監視", "パッチの適用"], lacks=["翌営業日", "旧い条", "週1回", "消した行"],
     notices=["変更履歴が残っているため"])

# Hidden and struck letters.
word(
    "flows-hidden.docx",
    para("保守委託契約書") + para(PARTIES)
    + para("第1条（更新）")
    + para(run("乙は、") + run("甲の費用で、", "<w:strike/>") + run("プログラムの更新を行うものとする。") + run("【社内用メモ：値引き余地あり】", "<w:vanish/>"))
    + para("第2条（保存）")
    + para("乙は、作業記録を5年間保存するものとする。")
    + para(run("第3条　二重線で消した条とする。", "<w:dstrike/>")),
    styles=NORMAL,
)
seen("flows-hidden.docx", "docx", "contract", units={"第1条": "乙は、プログラムの更新を行う"},
     lacks=["甲の費用で", "社内用メモ", "二重線で消した"], notices=["取り消し線の付いた文字が2か所", "隠し文字が1か所"])

# A table of contents made by Word.
def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def entry(words, page, before="", after=""):
    link = f'{field("begin")}<w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h </w:instrText></w:r>{field("separate")}{run(str(page))}{field("end")}'
    return para(f'{before}{run(words)}<w:r><w:tab/></w:r>{link}{after}', "toc1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>')


TOC = field("begin") + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>' + field("separate")
word(
    "flows-contents.docx",
    para("医療情報システム運用管理規程")
    + '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
    + para("目次") + entry("第1条　目的", 2, before=TOC) + entry("第2条　監査", 2) + para(field("end"))
    + "</w:sdtContent></w:sdt>"
    + para('<w:r><w:br w:type="page"/></w:r>')
    + para('<w:r><w:lastRenderedPageBreak/></w:r>' + run("第1条　目的"), "h1") + para("この規程は、当院の医療情報システムの運用を定める。")
    + para("第2条　監査", "h1") + para("病院長は、監査を年1回実施しなければならない。"),
    styles=NORMAL + style("toc1", "toc 1", "a") + style("h1", "heading 1", "a", '<w:outlineLvl w:val="0"/>'),
)
seen("flows-contents.docx", "docx", "rule", units={"第1条": "医療情報システムの運用を定める", "第2条": "監査を年1回"}, lacks=["目次"])

# A text box, written twice as Word does.
def boxed(words):
    inner = f"<w:txbxContent>{''.join(para(one) for one in words)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>500000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="4500000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="4500000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f'<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:shape style="width:350pt;height:70pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


word(
    "flows-text-box.docx",
    para("保守仕様書")
    + para("1　保守の内容")
    + para(run("受託者は、サーバの点検を毎月行うこと。") + boxed(["2　連絡体制", "受託者は、24時間連絡の取れる窓口を設けること。"]))
    + para("3　報告")
    + para("受託者は、作業報告書を毎月提出すること。"),
    styles=NORMAL,
)
seen("flows-text-box.docx", "docx", "specification", units={
    "1": "サーバの点検を毎月", "2": "24時間連絡の取れる窓口", "3": "作業報告書を毎月",
})

# A whole text in a frame, and tables inside tables.
word(
    "flows-frame.docx",
    table(row(cell(
        para("覚書") + para("みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、保守の分担について次のとおり合意する。")
        + para("第1条（分担）") + para("作業の分担は、次の表のとおりとする。")
        + table(row("作業", "甲", "乙"), row("データのバックアップ", "", "○"), row("バックアップ媒体の保管", "○", ""))
        + para("第2条（報告）") + para("乙は、作業の結果を毎月甲に報告するものとする。")
    )), columns=1),
    styles=NORMAL,
)
seen("flows-frame.docx", "docx", "memorandum", units={"第2条": "作業の結果を毎月甲に報告"},
     holds=["データのバックアップ", "バックアップ媒体の保管"])

# Merged cells: the marks stay under their party.
down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
word(
    "flows-merged.docx",
    para("役割分担に関する覚書")
    + para("みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、次の表のとおり作業を分担する。○は実施する者を示す。")
    + table(
        row(cell("区分", down), cell("作業", down), cell("分担", wide)),
        row(cell("", on), cell("", on), "甲", "乙"),
        row(cell("保守", down), "サーバのバックアップ取得", "", "○"),
        row(cell("", on), "バックアップ媒体の保管", "○", ""),
        row(cell("監視", down), "アクセスログの確認", "○", ""),
        row(cell("", on), "ウイルス対策ソフトの更新", "", "○"),
        columns=4,
    ),
    styles=NORMAL,
)
seen("flows-merged.docx", "docx", "memorandum",
     holds=["サーバのバックアップ取得", "バックアップ媒体の保管", "アクセスログの確認", "ウイルス対策ソフトの更新"])

# Readings over letters, signs of symbol fonts, soft line breaks, tabs.
ruby = ('<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>'
        '<w:rt><w:r><w:t>ぜいじゃく</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>脆弱</w:t></w:r></w:rubyBase></w:ruby></w:r>')
word(
    "flows-ruby.docx",
    para("保守委託契約書") + para(PARTIES)
    + para("<w:r><w:t>第1条（脆弱性）</w:t><w:br/><w:t>　乙は、</w:t></w:r>" + ruby + "<w:r><w:t>性の情報を毎月甲に報告するものとする。</w:t><w:br/><w:t>２　甲は、修正プログラムの適用を承認する。</w:t></w:r>")
    + para('<w:r><w:t>第2条（確認）</w:t></w:r>')
    + para('<w:r><w:t xml:space="preserve">乙は、次の方法で報告するものとする。　</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t xml:space="preserve">書面　</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><w:t>電子メール</w:t></w:r>'),
    styles=NORMAL,
)
seen("flows-ruby.docx", "docx", "contract", units={
    "第1条第1項": "乙は、脆弱性の情報を毎月甲に報告", "第1条第2項": "修正プログラムの適用を承認", "第2条": "☑書面　☐電子メール",
}, lacks=["ぜいじゃく"])

# A chunk of another document, an embedded sheet and a formula.
word(
    "flows-embedded.docx",
    para("サービスレベル合意書") + para("みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、次のとおり合意する。")
    + para("第1条（稼働率）") + para("乙は、月間の稼働率を99.9%以上に保つものとする。")
    + para('<m:oMathPara><m:oMath><m:r><m:t>A=1-d/t</m:t></m:r></m:oMath></m:oMathPara>')
    + '<w:altChunk r:id="chunk"/>'
    + para('<w:r><w:object><v:shape style="width:100pt;height:50pt"/><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s" DrawAspect="Content" ObjectID="_1" r:id="ole"/></w:object></w:r>'),
    styles=NORMAL,
    others=[
        ("chunk", "aFChunk", "chunk.html", "text/html", "<html><body><p>別の文書の文</p></body></html>"),
        ("ole", "oleObject", "embeddings.bin", "application/vnd.openxmlformats-officedocument.oleObject", "x"),
    ],
)
seen("flows-embedded.docx", "docx", "sla", units={"第1条": "稼働率を99.9%以上"},
     notices=["埋め込まれた別の文書が2件", "数式が1か所"])

# The name of the paper stands in the header alone.
word(
    "flows-header.docx",
    para("第1条（目的）") + para("当院は、医療情報システムの安全な運用のため、この定めを置く。")
    + para("第2条（媒体）") + para("システム管理者は、持ち出す媒体を暗号化しなければならない。"),
    styles=NORMAL,
    header1=para("医療情報システム運用管理規程") + para(field("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + field("separate") + run("1") + field("end")),
)
seen("flows-header.docx", "docx", "rule", units={"第2条": "媒体を暗号化しなければならない"})

# Words of weight above and below every page, and letters across it; firms and page numbers beside them.
across = ('<w:p><w:r><w:pict><v:shape id="s1" type="#_x0000_t136" style="position:absolute;width:300pt;height:100pt;rotation:315">'
          '<v:textpath style="font-family:&quot;MS Mincho&quot;" string="見本"/></v:shape></w:pict></w:r></w:p>')
word(
    "flows-header-words.docx",
    para("保守に関する覚書") + para(PARTIES)
    + articles(("監視", "乙は、サーバを毎日監視するものとする。"), ("媒体", "甲は、バックアップ媒体を院外に保管するものとする。")),
    styles=NORMAL,
    header1=para("保守に関する覚書") + para("架空システム株式会社　社外秘") + para("対象：部門システム（放射線）") + across,
    footer1=para("本書は、保守委託契約書に優先する。") + para(field("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + field("separate") + run("1") + field("end")),
)
seen("flows-header-words.docx", "docx", "memorandum", units={"第1条": "サーバを毎日監視", "第2条": "媒体を院外に保管"},
     notices=["各ページの上下(ヘッダー・フッター)に「対象：部門システム（放射線）」「本書は、保守委託契約書に優先する。」「見本」とあり"])

# A box beside an article says something of its own; the article goes on below it.
word(
    "flows-text-box-beside.docx",
    para("保守委託契約書") + para(PARTIES)
    + para("第1条（監視）")
    + para(run("乙は、サーバを毎日監視するものとする。") + boxed(["バックアップ媒体の保管は、甲が行うものとする。"]))
    + para("２　甲は、監視の結果を毎月確認するものとする。"),
    styles=NORMAL,
)
seen("flows-text-box-beside.docx", "docx", "contract", units={
    "第1条第1項": "サーバを毎日監視", "第1条テキストボックス1": "媒体の保管は、甲が行う", "第1条第2項": "監視の結果を毎月確認",
})
