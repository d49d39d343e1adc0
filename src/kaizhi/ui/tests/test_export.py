import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from kaizhi.common.errors import BadInput
from kaizhi.ui.tables import csv_lines, export_response, export_rows, write_xlsx
from kaizhi.ui.tables import export as export_module
from kaizhi.ui.tests.people_list import Rules, User, page_of


def read_xlsx(page):
    file = BytesIO()
    n = write_xlsx(page, file)
    rows = CalamineWorkbook.from_object(BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    assert n == len(rows) - 1
    return rows


def test_it_works(rf, user, make_people):
    people = make_people(3)
    head, *rows = read_xlsx(page_of(rf, user, "active=1&name=person"))
    assert head == ["Name", "User name", "Amount (yuan)", "Seen", "Title"]
    assert len(rows) == 1
    name, username, amount, seen, title = rows[0]
    assert (name, username, title) == ("Person 1", "p00001", "T1")
    assert amount == pytest.approx(people[1].pk * 12_345.67)
    assert seen.date().isoformat() == "2026-01-02"


def test_every_row_comes_once_in_the_order_of_the_list(rf, user, make_people, monkeypatch):
    monkeypatch.setattr(export_module, "_CHUNK", 7)
    make_people(40)
    page = page_of(rf, user, "sort=-seen")
    rows = [row[1] for row in export_rows(page)]
    page.n_rows = 100
    assert rows == [u.username for u in page.rows.rows]


def test_it_shows_what_the_screen_shows(rf, user, make_people):
    make_people(2)
    page = page_of(rf, user, "sort=username", Rules(hidden=["job_title"], masked=["username"]))
    head, first, *_rest = list(csv.reader(StringIO("".join(csv_lines(page)))))
    assert head == ["\ufeffName", "User name", "Amount (yuan)", "Seen"]
    assert first[1] == "p***"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_a_text_never_becomes_a_formula(rf, user, text):
    User.objects.filter(pk=user.pk).update(display_name=text)
    page = page_of(rf, user)
    assert next(csv.reader(["".join(csv_lines(page)).split("\r\n", 1)[1]]))[0].startswith("'")
    assert read_xlsx(page_of(rf, user))[1][0] == text  # a text cell


def test_codes_stay_text(rf, user):
    User.objects.filter(pk=user.pk).update(username="00123")
    assert read_xlsx(page_of(rf, user))[1][1] == "00123"


def test_it_refuses_other_formats_and_too_many_rows(rf, user, make_people, monkeypatch):
    with pytest.raises(BadInput):
        export_response(page_of(rf, user), "pdf", "People")
    monkeypatch.setattr(export_module, "DIRECT_ROWS", 3)
    make_people(5)
    with pytest.raises(BadInput):
        export_response(page_of(rf, user), "csv", "People")


def test_the_file_is_named_after_the_list(rf, user):
    response = export_response(page_of(rf, user), "xlsx", "客户")
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7-20")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
