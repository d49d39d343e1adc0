"""What happened to a customer, in words, under the reader's field rules."""

import pytest
from django.utils.translation import override

from kaizhi.access.models import FieldRule
from kaizhi.accounts.actions import change_account, create_account, move_account, share_account, transfer_accounts
from kaizhi.accounts.models import Account, Contact
from kaizhi.accounts.records import delete_record, save_record
from kaizhi.accounts.timeline import PAGE, timeline_of
from kaizhi.audit.actions import record_event
from kaizhi.audit.words import act_of, spoken_verbs
from kaizhi.conftest import Acme, Cast


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def newest(user, account):
    return timeline_of(user, account).entries[0]


def test_it_works(cast: Cast, acme: Acme, sign_in):
    change_account(acme.lyon, {"city": "Lyon", "is_active": False}, by=cast.anna)
    entry = newest(cast.ben, acme.lyon)
    assert (entry.by, entry.words) == ("Anna", "changed the customer")
    assert {(change.label, change.old, change.new) for change in entry.changes} == {
        ("city", "—", "Lyon"), ("operating", "yes", "no"),
    }  # fmt: skip
    page = sign_in(cast.ben).get(f"/accounts/{acme.lyon.pk}/timeline/", headers={"HX-Request": "true"})
    assert "changed the customer" in page.content.decode()
    assert "created the customer" in page.content.decode()
    assert "<html" in sign_in(cast.ben).get(f"/accounts/{acme.lyon.pk}/timeline/").content.decode()


def test_it_hides_other_territories(cast: Cast, acme: Acme, sign_in):
    client = sign_in(cast.emil)
    assert client.get(f"/accounts/{acme.lyon.pk}/timeline/").status_code == 404
    assert client.get("/accounts/9999999/timeline/").status_code == 404


def test_hidden_and_masked_fields_stay_so(cast: Cast, acme: Acme):
    for name, mode in (("mobile", "masked"), ("wechat", "hidden"), ("name", "masked")):
        FieldRule.objects.create(role=cast.ben.role, object_name="accounts.contact", field_name=name, mode=mode)
    contact = save_record(Contact(account=acme.lyon, name="Jean Dupont"), noun="contact", by=cast.anna)
    contact.mobile, contact.wechat = "13812341234", "jean-secret"
    save_record(contact, noun="contact", by=cast.anna)
    entry = newest(cast.ben, acme.lyon)
    assert entry.subject == "Jea****pont"
    assert [(change.old, change.new) for change in entry.changes] == [("—", "138****1234")]
    assert newest(cast.anna, acme.lyon).subject == "Jean Dupont"
    contact.wechat = "jean-other"
    save_record(contact, noun="contact", by=cast.anna)
    assert newest(cast.ben, acme.lyon) == entry, "an act of which every change is hidden is not there"


def test_a_deleted_contact_keeps_its_name(cast: Cast, acme: Acme):
    contact = save_record(Contact(account=acme.lyon, name="Jean"), noun="contact", by=cast.anna)
    delete_record(contact, noun="contact", by=cast.anna)
    assert [(entry.words, entry.subject) for entry in timeline_of(cast.anna, acme.lyon).entries[:2]] == [
        ("deleted the contact", "Jean"), ("added the contact", ""),
    ]  # fmt: skip


def test_people_and_customers_are_named(cast: Cast, acme: Acme):
    transfer_accounts([acme.lyon], cast.ben, by=cast.dora)
    change = newest(cast.anna, acme.lyon).changes[0]
    assert (change.label, change.old, change.new) == ("owner", "Anna", "Ben")
    share_account(acme.lyon, [cast.emil, cast.ben], by=cast.dora)
    assert newest(cast.anna, acme.lyon).changes[0].new in {"Ben, Emil", "Emil, Ben"}
    move_account(acme.lyon, acme.brno, by=cast.dora)
    moved = newest(cast.anna, acme.lyon).changes[0]
    assert (moved.old, moved.new) == ("Acme Group", "Acme Brno")


def test_a_customer_the_reader_does_not_see_stays_unnamed(cast: Cast, acme: Acme):
    other = create_account(Account(name="Secret Group"), parent=None, by=cast.emil)
    move_account(acme.lyon, other, by=cast.dora)
    share_account(acme.lyon, [cast.anna], by=cast.dora)
    Account.objects.filter(pk=acme.lyon.pk).update(owner=cast.anna)
    moved = timeline_of(cast.anna, acme.lyon).entries[1].changes[0]
    assert (moved.old, moved.new) == ("Acme Group", "a customer not open to you")


def test_choices_and_amounts_are_worded(cast: Cast, acme: Acme):
    change_account(acme.lyon, {"registered_capital": 1_234_500, "registration": "existing"}, by=cast.anna)
    assert {change.new for change in newest(cast.anna, acme.lyon).changes} == {"12,345.00", "In business"}
    change_account(acme.lyon, {"registered_capital_currency": "EUR"}, by=cast.anna)
    change_account(acme.lyon, {"registered_capital": 100}, by=cast.anna)
    assert newest(cast.anna, acme.lyon).changes[0].new == "EUR 1.00"


def test_a_verb_nobody_speaks_for_is_still_shown(cast: Cast, acme: Acme):
    record_event("account.juggled", acme.lyon, by=None)
    entry = newest(cast.anna, acme.lyon)
    assert (entry.words, entry.by) == ("did something else", "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_verb_has_words_in_both_languages(language: str):
    assert {"account.created", "order.created", "opportunity.won", "case.created"} <= spoken_verbs()
    with override(language):
        for verb in spoken_verbs():
            words = str(act_of(verb).words)
            assert words.isascii() is (language == "en"), (verb, words)


def test_further_back_one_page_at_a_time(cast: Cast, acme: Acme, sign_in):
    for number in range(PAGE + 5):
        change_account(acme.lyon, {"n_employees": number}, by=cast.anna)
    first = timeline_of(cast.anna, acme.lyon)
    second = timeline_of(cast.anna, acme.lyon, before=first.before)
    assert (len(first.entries), second.before) == (PAGE, None)
    keys = [entry.key for entry in (*first.entries, *second.entries)]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) == PAGE + 6
    url = f"/accounts/{acme.lyon.pk}/timeline/?before="
    client = sign_in(cast.anna)
    assert client.get(f"{url}{first.before}", headers={"HX-Request": "true"}).content.count(b"<li") == 6
    assert client.get(f"{url}999999999").status_code == 200
    assert client.get(f"{url}x").status_code == 200


def test_an_event_of_another_customer_is_no_place_to_start_from(cast: Cast, acme: Acme):
    change_account(acme.brno, {"city": "Brno"}, by=cast.anna)
    elsewhere = timeline_of(cast.anna, acme.brno).entries[0].key
    assert timeline_of(cast.anna, acme.lyon, before=elsewhere).entries == ()


def test_the_number_of_statements_is_the_same_for_many_events(cast: Cast, acme: Acme, django_assert_max_num_queries):
    for number in range(15):
        contact = save_record(Contact(account=acme.lyon, name=f"J{number}"), noun="contact", by=cast.anna)
        contact.post = "Buyer"
        save_record(contact, noun="contact", by=cast.anna)
    transfer_accounts([acme.lyon], cast.ben, by=cast.dora)
    with django_assert_max_num_queries(6):
        timeline_of(cast.dora, acme.lyon)
