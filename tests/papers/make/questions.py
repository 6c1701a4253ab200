"""Answers to `hazama questions`, filled in with openpyxl and saved again by an office program. Needs openpyxl, soffice and a
built program. Run in the folder of the papers: python3 make/questions.py"""

import pathlib
import shutil
import subprocess
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
ANSWERS = {
    1: ("はい", "公表から30日以内"),
    2: ("いいえ", None),
    3: ("対象外", "この機能を持たないため"),
    4: ("はい", "有償オプション"),
    5: ("はい", "5"),
}
SEEN = """container = "{container}"
kind = "disclosure"
rows = {rows}

[answers]
"1" = "yes"
"2" = "no"
"3" = "na"
"4" = "yes"
"5" = "yes"
"6" = "blank"

[cells]
"1" = "質問票!E12"

[remarks]
"1" = "公表から30日以内"
"3" = "この機能を持たないため"
"5" = "5"
"""


def save(path, name, rows):
    shutil.copy(path, HERE / name)
    (HERE / f"{name}.toml").write_text(SEEN.format(container=name.rsplit(".")[-1], rows=rows), encoding="utf-8")


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    command = ["cargo", "run", "--quiet", "--", "questions", "samples/city-hospital", "--vendor", "aozora"]
    subprocess.run([*command, "--out", str(folder), "--quiet"], cwd=ROOT, check=True)
    (blank,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(blank)
    sheet = book.active
    head = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "番号")
    for number, (answer, words) in ANSWERS.items():
        assert sheet.cell(head + number, 1).value == number
        sheet.cell(head + number, 5).value, sheet.cell(head + number, 6).value = answer, words
    rows = sheet.max_row - head
    book.save(folder / "answered.xlsx")
    save(folder / "answered.xlsx", "questions-answered.xlsx", rows)
    for ending, into in [("ods", "ods"), ("xlsx", "office")]:
        office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
        source = folder / "answered.xlsx" if ending == "ods" else folder / "ods" / "answered.ods"
        subprocess.run([*office, "--outdir", str(folder / into), str(source)], check=True, capture_output=True)
    save(folder / "ods" / "answered.ods", "questions-answered.ods", rows)
    save(folder / "office" / "answered.xlsx", "questions-answered-office.xlsx", rows)
