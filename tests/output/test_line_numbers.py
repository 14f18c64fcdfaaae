"""The numbers of a page, with their doubts and places, and the tables of them."""

import csv
import io
import re
import zipfile

from readings import MakeReading

from digitreader.geometry import Box
from digitreader.output.corrected import corrected_page
from digitreader.output.from_reading import page_result
from digitreader.output.number_table import WIDTHS, number_table
from digitreader.output.result import PageResult
from digitreader.output.table import to_csv
from digitreader.output.with_errors import with_errors
from digitreader.output.workbook import Sheet, to_xlsx


def said(page: PageResult) -> list[tuple[str, str | None, bool]]:
    return [(number.written, number.value, number.ambiguous) for number in page.numbers]


def test_a_number_has_the_box_of_its_digits_and_signs(make_reading: MakeReading) -> None:
    minus, positive = page_result("", make_reading("-3 42", height=60)).numbers
    assert (minus.box, positive.box) == (Box(30, 60, 90, 60), Box(210, 60, 90, 60))


def test_one_number_is_the_unit_of_doubt(make_reading: MakeReading) -> None:
    page = page_result("", make_reading("7,?5 30 12?3", "0522"))
    assert [number.doubtful for number in page.numbers] == [True, False, True, False]
    assert (page.to_check, page.doubts) == (2, 2)
    assert page.numbers[0].confidence < 0.52 < 0.98 < page.numbers[1].confidence


def test_a_doubtful_gap_is_a_doubt_of_both_numbers_beside_it(make_reading: MakeReading) -> None:
    page = page_result("", make_reading("30 ?20 42"))
    assert [number.doubtful for number in page.numbers] == [True, True, False]


def test_what_is_in_doubt_does_not_say_what_the_decimal_mark_is(make_reading: MakeReading) -> None:
    assert said(page_result("", make_reading("7,5", "1.234")))[1] == ("1.234", "1234", False)
    assert said(page_result("", make_reading("7,?5", "1.234")))[1] == ("1.234", "1234", True)
    assert page_result("", make_reading("7,5")).to_dict()["decimal"] == "comma"
    assert said(page_result("", make_reading("1.234"), decimal="point")) == [("1.234", "1.234", False)]


def test_digits_alone_are_one_number_a_line(make_reading: MakeReading) -> None:
    page = page_result("", make_reading("-13.254,00", "30 20")).without_signs
    assert (page.written, said(page)) == ("1325400\n3020", [("1325400", "1325400", False), ("3020", "3020", False)])


def test_a_corrected_line_has_the_numbers_and_signs_that_a_person_gave(make_reading: MakeReading) -> None:
    page = page_result("", make_reading("7,?5", "18", "44"))
    corrected = corrected_page(page, {1: "-7.5", 2: "1 8", 3: "4,50"})
    assert corrected.written == "-7.5\n1 8\n4,50"
    assert [number.written for number in corrected.numbers] == ["-7.5", "1", "8", "4,50"]
    assert corrected.to_check == 0
    assert corrected.lines[0].signs[1].box == page.lines[0].signs[0].box
    assert corrected_page(page, {2: ""}).written == "7,5\n44"


def test_a_table_has_a_row_for_each_number_and_for_each_photo_that_could_not_be_read(make_reading: MakeReading) -> None:
    page, refused = page_result("a.jpg", make_reading("-0057", "12/3 8")), PageResult("b.jpg", error="Too dark.")
    rows = list(csv.DictReader(io.StringIO(to_csv(with_errors([page, refused], number_table)))))
    cells = [(row["file"], row["line"], row["number"], row["written"], row["value"], row["error"]) for row in rows]
    assert cells == [
        ("a.jpg", "1", "1", "-0057", "-57", ""),
        ("a.jpg", "2", "1", "12/3", "", ""),
        ("a.jpg", "2", "2", "8", "8", ""),
        ("b.jpg", "", "", "", "", "Too dark."),
    ]


def test_a_workbook_can_add_values_up_and_keeps_leading_zeros_in_the_text(make_reading: MakeReading) -> None:
    pages = [page_result("a.jpg", make_reading("-0057,50", "1234567890123456"))]
    with zipfile.ZipFile(io.BytesIO(to_xlsx(Sheet("Numbers", number_table(pages), WIDTHS)))) as archive:
        sheet, texts = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/sharedStrings.xml").decode()
    assert re.search(r'<c r="E2"><v>-57\.50?</v></c>', sheet)
    assert ">-0057,50<" in texts
    assert re.search(r'<c r="E3"[^>]*t="s"', sheet), "Excel would round a number of 16 digits"
