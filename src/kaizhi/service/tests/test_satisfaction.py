"""Satisfaction and cases: recorded in hundredths, shown on the page, hidden from other territories."""

from datetime import date

import pytest

from kaizhi.access.models import FieldRule
from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast
from kaizhi.service.models import Satisfaction, SuccessCase

ANSWER = {"surveyed_on": "2026-11-01", "score_hundredths": "4.5", "source": "回访", "comment": "交期准"}


def test_it_works(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.anna)
    assert client.post(f"/satisfaction/new/?account={acme.lyon.pk}", ANSWER).status_code == 302
    answer = Satisfaction.objects.get()
    assert (answer.score_hundredths, answer.score) == (450, 4.5)
    assert Event.objects.about(answer).get().verb == "satisfaction.created"
    assert "4.5" in client.get(f"/satisfaction/accounts/{acme.head.pk}/panel/").content.decode()
    assert "交期准" in client.get("/satisfaction/").content.decode()


@pytest.mark.parametrize("score", ["0.9", "5.1", "", "good", "4.555"])
def test_it_refuses_a_score_outside_one_to_five(cast: Cast, acme: Acme, sign_in, score: str):
    answer = sign_in(cast.anna).post(f"/satisfaction/new/?account={acme.lyon.pk}", ANSWER | {"score_hundredths": score})
    assert answer.status_code == 422
    assert not Satisfaction.objects.exists()


def test_the_same_answer_twice_is_refused_with_a_sentence(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.anna)
    client.post(f"/satisfaction/new/?account={acme.lyon.pk}", ANSWER)
    assert client.post(f"/satisfaction/new/?account={acme.lyon.pk}", ANSWER).status_code == 422
    assert Satisfaction.objects.count() == 1


def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in):
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2026, 1, 1), score_hundredths=123, comment="secret")
    client = sign_in(cast.emil)
    assert client.get(f"/satisfaction/accounts/{acme.lyon.pk}/panel/").status_code == 404
    assert client.get(f"/satisfaction/new/?account={acme.lyon.pk}").status_code == 404
    assert "secret" not in client.get("/satisfaction/").content.decode()


def test_a_case_is_kept_and_changed(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.anna)
    data = {"title": "Energy down 18 %", "roi_percent": "140", "published_on": "", "summary": ""}
    assert client.post(f"/satisfaction/cases/new/?account={acme.lyon.pk}", data).status_code == 302
    case = SuccessCase.objects.get()
    assert client.post(f"/satisfaction/cases/{case.pk}/", data | {"published_on": "2026-11-02"}).status_code == 302
    case.refresh_from_db()
    assert case.published_on == date(2026, 11, 2)
    assert sign_in(cast.emil).get(f"/satisfaction/cases/{case.pk}/").status_code == 404
    assert sign_in(cast.ben).get(f"/satisfaction/cases/{case.pk}/").status_code == 403


def test_the_score_follows_its_field_rule(cast: Cast, acme: Acme, sign_in):
    Satisfaction.objects.create(account=acme.lyon, surveyed_on=date(2026, 1, 1), score_hundredths=230)
    FieldRule.objects.create(
        role=cast.anna.role, object_name="service.satisfaction", field_name="score_hundredths", mode="hidden"
    )
    client = sign_in(cast.anna)
    for url in (
        "/satisfaction/",
        f"/satisfaction/accounts/{acme.head.pk}/panel/",
        "/satisfaction/?export=csv",
        "/satisfaction/?score_min=2",
    ):
        assert "2.3" not in client.get(url).content.decode()
