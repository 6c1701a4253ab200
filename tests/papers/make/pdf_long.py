"""Writes a long contract to the path given, to measure how long reading takes: `pdf_long.py PATH [PAGES]`.

Needs the same as pdf_pages.py.
"""

import sys

from pdf_pages import A4, CONTRACT, HIGH, Canvas, WIDE, wrapped


def main(path, pages=50):
    canvas = Canvas(path, pagesize=A4, invariant=1)
    article = 0
    for page in range(1, pages + 1):
        y = HIGH - 80
        while y > 90:
            for text in CONTRACT[4:]:
                if text.startswith("第"):
                    article += 1
                    text = f"第{article}条" + text[3:]
                for line in wrapped(text, "Mincho", 10.5, WIDE - 140):
                    if y > 90:
                        canvas.setFont("Mincho", 10.5)
                        canvas.drawString(70, y, line)
                    y -= 17
        canvas.drawCentredString(WIDE / 2, 40, f"- {page} -")
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
