"""Pages as people write them and as Word and Excel save them, texts in every encoding, mails and archives. Needs nothing but
Python."""

import base64
import unicodedata

from flows_kit import FOLDER, packed, seen

TERMS = """<!DOCTYPE html>
<html lang="ja"><head>{meta}<title>利用規約 | ふくろうカルテ</title>
<style>.x {{ color: red }} .gone {{ text-decoration: line-through; }}</style>
<script>document.write("<p>第99条 スクリプトの文</p>");</script></head>
<body>
<nav><ul><li><a href="/">ホーム</a></li><li>料金プラン</li></ul></nav>
<main>
<h1>ふくろうカルテ利用規約</h1>
<p>架空クラウド株式会社（以下「当社」といいます。）は、契約者に対し、本規約に従って
サービスを提供します。</p>
<h2>第1条（バックアップ）</h2>
<ol>
<li>当社は、契約者のデータのバックアップを毎日取得します。</li>
<li>契約者は、次の作業を行うものとします。
  <ol><li>出力したデータを保管すること。</li><li>端末のウイルス対策ソフトを更新すること。</li></ol></li>
</ol>
<h2>第2条（障害）</h2>
<p>当社は、障害を検知したときは、<del>翌営業日までに</del><ins>1時間以内に</ins>契約者に通知します。</p>
<p class="gone">当社は、復旧の義務を負いません。</p>
<h2>第3条（サポート）</h2>
<table><tr><th rowspan="2">窓口</th><th colspan="2">受付</th></tr><tr><td>平日</td><td>休日</td></tr>
<tr><td>電話&amp;メール</td><td>9時&#xFF5E;18時</td><td>なし</td></tr></table>
<div hidden>準備中の文です。</div>
</main></body></html>
"""
LOOKED = dict(
    units={
        "第1条第1項": "バックアップを毎日取得します",
        "第1条第2項": "次の作業を行う",
        "第1条第2項第1号": "出力したデータを保管",
        "第1条第2項第2号": "ウイルス対策ソフトを更新",
        "第2条": "1時間以内に契約者に通知します",
    },
    holds=["電話&メール", "9時～18時"],
    lacks=["スクリプト", "ホーム", "翌営業日", "復旧の義務を負いません", "準備中"],
    notices=["取り消し線の付いた文字が2か所", "画面に表示されない部分が1か所"],
)
for name, encoding, meta in [
    ("flows-terms.html", "utf-8", '<meta charset="UTF-8">'),
    ("flows-terms-sjis.html", "cp932", '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">'),
    ("flows-terms-euc.htm", "euc_jp", '<meta http-equiv="content-type" content="text/html;charset=euc-jp">'),
    ("flows-terms-jis.html", "iso2022_jp", "<meta charset=iso-2022-jp>"),
    ("flows-terms-bare.html", "cp932", ""),
    ("flows-terms-utf16.html", "utf-16", ""),
]:
    (FOLDER / name).write_bytes(TERMS.format(meta=meta).replace("～", "&#xFF5E;").encode(encoding))
    seen(name, "html", "terms", **LOOKED)

# A page of the old kind: laid out by a table, parted by <br>, tags in capitals, ends left out.
(FOLDER / "flows-old-page.html").write_bytes("""<HTML><HEAD><TITLE>保守規約</TITLE></HEAD><BODY BGCOLOR=white>
<TABLE WIDTH=100%><TR><TD WIDTH=120>メニュー<BR>会社概要<BR>お問合せ<TD>
<CENTER><H1>システム保守規約</H1></CENTER>
第1条（保守の範囲）<BR>
1　当社は、契約者のサーバを毎月点検します。<BR>
2　契約者は、点検に立ち会うものとします。<BR>
<BR>
第2条（費用）<BR>
契約者は、点検の費用を支払うものとします。<P>
第3条（再委託）<BR>
当社は、契約者の承諾を得ないで業務を<STRIKE>自由に</STRIKE>再委託しません。
</TABLE></BODY></HTML>
""".encode("cp932"))
seen("flows-old-page.html", "html", "terms", units={
    "第1条第1項": "サーバを毎月点検します", "第1条第2項": "点検に立ち会う", "第2条": "点検の費用を支払う",
    "第3条": "承諾を得ないで業務を再委託しません",
}, lacks=["自由に"], notices=["取り消し線"])

