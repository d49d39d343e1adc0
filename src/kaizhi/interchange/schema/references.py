"""How the other sheets name the account a row belongs to."""

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.cells import credit_code, text
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.spec import FieldSpec, Text

_NAMES = (
    "客户名称|客户|客户全称|企业名称|公司名称|单位名称|工厂名称|工厂|厂名|所属客户|所属公司|甲方|买方|购货单位|需方"
    "|公司|单位"
    "|account|account name|customer|customer name|company|company name|plant"
)


def account_references(label: Text = "", aliases: str = _NAMES) -> tuple[FieldSpec, FieldSpec, FieldSpec]:
    """By name, by code or by credit code; at least one must be there."""
    return (
        FieldSpec(
            "account", label or _p("heading", "Account name"), text(200), aliases, key=True, fills_down=True,
            example=_p("example", "Sample Heavy Industry Group Co., Ltd."), hint=hints.ACCOUNT,
        ),
        FieldSpec(
            "account_code", _p("heading", "Account code"), text(32),
            "客户编号|客户编码|客户代码|客户号|customer code|account number",
            key=True, fills_down=True, is_text=True,
            hint=_p("hint", "Instead of the name; needed where two customers share a name."),
        ),
        FieldSpec(
            "account_credit_code", _p("heading", "Unified social credit code"), credit_code,
            "统一社会信用代码|客户统一社会信用代码|社会信用代码|信用代码|税号|credit code", key=True, fills_down=True,
            is_text=True,
            in_template=False,
        ),
    )  # fmt: skip
