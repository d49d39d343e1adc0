"""Contracts, orders and their instalments."""

from collections.abc import Iterator

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.cells import amount, currency_code, day, note, record_number, text
from kaizhi.interchange.issues import Code, RowIssue, Severity
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.references import account_references
from kaizhi.interchange.schema.spec import FieldSpec, RowValues, SheetKind, SheetSpec, problem
from kaizhi.interchange.schema.vocabulary import CONTRACT_STATUS, ORDER_STATUS

_OF_ACCOUNT = (("account", "account_code", "account_credit_code"),)
_TOMORROW = 1  # a colleague west of us may still write yesterday; nobody signs next week
_YEARS_AHEAD = 15 * 365
_NUMBER_LENGTH = 60

_CURRENCY = FieldSpec(
    "currency",
    _p("heading", "Currency"),
    currency_code,
    "币种|货币|币别|结算币种|currency code",
    example="CNY",
    hint=hints.CURRENCY,
)
_PRODUCT_LINE = FieldSpec(
    "product_line", _p("heading", "Product line"), text(80),
    "产品线|产品|产品名称|产品类别|产品系列|货品|品名|product|product family",
    example=_p("example", "Pumps"),
)  # fmt: skip
_OWNER = FieldSpec(
    "owner", _p("heading", "Owner"), text(150),
    "负责人|业务员|销售|销售员|销售负责人|客户经理|签约人|经办人|sales rep|salesperson",
    hint=hints.OWNER,
)  # fmt: skip
_NOTES = FieldSpec("notes", _p("heading", "Notes"), note(), "备注|说明|备注说明|摘要|remark|remarks|comment|comments")


def _check_contract(row: RowValues) -> Iterator[RowIssue]:
    values = row.values
    if values.get("status") in {"signed", "completed"} and "signed_on" in row.mapped and "signed_on" not in values:
        yield problem(Code.SIGNED_WITHOUT_DATE, "signed_on")
    if values.get("ends_on") and values.get("starts_on") and values["ends_on"] < values["starts_on"]:
        yield problem(
            Code.ENDS_BEFORE_START, "ends_on", start=values["starts_on"].isoformat(), end=values["ends_on"].isoformat()
        )


def _check_instalment(row: RowValues) -> Iterator[RowIssue]:
    """A payment date without an amount means paid in full."""
    values = row.values
    paid = values.get("paid_amount")
    if values.get("paid_on") and paid is None and "amount" in values:
        values["paid_amount"] = values["amount"]
    if paid is not None and paid.minor and not values.get("paid_on"):
        yield problem(Code.PAID_WITHOUT_DATE, "paid_on", Severity.WARNING)


CONTRACTS = SheetSpec(
    SheetKind.CONTRACTS,
    _p("sheet", "Contracts"),
    "合同|合同信息|合同列表|合同台账|销售合同|contract",
    (
        FieldSpec(
            "number", _p("heading", "Contract number"), record_number(_NUMBER_LENGTH),
            "合同编号|合同号|合同编码|编号|销售合同号|contract no|contract number|number",
            required=True, key=True, is_text=True, fills_down=True, example="HT-2026-001",
        ),
        *account_references(),
        FieldSpec(
            "title", _p("heading", "Contract title"), text(200),
            "合同名称|合同标题|项目名称|合同内容|名称|title|subject",
        ),
        FieldSpec(
            "signed_on", _p("heading", "Signed on"), day(ahead_days=_TOMORROW),
            "签订日期|签约日期|签署日期|签订时间|签约时间|合同日期|合同签订日期|签单日期|date|sign date|signing date",
            is_date=True,
            hint=hints.DATE,
            example="2026-03-18",
        ),
        FieldSpec(
            "amount", _p("heading", "Contract amount"), amount(),
            "合同金额|金额|合同总额|合同总价|签约金额|合同额|总金额|amount|total|value",
            required=True, is_amount=True, hint=hints.MONEY, example="860000",
        ),
        _CURRENCY,
        FieldSpec(
            "status", _p("heading", "Contract status"), CONTRACT_STATUS.parser, "合同状态|状态|执行状态|status",
            choices=CONTRACT_STATUS,
            example=_p("example", "Signed"),
            hint=_p("hint", "Choose from the list; when empty it is signed if there is a signing date."),
        ),
        FieldSpec(
            "starts_on", _p("heading", "Starts on"), day(ahead_days=_YEARS_AHEAD),
            "开始日期|生效日期|合同开始日期|起始日期|start date", is_date=True,
            hint=hints.DATE,
        ),
        FieldSpec(
            "ends_on", _p("heading", "Ends on"), day(ahead_days=4 * _YEARS_AHEAD),
            "结束日期|到期日期|合同到期日|合同结束日期|终止日期|截止日期|end date|expiry date", is_date=True,
            hint=hints.DATE,
        ),
        _PRODUCT_LINE, _OWNER, _NOTES,
    ),
    one_of=_OF_ACCOUNT,
    check=_check_contract,
)  # fmt: skip