# As Word saves a page: numbers beside the items, conditional comments, comments after the text.
(FOLDER / "flows-word-page.htm").write_bytes("""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=shift_jis"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0mm;} --></style></head>
<body lang=JA><div class=WordSection1>
<p class=MsoNormal align=center><span style='font-size:14.0pt'>保守委託契約書<span lang=EN-US><o:p></o:p></span></span></p>
<p class=MsoNormal>みほん市民病院（以下「甲」という。）と架空システム株式会社（以下
「乙」という。）は、次のとおり契約を締結する。</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>第<span lang=EN-US>1</span>条<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>監視</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1<span>&nbsp;&nbsp; </span></span><![endif]>乙は、サーバを<s>毎週</s><a style='mso-comment-reference:A_1'>毎日</a><span class=MsoCommentReference><a href="#_msocom_1">[A1]</a></span>監視するものとする。</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2<span>&nbsp;&nbsp; </span></span><![endif]>甲は、監視の結果を確認する。<span style='display:none;mso-hide:all'>社内メモ</span></p>
</div>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><p class=MsoCommentText>[A1]毎日は難しい。</p></div></div>
</body></html>
""".encode("cp932"))
seen("flows-word-page.htm", "html", "contract", units={
    "第1条第1項": "乙は、サーバを毎日監視するものとする", "第1条第2項": "監視の結果を確認",
}, lacks=["毎週", "社内メモ", "難しい", "A1"], notices=["取り消し線", "画面に表示されない部分が1か所", "コメントが1件"])

# Footnotes that interrupt a sentence: a page that was saved as text, and an aside inside a paragraph.
NOTED = ["第1条（バックアップ）", "乙は、診療データのバックアップ*1を毎日取得し、その結果を翌営業日の", "正午までに甲に"]
(FOLDER / "flows-footnotes.txt").write_text("\n".join([
    "保守委託契約書", "みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、次のとおり契約を締結する。",
    *NOTED, "*1　画像データを除く。画像データは、甲が別に定める方法で取得", "する。", "", "報告するものとする。", "第2条（媒体）", "甲は、媒体を院外に保管する。", "",
]), encoding="utf-8")
(FOLDER / "flows-footnotes.html").write_text(f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>保守委託契約書</title></head><body><h1>保守委託契約書</h1>
<p>みほん市民病院（以下「甲」という。）と架空システム株式会社（以下「乙」という。）は、次のとおり契約を締結する。</p>
<p>{NOTED[0]}</p>
<p>{NOTED[1].replace("*1", "<sup>※1</sup>")}<aside>※1 画像データを除く。</aside>{NOTED[2]}報告するものとする。</p>
<p>第2条（媒体）</p><p>甲は、媒体を院外に保管する。</p>
</body></html>
""", encoding="utf-8")
for name, kind, end in [("flows-footnotes.txt", "text", "甲に\n報告するものとする。"), ("flows-footnotes.html", "html", "甲に報告するものとする。")]:
    seen(name, kind, "contract", units={"第1条": end, "第1条注1": "画像データを除く。", "第2条": "媒体を院外に保管"})

# A page of which only the first part came.
(FOLDER / "flows-cut.html").write_text("""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>架空クラウド利用規約</title></head>
<body><h1>架空クラウド利用規約</h1>
<h2>第1条（分担）</h2>
<p>利用者と当社の作業の分担は、次の表のとおりとします。</p>
<table><tr><th>作業</th><th>利用者</th><th>当社</th></tr>
<tr><td>データのバックアップ</td><td></td><td>○</td></tr>
<tr><td>利用者の登録と削除</td><td>○</td><td></td></tr>
<tr><td>アクセスログの""", encoding="utf-8")
seen("flows-cut.html", "html", "terms", holds=["データのバックアップ", "利用者の登録と削除"],
     notices=["ページが「アクセスログの」の後で途中で切れているおそれがあります"])

# As Excel saves a page, under a name that says xls.
rows = "".join(
    f"<tr height=18><td class=xl65>{number}</td><td class=xl65 width=300>{question}</td><td class={look}>{answer}</td><td class=xl65>{remark}</td></tr>\n"
    for number, question, look, answer, remark in [
        (1, "診療データのバックアップを取得する機能があるか？", "xl65", "はい", ""),
        (2, "利用者ごとのアクセス権限を設定できるか？", "xl65", "いいえ", "次期版で対応"),
        (3, "アクセスログを記録しているか？", "xl66", "はい", ""),
        (4, "リモートサービスを行うか？", "xl65", "対象外", ""),
    ]
)
(FOLDER / "flows-excel-page.xls").write_bytes(f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=shift_jis"><meta name=ProgId content=Excel.Sheet>
<style><!-- table {{mso-displayed-decimal-separator:"\\.";}} .xl65 {{mso-style-parent:style0;}} .xl66 {{color:red; text-decoration:line-through;}} --></style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>MDS</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head>
<body link=blue><table border=0 cellpadding=0 cellspacing=0 width=600>
<col width=40><col width=300><col width=80><col width=180>
<tr height=18><td colspan=4 class=xl65>製造業者による医療情報セキュリティ開示書 Ver.5.0</td></tr>
<tr height=18><td colspan=4 class=xl65>製造業者名：架空システム株式会社</td></tr>
<tr height=18><td class=xl65>番号</td><td class=xl65>質問</td><td class=xl65>回答</td><td class=xl65>備考</td></tr>
{rows}<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=40></td><td width=300></td><td width=80></td><td width=180></td></tr><![endif]>
</table></body></html>
""".encode("cp932"))
seen("flows-excel-page.xls", "html", "mds", rows=4, notices=["取り消し線"],
     answers={"1": "yes", "2": "no", "3": "blank", "4": "na"}, remarks={"2": "次期版で対応"})

