"""What hangs on an account is seen by whoever sees the account."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from kaizhi.access.scope import scope_of
from kaizhi.accounts.models.account import Account

if TYPE_CHECKING:
    from kaizhi.access.models import User

RowT = TypeVar("RowT", bound=models.Model)


class OfAccountQuerySet(models.QuerySet[RowT]):
    """For models with a foreign key `account`."""

    def visible_to(self, user: "User") -> Self:
        if scope_of(user).is_everything:
            return self
        return self.filter(account__in=Account.objects.visible_to(user))

    def under(self, account: Account) -> Self:
        """Rows of the account and of everything below it."""
        return self.filter(account__in=Account.objects.under(account))