ORDERS = SheetSpec(
    SheetKind.ORDERS,
    _p("sheet", "Orders"),
    "订单|订单信息|订单列表|销售订单|订单台账|销售记录|历史订单|order|sales orders",
    (
        FieldSpec(
            "number", _p("heading", "Order number"), record_number(_NUMBER_LENGTH),
            "订单编号|订单号|订单编码|销售订单号|单号|编号|单据编号|order no|order id|so number|number",
            required=True, key=True, is_text=True, example="DD-2026-001",
        ),
        *account_references(),
        FieldSpec(
            "contract_number", _p("heading", "Contract number"), record_number(_NUMBER_LENGTH),
            "合同编号|合同号|所属合同|关联合同|contract no|contract", is_text=True, fills_down=True,
        ),
        FieldSpec(
            "ordered_on", _p("heading", "Ordered on"), day(ahead_days=_TOMORROW),
            "下单日期|订单日期|下单时间|订货日期|签订日期|签单日期|订单时间|日期|单据日期|order date|date|ordered at",
            is_date=True,
            required=True, hint=hints.DATE,
            example="2026-04-02",
        ),
        FieldSpec(
            "amount", _p("heading", "Order amount"), amount(),
            "订单金额|金额|订单总额|总金额|销售金额|销售额|订单额|含税金额|价税合计|amount|total|total amount"
            "|order value",
            required=True, is_amount=True, hint=hints.MONEY, example="320000",
        ),
        _CURRENCY,
        FieldSpec(
            "status", _p("heading", "Order status"), ORDER_STATUS.parser, "订单状态|状态|执行状态|交付状态|status",
            choices=ORDER_STATUS,
            hint=hints.CHOOSE, example=_p("example", "Delivered"),
        ),
        FieldSpec(
            "delivered_on", _p("heading", "Delivered on"), day(ahead_days=_TOMORROW),
            "交付日期|交货日期|发货日期|实际交付日期|到货日期|交付时间|delivery date|delivered", is_date=True,
            hint=hints.DATE,
            example="2026-05-20",
        ),
        FieldSpec(
            "accepted_on", _p("heading", "Accepted on"), day(ahead_days=_TOMORROW),
            "验收日期|验收时间|验收完成日期|acceptance date|accepted", is_date=True,
            hint=hints.DATE,
        ),
        _PRODUCT_LINE, _OWNER, _NOTES,
    ),
    one_of=_OF_ACCOUNT,
)  # fmt: skip

INSTALMENTS = SheetSpec(
    SheetKind.INSTALMENTS,
    _p("sheet", "Instalments"),
    "回款计划|回款|收款计划|付款计划|应收款|应收账款|回款记录|收款|付款节点|payments|payment plan|receivables"
    "|instalment",
    (
        FieldSpec(
            "contract_number", _p("heading", "Contract number"), record_number(_NUMBER_LENGTH),
            "合同编号|合同号|所属合同|关联合同|contract no|contract", key=True, is_text=True, fills_down=True,
            example="HT-2026-001",
            hint=_p("hint", "The contract's number or the order's, one of the two."),
        ),
        FieldSpec(
            "order_number", _p("heading", "Order number"), record_number(_NUMBER_LENGTH),
            "订单编号|订单号|所属订单|关联订单|order no|order", key=True, is_text=True, fills_down=True,
            hint=_p("hint", "The contract's number or the order's, one of the two."),
        ),
        FieldSpec(
            "label", _p("heading", "Payment node"), text(60),
            "款项节点|付款节点|回款节点|款项|款项名称|期次|期数|款项类型|回款类型|付款条件|node|instalment"
            "|payment term|milestone",
            required=True, key=True, example=_p("example", "Advance payment"),
        ),
        FieldSpec(
            "due_on", _p("heading", "Due on"), day(ahead_days=_YEARS_AHEAD),
            "应收日期|计划回款日期|到期日|应付日期|应收款日期|计划收款日期|到期日期|预计回款日期|约定日期|due date|due",
            is_date=True,
            required=True, key=True,
            hint=hints.DATE, example="2026-04-15",
        ),
        FieldSpec(
            "amount", _p("heading", "Amount due"), amount(),
            "应收金额|计划回款金额|应收款|应收|金额|应付金额|计划收款金额|款项金额|amount|due amount|receivable",
            required=True, is_amount=True,
            hint=hints.MONEY, example="258000",
        ),
        _CURRENCY,
        FieldSpec(
            "paid_on", _p("heading", "Paid on"), day(ahead_days=_TOMORROW),
            "实收日期|回款日期|到账日期|收款日期|实际回款日期|实际收款日期|付款日期|payment date|paid date|received on",
            is_date=True,
            hint=hints.DATE,
            example="2026-04-12",
        ),
        FieldSpec(
            "paid_amount", _p("heading", "Amount paid"), amount(),
            "实收金额|回款金额|已收金额|到账金额|实际回款金额|收款金额|已回款|已收|paid|received amount",
            is_amount=True,
            hint=_p("hint", "When empty beside a payment date it is paid in full."), example="258000",
        ),
    ),
    one_of=(("contract_number", "order_number"),),
    check=_check_instalment,
)  # fmt: skip