# Texts in every encoding, with letters that only Windows has.
RULE = """医療情報システム運用管理規程

第1条（目的）
この規程は、当院の医療情報システムの運用を定める。

第2条（管理）
システム管理者は、次の各号の作業を行わなければならない。
{one}　アクセスログを毎月確認すること。
{two}　㈱架空の{high}橋を窓口とし、バックアップの結果を毎日確認すること。
"""
WINDOWS = RULE.format(one="①", two="②", high="髙")
PLAIN = RULE.replace("㈱架空", "架空社").format(one="(1)", two="(2)", high="高")
UNITS = {"第1条": "医療情報システムの運用を定める", "第2条第1号": "アクセスログを毎月確認"}
for name, text, encoding, mark in [
    ("flows-windows.txt", WINDOWS, "cp932", b""),
    ("flows-euc.txt", PLAIN, "euc_jp", b""),
    ("flows-jis.txt", PLAIN, "iso2022_jp", b""),
    ("flows-utf8-mark.txt", WINDOWS, "utf-8", b"\xef\xbb\xbf"),
    ("flows-utf16-mark.txt", WINDOWS, "utf-16-le", b"\xff\xfe"),
    ("flows-utf16-bare.txt", WINDOWS, "utf-16-le", b""),
    ("flows-utf16-big.txt", WINDOWS, "utf-16-be", b""),
]:
    (FOLDER / name).write_bytes(mark + text.replace("\n", "\r\n").encode(encoding))
    seen(name, "text", "rule", units=UNITS, holds=["㈱架空の髙橋" if text is WINDOWS else "架空社の高橋"])
(FOLDER / "flows-mac.txt").write_bytes(unicodedata.normalize("NFD", PLAIN).encode("utf-8"))
seen("flows-mac.txt", "text", "rule", units=UNITS, holds=["バックアップの結果を毎日確認"])


# A mail with papers attached, named in the three ways in which mailers name them.
def word(text, charset):
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


mail = f"""From: {word("架空システム", "iso-2022-jp")} <sales@example.jp>
To: info@example.jp
Subject: {word("保守契約書の送付", "iso-2022-jp")}
Date: Mon, 1 Jun 2026 10:00:00 +0900
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part-1"

--part-1
Content-Type: text/plain; charset=iso-2022-jp

{"保守契約書をお送りします。".encode("iso2022_jp").decode("latin-1")}
--part-1
Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;
 name="{word("保守契約書.docx", "iso-2022-jp")}"
Content-Disposition: attachment; filename="{word("保守契約書.docx", "iso-2022-jp")}"
Content-Transfer-Encoding: base64

UEsDBA==
--part-1
Content-Type: application/pdf
Content-Disposition: attachment;
 filename*0*=UTF-8''%E9%96%8B%E7%A4%BA%E6%9B%B8;
 filename*1*=%20MDS.pdf

x
--part-1--
"""
(FOLDER / "flows-mail.eml").write_bytes(mail.replace("\n", "\r\n").encode("latin-1"))
seen("flows-mail.eml", "eml", "unknown", notices=["添付ファイル「保守契約書.docx」「開示書 MDS.pdf」は読んでいません"])
(FOLDER / "flows-saved.mht").write_bytes(
    b"From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n")
seen("flows-saved.mht", "mht", "unknown", notices=["1つにまとめて保存したページ(mht)は読めません"])
packed(FOLDER / "flows-archive.zip", [("契約/規程.txt", PLAIN.encode("utf-8"))])
seen("flows-archive.zip", "zip", "unknown", notices=["圧縮ファイル(zip)の中は、hazama check"])
