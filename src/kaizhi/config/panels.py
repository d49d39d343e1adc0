"""Panels that higher domains offer on lower domains' pages: URL names, loaded by htmx (ARCHITECTURE.md, idea 5)."""

#: On an account's page, in reading order. Each URL takes `account_id`.
ACCOUNT_PANELS: tuple[str, ...] = (
    "insight:account_panel",
    "pipeline:account_panel",
    "contracts:account_panel",
    "service:account_panel",
    "coverage:account_panel",
)
