"""Addresses of accounts by the thousand: one lookup, not one a node."""

from functools import lru_cache

from django.urls import reverse

#: Stands for the number in an address that scripts fill in; no account has it.
ANY = 0


@lru_cache(maxsize=8)
def _around(url_name: str) -> tuple[str, str]:
    before, after = reverse(url_name, args=[ANY]).rsplit(str(ANY), 1)
    return before, after


def account_url(pk: int) -> str:
    before, after = _around("accounts:account")
    return f"{before}{pk}{after}"


def look_url(pk: int) -> str:
    """The quick look that opens in the drawer."""
    before, after = _around("accounts:look")
    return f"{before}{pk}{after}"
