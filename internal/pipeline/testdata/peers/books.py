"""Writes a list as workbooks with XlsxWriter, whole or row by row, in the look that
thidua's have: python3 books.py LIST.json OUT "plain"|"constant memory" COPIES"""

import datetime
import json
import os
import sys

import xlsxwriter
from xlsxwriter.utility import xl_range

FIRST = 4  # row of the list, from 0: title in rows 0 and 1, headings in row 3
FORMATS = {"integer": "0", "date": "dd/mm/yyyy", "money": "#,##0"}


def write(listed, file, mode):
    book = xlsxwriter.Workbook(file, {"constant_memory": mode == "constant memory"})
    sheet = book.add_worksheet(listed["sheet"])
    font = {"font_name": "Times New Roman", "font_size": 12}
    title = book.add_format({**font, "bold": True, "align": "center", "valign": "vcenter"})
    head = book.add_format({**font, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    columns = listed["columns"]
    formats = []
    for i, c in enumerate(columns):
        look = {**font, "border": 1, "align": c["align"], "valign": "top", "text_wrap": c["kind"] == "text"}
        if c["kind"] in FORMATS:
            look["num_format"] = FORMATS[c["kind"]]
        formats.append(book.add_format(look))
        sheet.set_column(i, i, c["width"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.repeat_rows(FIRST - 1)
    sheet.freeze_panes(FIRST, 0)
    for n, text in enumerate(listed["title"]):
        sheet.merge_range(n, 0, n, len(columns) - 1, text, title)
    for i, c in enumerate(columns):
        sheet.write_string(FIRST - 1, i, c["head"], head)
    totals = [0] * len(columns)
    row = FIRST
    for values in listed["rows"]:
        for i, v in enumerate(values):
            kind = columns[i]["kind"]
            if kind == "text":
                sheet.write_string(row, i, v, formats[i])
            elif kind == "date":
                sheet.write_datetime(row, i, datetime.datetime.fromisoformat(v), formats[i])
            else:
                sheet.write_number(row, i, v, formats[i])
                if kind == "money":
                    totals[i] += v
        row += 1
    for i, c in enumerate(columns):
        if c["kind"] == "money":
            sheet.write_formula(row, i, "=SUBTOTAL(9,%s)" % xl_range(FIRST, i, row - 1, i), formats[i], totals[i])
        else:
            sheet.write_blank(row, i, None, formats[i])
    book.close()


if __name__ == "__main__":
    if sys.argv[1] == "--version":
        print(xlsxwriter.__version__)
        sys.exit()
    with open(sys.argv[1], encoding="utf-8") as f:
        listed = json.load(f)
    for i in range(int(sys.argv[4])):
        write(listed, os.path.join(sys.argv[2], "%d.xlsx" % i), sys.argv[3])
