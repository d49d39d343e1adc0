"""Recomputing on demand: asked for by those who may, done in the background, told on the page."""

from datetime import date

import pytest

from kaizhi.audit.models import Event
from kaizhi.conftest import Acme, Cast
from kaizhi.contracts.tests.factories import make_order
from kaizhi.insight.actions import score_book
from kaizhi.insight.models import GroupScore, ScoreRun
from kaizhi.jobs.worker import run_pending


def test_it_works(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.dora)
    answer = client.post("/scores/recompute/")
    assert (answer.status_code, answer["Location"]) == (303, "/scores/runs/")
    assert "Waiting for a worker" in client.get("/scores/recompute/state/").content.decode()
    run_pending()
    run = ScoreRun.objects.get()
    assert (run.by, run.trigger, run.status, run.n_groups) == (cast.dora, "person", "done", 1)
    assert GroupScore.objects.current().get().head == acme.head
    assert Event.objects.filter(verb="scores.recomputed", by=cast.dora).exists()
    page = client.get("/scores/runs/").content.decode()
    assert "On demand" in page
    assert "Last computed" in page


def test_asking_twice_computes_once(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.dora)
    client.post("/scores/recompute/")
    answer = client.post("/scores/recompute/", headers={"HX-Request": "true"})
    assert 'id="run-state"' in answer.content.decode()
    run_pending()
    assert ScoreRun.objects.count() == 1


def test_it_goes_back_to_where_it_was_asked(cast: Cast, sign_in):
    client = sign_in(cast.dora)
    assert client.post("/scores/recompute/", {"next": "/radar/"})["Location"] == "/radar/"
    assert client.post("/scores/recompute/", {"next": "//elsewhere.example/"})["Location"] == "/scores/runs/"


@pytest.mark.parametrize("url", ["/scores/runs/", "/scores/runs/1/", "/scores/recompute/state/"])
def test_runs_are_for_who_may_start_one(cast: Cast, sign_in, url: str):
    assert sign_in(cast.emil).get(url).status_code == 403
    assert sign_in(cast.emil).post("/scores/recompute/").status_code == 403


def test_a_run_tells_its_inputs_and_its_numbers(cast: Cast, acme: Acme, sign_in):
    make_order(acme.lyon, on=date(2026, 5, 4), currency="USD")
    run = score_book(date(2026, 11, 22))
    page = sign_in(cast.dora).get(f"/scores/runs/{run.pk}/").content.decode()
    for said in ("2026-05-04", "1 in another currency", "satisfaction_points", "strategic_above", "red_to"):
        assert said in page
    assert sign_in(cast.dora).get("/scores/runs/999999/").status_code == 404


def test_the_list_needs_the_same_statements_for_many_runs(
    cast: Cast, acme: Acme, sign_in, django_assert_max_num_queries
):
    run = score_book()
    for _number in range(40):
        run.pk = None
        run.save(force_insert=True)
    client = sign_in(cast.dora)
    with django_assert_max_num_queries(12):
        client.get("/scores/runs/")
