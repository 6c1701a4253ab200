"""Prints papers of samples/ to pdf with LibreOffice, in a font that makes small files.

Needs: LibreOffice (writer and calc) and the IPA fonts (Debian: fonts-ipafont-gothic). Other versions of LibreOffice
break lines elsewhere.
"""

import pathlib
import re
import subprocess
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent.parent
SAMPLES = HERE.parent.parent / "samples/city-hospital"
PRINTS = {
    "contract-printed.pdf": "電子カルテ/保守委託契約書.docx",
    "rule-printed.pdf": "規程/医療情報システム運用管理規程.docx",
    "mds-printed.pdf": "検査/MDS_ラボステーション.xlsx",
    "role-table-printed.pdf": "電子カルテ/役割分担確認表_電子カルテ.xlsx",
    "role-table-struck.pdf": "検査/役割分担確認表_検体検査.xlsx",
}


def plain(path, target):
    """Writes a copy in which all letters are set in one font."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("xml"):
                text = data.decode()
                text = re.sub(r'(w:(?:ascii|hAnsi|eastAsia|cs)=")[^"]*"', r'\1IPAGothic"', text)
                text = re.sub(r'(<(?:name|rFont) val=")[^"]*"', r'\1IPAGothic"', text)
                data = text.encode()
            copy.writestr(name, data)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, path in PRINTS.items():
            copy = folder / (name.removesuffix(".pdf") + pathlib.Path(path).suffix)
            plain(SAMPLES / path, copy)
            subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                            "--convert-to", "pdf", "--outdir", str(HERE), str(copy)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
