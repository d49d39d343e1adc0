"""Decisions about accounts that need no database."""

from django.utils.translation import gettext as _

from kaizhi.common import credit_code
from kaizhi.common.credit_code import CreditCodeProblem


def credit_code_warning(code: str) -> str | None:
    """What is odd about a stored credit code, in the reader's language; None for a code that holds."""
    match credit_code.check(code):
        case None:
            return None
        case CreditCodeProblem.LENGTH:
            return _("A credit code has 18 characters; this one has %(n)s.") % {"n": len(code)}
        case CreditCodeProblem.CHARACTERS:
            return _("A credit code has digits and capitals only, without I, O, S, V and Z.")
        case CreditCodeProblem.CHECK | CreditCodeProblem.ORGANISATION:
            return _("The check character does not fit: probably one character is mistyped.")


def sources() -> list[str]:
    """Where customers come from, as suggestions; any other word may be typed."""
    return [_("Exhibition"), _("Tender"), _("Referred by a customer"), _("Phone call"), _("Website"), _("Partner")]
