"""Every code the core can give has its words, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from kaizhi.insight import parameters, wording
from kaizhi.insight.models import AccountClass
from kaizhi.scoring import ClassModel, classes
from kaizhi.scoring.explain import _INPUTS, ACTION_CODES
from kaizhi.scoring.frames import BOOK_FRAMES
from kaizhi.scoring.replication_model import DIMENSIONS, FACTORS

#: For each input: what nothing, something and a flag look like.
NOTHING = dict.fromkeys(name for names in _INPUTS.values() for name in names)
EMPTY = {**NOTHING, "n_cases": 0, "n_competitor_plants": 0, "n_cooperating": 0, "n_full_years": None}
FULL = {
    **dict.fromkeys(NOTHING, 1), "csat": 4.25, "payment_share": 0.5, "first_signed_on": "2024-01-05", "n_full_years": 2,
    "exclusive_until": "2027-01-01",
}  # fmt: skip
HALF = {**FULL, "csat": None, "is_procurement_described": 0, "declared_plants": None, "exclusive_until": "2025-01-01"}
OPEN = {**FULL, "exclusive_until": None, "n_cases": 3, "n_competitor_plants": 2, "n_surveyed": 4}


def test_it_works():
    words = wording.input_words("satisfaction", FULL, as_of=date(2026, 11, 22), payment_months=24)
    assert words == "4.25 of 5, from 1 plant"
    assert wording.improvement_words("raise_satisfaction", 4.5) == "Raise the mean satisfaction to 4.5 of 5."
    assert wording.improvement_words("await_anniversary", "2027-05-10").endswith("on 2027-05-10.")


@pytest.fixture(autouse=True, params=["en", "zh-hans"])
def language(request):
    """Both languages; the sentences of `test_it_works` are English."""
    with override("en" if request.node.originalname == "test_it_works" else request.param):
        yield request.param


def test_each_code_has_its_words():
    assert set(wording.FACTORS) == set(FACTORS)
    assert set(wording.DIMENSIONS) == set(DIMENSIONS)
    assert set(wording.IMPROVEMENTS) == set(ACTION_CODES)
    assert set(wording.CLASS_RULES) == set(classes.REASONS)
    assert set(wording.RESOURCES) == set(classes.RESOURCES.values())
    assert set(AccountClass.Class.values) == set(classes.CLASSES)
    assert set(wording.MODELS) == set(parameters._DEFAULTS)
    assert set(wording.INPUTS) == {*BOOK_FRAMES, "customers"}
    assert set(ClassModel().contact_days.values()) == set(wording._RHYTHMS)


@pytest.mark.parametrize("inputs", [EMPTY, FULL, HALF, OPEN], ids=["empty", "full", "half", "open"])
@pytest.mark.parametrize("factor", FACTORS)
def test_each_input_is_said_in_words(factor: str, inputs: dict[str, object], language: str):
    words = wording.input_words(factor, inputs, as_of=date(2026, 11, 22), payment_months=24)
    assert words
    assert "None" not in words
    assert "%(" not in words
    assert (words != words.encode("ascii", "ignore").decode()) is (language == "zh-hans")


@pytest.mark.parametrize("code", ACTION_CODES)
def test_each_improvement_is_a_sentence(code: str, language: str):
    words = wording.improvement_words(code, 3.0)
    assert "%(" not in words
    assert words.endswith("。" if language == "zh-hans" else ".")


@pytest.mark.parametrize("days", [1, 5, 7, 14, 30, 90, None])
def test_each_rhythm_is_said(days: int | None):
    assert wording.rhythm_words(days)
