"""The explanations several fields share."""

from django.utils.translation import pgettext_lazy as _p

DATE = _p("hint", "A date such as 2026-11-22.")
MONEY = _p("hint", "In yuan, or with its unit: 120万, 1.2亿元, USD 3000.")
SEVERAL = _p("hint", "Several with a semicolon between them.")
COUNT = _p("hint", "A whole number.")
CHOOSE = _p("hint", "Choose from the list.")
OWNER = _p("hint", "The user name or the name of a colleague who has an account here.")
ACCOUNT = _p("hint", "The customer's name as on the customers' sheet.")
CURRENCY = _p("hint", "CNY when empty; otherwise USD, EUR, JPY, HKD …")
YES_NO = _p("hint", "Yes or no.")
YES_NO_EMPTY_YES = _p("hint", "Yes or no; empty is yes.")
