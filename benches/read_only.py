"""Opens and reads every workbook and document below a folder, and does nothing with them."""

import pathlib
import sys

try:
    import docx
    import openpyxl
except ImportError as error:
    sys.exit(f"{error.name} is missing: python3 -m pip install openpyxl python-docx")

for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    elif path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        sum(len(part.text) for part in [*document.paragraphs, *cells])
    elif path.suffix == ".txt":
        path.read_bytes()
