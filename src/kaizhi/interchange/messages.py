"""The sentence for every issue: what was wrong, and what would be right."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaizhi.interchange.issues import Code, Issue, RowIssue
from kaizhi.interchange.schema import CHOICE_LISTS, SHEETS, SheetKind

SENTENCES: dict[Code, Promise] = {
    Code.REQUIRED: _("This cell must not be empty."),
    Code.ONE_OF_REQUIRED: _("One of these must be filled in: %(fields)s."),
    Code.TEXT_TOO_LONG: _("“%(value)s” has %(length)s characters; at most %(limit)s fit. Shorten it."),
    Code.CREDIT_CODE_DESTROYED: _(
        "Excel turned the credit code into the number %(value)s and its last digits are lost. Format the column as "
        "text and enter the 18 characters again."
    ),
    Code.CREDIT_CODE_LENGTH: _(
        "The credit code “%(value)s” has %(length)s characters instead of 18. Check it against the licence."
    ),
    Code.CREDIT_CODE_CHARACTERS: _(
        "The credit code “%(value)s” holds a character that codes do not use. Only digits and capital letters other "
        "than I, O, S, V and Z are possible."
    ),
    Code.CREDIT_CODE_CHECK: _(
        "The check digit of the credit code %(value)s does not fit: a character is probably mistyped."
    ),
    Code.PHONE_DESTROYED: _(
        "The phone number was turned into %(value)s and its digits are lost. Enter it again as text."
    ),
    Code.PHONE_STRANGE: _("“%(value)s” does not look like a phone number. It was kept as written."),
    Code.PHONE_MASKED: _(
        "The phone number %(value)s is masked with asterisks and was left out. Enter the whole number."
    ),
    Code.PHONE_ZERO_RESTORED: _("The number %(value)s lost the zero of its area code; it was read as %(result)s."),
    Code.PHONE_TOO_MANY: _("Not all phone numbers fit into the field; these were kept: %(kept)s."),
    Code.EMAIL_INVALID: _(
        "“%(value)s” is not an email address and was left out. An address looks like name@company.cn."
    ),
    Code.WECHAT_STRANGE: _("“%(value)s” is not a WeChat id but perhaps a nickname. It was kept as written."),
    Code.WEBSITE_INVALID: _("“%(value)s” is not a web address and was left out. An address looks like www.company.cn."),
    Code.DATE_UNREADABLE: _("“%(value)s” cannot be read as a date. Write it as 2026-11-22."),
    Code.DATE_IMPOSSIBLE: _("There is no such day as %(value)s. Check the month and the day."),
    Code.DATE_AMBIGUOUS: _(
        "“%(value)s” can be read as several dates. Write the year first with four digits: 2026-11-22."
    ),
    Code.DATE_NO_DAY: _("“%(value)s” names no day. Write the whole date as 2026-11-22."),
    Code.DATE_PARTIAL: _("“%(value)s” names no day; it was read as %(result)s."),
    Code.DATE_TOO_EARLY: _("%(value)s is too long ago: the earliest possible date here is %(limit)s."),
    Code.DATE_TOO_LATE: _("%(value)s is too far in the future: the latest possible date here is %(limit)s."),
    Code.MONEY_UNREADABLE: _("“%(value)s” cannot be read as an amount. Write a number such as 1200000 or 120万."),
    Code.MONEY_CURRENCY: _("The currency of “%(value)s” is not known. Use a code such as CNY, USD, EUR, JPY or HKD."),
    Code.MONEY_NEGATIVE: _("The amount “%(value)s” is negative. Only amounts from 0 are possible."),
    Code.MONEY_TOO_LARGE: _("The amount “%(value)s” is impossibly large. Check its unit."),
    Code.MONEY_APPROXIMATE: _("“%(value)s” is only approximate; the number itself was taken."),
    Code.CURRENCY_UNKNOWN: _("The currency “%(value)s” is not known. Use a code such as CNY, USD, EUR, JPY or HKD."),
    Code.NUMBER_UNREADABLE: _("“%(value)s” cannot be read as one number. Write digits only."),
    Code.NUMBER_FRACTION: _("“%(value)s” is not a whole number."),
    Code.NUMBER_RANGE: _("%(value)s is out of range: it must lie between %(least)s and %(most)s."),
    Code.PERCENT_RANGE: _("%(value)s is out of range: it must lie between %(least)s%% and %(most)s%%."),
    Code.CHOICE_UNKNOWN: _("“%(value)s” is not in the list. Possible are: %(choices)s."),
    Code.YES_NO_UNREADABLE: _("“%(value)s” is neither yes nor no. Write 是 or 否."),
    Code.SCORE_UNREADABLE: _("“%(value)s” cannot be read as a score. Write a number from 1 to 5."),
    Code.SCORE_RANGE: _("The score %(value)s is out of range. Convert it to the scale from 1 to 5."),
    Code.STAKES_OVER_ALL: _("The shares in “%(value)s” add up to more than 100%%. Check them."),
    Code.STAKE_RANGE: _("“%(value)s” holds a share above 100%%. Correct it."),
    Code.SIGNED_WITHOUT_DATE: _("A signed contract needs its signing date. Fill it in, or set the status to draft."),
    Code.CLOSED_WITHOUT_DATE: _(
        "A won or lost opportunity needs its closing date. Fill it in, or set the status to open."
    ),
    Code.ENDS_BEFORE_START: _("The contract ends on %(end)s, before it starts on %(start)s. Correct one of the two."),
    Code.PAID_WITHOUT_DATE: _("There is a paid amount without a date, so nobody can tell whether it was on time."),
    Code.PARENT_IS_SELF: _("An account cannot stand under itself; the parent was left out."),
    Code.ACCOUNT_MISSING: _(
        "There is no customer “%(value)s”, neither in this file nor in the system. Add it to the customers' sheet, or "
        "correct the name."
    ),
    Code.ACCOUNT_AMBIGUOUS: _(
        "Several customers are named “%(value)s”. Add the customer code, the credit code or the group, so that it is "
        "clear which one is meant."
    ),
    Code.ACCOUNT_CODE_UNKNOWN: _("No customer has the code %(value)s. Leave the code empty for a new customer."),
    Code.ACCOUNT_CYCLE: _("“%(value)s” would stand below itself. Check the parents of these rows."),
    Code.ACCOUNT_NAMES_DIFFER: _(
        "The credit code belongs to “%(value)s”, so that customer is meant; it gets the name of this row."
    ),
    Code.ACCOUNT_IMPLIED: _("Other rows name it as their parent, so it is created."),
    Code.DUPLICATE_ROW: _("The same record stands in row %(row)s already. Keep one of the two rows."),
    Code.OWNER_UNKNOWN: _("Nobody here is called “%(value)s”; the customer's owner is left as it is."),
    Code.OWNER_AMBIGUOUS: _("Several colleagues are called “%(value)s”. Write the user name instead."),
    Code.OWNER_NOT_YOURS: _("You may not transfer customers, so the owner “%(value)s” was left out."),
    Code.FIELD_NOT_YOURS: _("Your role may not write this field; its values were left out."),
    Code.KIND_NOT_YOURS: _("Your role may not write such records, neither by hand nor by a file."),
    Code.NUMBER_TAKEN: _("The number %(value)s is already used for another customer. Check it."),
    Code.DOCUMENT_MISSING: _(
        "There is no contract or order %(value)s, neither in this file nor in the system. Add it, or "
        "correct the number."
    ),
    Code.NOT_A_HEAD: _("“%(value)s” is not the head of a group. Group facts belong to the row of the head office."),
    Code.RECORD_AMBIGUOUS: _(
        "Several records of this customer are named “%(value)s”. Change the one you mean by hand."
    ),
    Code.CONTACT_WITHOUT_NAME: _("The row has a contact's details but no name; the contact was left out."),
}


def sentence(found: Issue, kind: SheetKind | None = None) -> str:
    """In the active language. `kind` gives fields that the issue names their headings."""
    params: dict[str, str | int] = dict(found.params)
    if "of" in params:
        params["choices"] = _enumerate(CHOICE_LISTS[str(params["of"])].labels())
    if "fields" in params:
        params["fields"] = _enumerate(_headings(str(params["fields"]).split("|"), kind))
    return str(SENTENCES[found.code]) % params


def row_sentence(found: RowIssue, kind: SheetKind) -> str:
    """With its place: the file's own heading, else ours."""
    heading = found.heading or _headings([found.field], kind)[0]
    text = sentence(found.issue, kind)
    if not heading:
        return text  # it is about the whole row
    if found.column is None:
        return gettext("%(heading)s: %(sentence)s") % {"heading": heading, "sentence": text}
    return gettext("Column %(letter)s “%(heading)s”: %(sentence)s") % {
        "letter": found.column_letter,
        "heading": heading,
        "sentence": text,
    }


def _headings(codes: Iterable[str], kind: SheetKind | None) -> list[str]:
    known = SHEETS[kind].by_code if kind else {}
    return [str(known[code].label) if code in known else code for code in codes]


def _enumerate(words: Iterable[str]) -> str:
    return gettext(", ").join(words)
