"""The list of customers and the list of contacts."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kaizhi.access.capabilities import Capability
from kaizhi.access.fields import policy_for
from kaizhi.accounts.lists import ACCOUNTS, CONTACTS, with_group
from kaizhi.accounts.models import Account, Contact
from kaizhi.common.http import AppRequest
from kaizhi.ui.tables import ListPage, list_response


@require_safe
def accounts(request: AppRequest) -> HttpResponse:
    user = request.user
    visible = with_group(Account.objects.visible_to(user), user)
    page = ListPage(ACCOUNTS, request, visible, policy_for(user))
    context = {"may_create": user.can(Capability.ACCOUNT_CREATE)}
    return list_response(
        page,
        title=_("Customers"),
        may_export=user.can(Capability.EXPORT),
        template="accounts/accounts.html",
        context=context,
    )


@require_safe
def contacts(request: AppRequest) -> HttpResponse:
    page = ListPage(CONTACTS, request, Contact.objects.visible_to(request.user), policy_for(request.user))
    return list_response(page, title=_("Contacts"), may_export=request.user.can(Capability.EXPORT))
