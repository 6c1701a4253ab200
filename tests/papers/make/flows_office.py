"""Papers as LibreOffice writes them: Word files old and new, rich text, pages of texts and of sheets; and a Word file as
python-docx writes it. Needs `soffice` and python-docx; run flows_word.py first."""

import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import docx
from openpyxl import Workbook
from openpyxl.styles import Font

from flows_kit import FOLDER, packed, seen

WORK = pathlib.Path(tempfile.mkdtemp())


def office(source, kind, name):
    """Converts with LibreOffice."""
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{WORK}/profile", "--convert-to", kind, "--outdir",
                    str(WORK / "out"), str(source)], check=True, capture_output=True)
    made = WORK / "out" / (pathlib.Path(source).stem + "." + kind.split(":")[0])
    shutil.move(made, FOLDER / name)


CONTRACT = FOLDER / "flows-numbers-styles.docx"
office(CONTRACT, "doc", "flows-old.doc")
seen("flows-old.doc", "doc", "unknown", notices=["古い形式のWord文書(doc)は読めません。Wordで開き、docx形式で保存し直してください。"])
office(CONTRACT, "rtf", "flows-rich.rtf")
seen("flows-rich.rtf", "rtf", "unknown", notices=["リッチテキスト(rtf)は読めません。Wordで開き、docx形式で保存し直してください。"])

# There and back again: lists, notes, comments, merged cells and changes as LibreOffice writes them.
UNITS = {"第1条第1項": "電子カルテシステムの保守を乙に委託し", "第2条第1項第2号": "復元試験を年1回", "第2条第2項": "復元試験の結果を確認"}
shutil.copy(FOLDER / "flows-old.doc", WORK / "again.doc")
office(WORK / "again.doc", "docx", "flows-again.docx")
seen("flows-again.docx", "docx", "contract", units=UNITS)
for name in ["footnotes", "comments", "changes", "mds-old-boxes", "mds-lists", "text-box", "merged"]:
    shutil.copy(FOLDER / f"flows-{name}.docx", WORK / f"{name}.docx")
    office(WORK / f"{name}.docx", "odt", f"flows-{name}.odt")
    shutil.move(FOLDER / f"flows-{name}.odt", WORK / f"{name}.odt")
    office(WORK / f"{name}.odt", "docx", f"flows-office-{name}.docx")
    # LibreOffice forgets that a row was deleted, and shows it.
    listed = (FOLDER / f"flows-{name}.docx.toml").read_text(encoding="utf-8").replace(', "消した行"', "")
    (FOLDER / f"flows-office-{name}.docx.toml").write_text(listed, encoding="utf-8")

# Pages.
shutil.copy(CONTRACT, WORK / "page.docx")
office(WORK / "page.docx", "html", "flows-office-page.html")
seen("flows-office-page.html", "html", "contract", holds=["電子カルテシステムの保守を乙に委託し", "バックアップの復元試験を年1回実施"])
book = Workbook()
sheet = book.active
sheet.title = "MDS"
for line in [
    ["製造業者による医療情報セキュリティ開示書 Ver.5.0"], ["製造業者名：架空システム株式会社"], ["番号", "質問", "回答", "備考"],
    [1, "診療データのバックアップを取得する機能があるか？", "はい", ""],
    [2, "利用者ごとのアクセス権限を設定できるか？", "いいえ", "次期版で対応"],
    [3, "アクセスログを記録しているか？", "はい", ""],
]:
    sheet.append(line)
sheet["C6"].font = Font(strike=True)
sheet.merge_cells("A1:D1")
book.save(WORK / "sheet.xlsx")
office(WORK / "sheet.xlsx", "html", "flows-office-sheet.html")
seen("flows-office-sheet.html", "html", "mds", rows=3, notices=["取り消し線"],
     answers={"1": "yes", "2": "no", "3": "blank"}, remarks={"2": "次期版で対応"})

# As python-docx writes it, with the lists of its template.
paper = docx.Document()
paper.add_heading("電子カルテ保守仕様書", 0)
paper.add_heading("保守の内容", 1)
paper.add_paragraph("受託者は、次の作業を行うこと。")
for words in ["サーバの稼働状況を毎日監視すること。", "診療データのバックアップを毎日取得すること。"]:
    paper.add_paragraph(words, style="List Number")
paper.add_heading("連絡体制", 1)
paper.add_paragraph("受託者は、24時間連絡の取れる窓口を設けること。", style="List Bullet")
paper.save(WORK / "python.docx")
with zipfile.ZipFile(WORK / "python.docx") as package:
    # The template brings a picture of itself.
    packed(FOLDER / "flows-python.docx", [(name, package.read(name)) for name in package.namelist() if "thumbnail" not in name])
seen("flows-python.docx", "docx", "specification", holds=["稼働状況を毎日監視", "バックアップを毎日取得", "24時間連絡の取れる窓口"])
shutil.rmtree(WORK)
