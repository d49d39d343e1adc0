import pytest

from kaizhi.common.credit_code import (
    ALPHABET,
    CreditCodeProblem,
    check,
    check_character,
    normalise,
    organisation_check_character,
)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91420000757013137P"])
def test_it_works(code):
    assert check(code) is None
    assert check_character(code[:17]) == code[17]
    assert organisation_check_character(code[8:16]) == code[16]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91420000757013137P"])
def test_it_catches_every_single_wrong_character(code):
    for position, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            assert check(code[:position] + wrong + code[position + 1 :]) is not None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("9135", CreditCodeProblem.LENGTH),
        ("", CreditCodeProblem.LENGTH),
        ("91350100M000100Y4I", CreditCodeProblem.CHARACTERS),
        ("9135O100M000100Y43", CreditCodeProblem.CHARACTERS),
        ("91350100M000100Y44", CreditCodeProblem.CHECK),
    ],
)
def test_it_says_what_is_wrong(code, problem):
    assert check(code) == problem


def test_it_checks_the_organisation_code_inside():
    body = "91350100M000100Y4"[:16] + "5"
    assert check(body + check_character(body)) == CreditCodeProblem.ORGANISATION


@pytest.mark.parametrize(
    "text",
    [
        "91350100m000100y43",
        " 9135 0100 M000 100Y43\u200b",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y-43",
    ],
)
def test_it_normalises(text):
    assert normalise(text) == "91350100M000100Y43"
