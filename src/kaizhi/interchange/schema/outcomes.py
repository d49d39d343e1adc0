"""What the customer thinks of us, what success we can show, what may still be sold."""

from collections.abc import Iterator

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.cells import amount, currency_code, day, note, percent, record_number, score, text
from kaizhi.interchange.issues import Code, RowIssue
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.references import account_references
from kaizhi.interchange.schema.spec import FieldSpec, RowValues, SheetKind, SheetSpec, problem
from kaizhi.interchange.schema.vocabulary import OUTCOME

_OF_ACCOUNT = (("account", "account_code", "account_credit_code"),)
_TOMORROW = 1
_YEARS_AHEAD = 10 * 365

SATISFACTION = SheetSpec(
    SheetKind.SATISFACTION,
    _p("sheet", "Satisfaction"),
    "满意度|满意度调查|客户满意度|满意度评价|回访|csat|survey|surveys",
    (
        *account_references(),
        FieldSpec(
            "surveyed_on", _p("heading", "Surveyed on"), day(ahead_days=_TOMORROW),
            "评价日期|调查日期|回访日期|评分日期|评价时间|调查时间|日期|survey date|date|scored on|rated on",
            is_date=True,
            required=True, key=True,
            hint=hints.DATE, example="2026-06-30",
        ),
        FieldSpec(
            "score_hundredths", _p("heading", "Satisfaction score"), score,
            "满意度评分|满意度|评分|得分|满意度得分|分数|星级|评价|score|csat|rating|satisfaction", required=True,
            example="4.5",
            hint=_p("hint", "From 1 to 5: 4.5, 5星 or 非常满意."),
        ),
        FieldSpec(
            "source", _p("heading", "Survey source"), text(60),
            "评价来源|来源|调查方式|评价人|回访方式|source|rated by", key=True,
        ),
        FieldSpec(
            "comment", _p("heading", "Comment"), note(),
            "评价内容|意见|客户意见|反馈|备注|评语|意见建议|comments|feedback|notes",
        ),
    ),
    one_of=_OF_ACCOUNT,
)  # fmt: skip

CASES = SheetSpec(
    SheetKind.CASES,
    _p("sheet", "Success cases"),
    "成功案例|案例|案例库|标杆案例|cases|references|case studies",
    (
        *account_references(),
        FieldSpec(
            "title", _p("heading", "Case title"), text(200),
            "案例标题|案例名称|案例|标题|项目名称|case|case name|title", required=True, key=True,
            example=_p("example", "Energy use cut by a tenth"),
        ),
        FieldSpec(
            "published_on", _p("heading", "Published on"), day(ahead_days=_TOMORROW),
            "发布日期|发布时间|上线日期|案例日期|publication date|published", is_date=True,
            hint=_p("hint", "A date; empty is not published."),
        ),
        FieldSpec(
            "roi_percent", _p("heading", "Measured ROI"), percent(-100, 100_000),
            "投资回报率|roi|实测roi|回报率|投资回报|return on investment",
            hint=_p("hint", "Percent: 35% or 35; empty is not measured."), example="35%",
        ),
        FieldSpec(
            "summary", _p("heading", "Summary"), note(), "案例摘要|摘要|案例内容|案例说明|说明|备注|description|notes",
        ),
    ),
    one_of=_OF_ACCOUNT,
)  # fmt: skip


def _check_opportunity(row: RowValues) -> Iterator[RowIssue]:
    is_closed = row.values.get("outcome") in {"won", "lost"}
    if is_closed and "closed_on" in row.mapped and "closed_on" not in row.values:
        yield problem(Code.CLOSED_WITHOUT_DATE, "closed_on")


OPPORTUNITIES = SheetSpec(
    SheetKind.OPPORTUNITIES,
    _p("sheet", "Opportunities"),
    "商机|商机信息|商机列表|销售机会|机会|项目|项目跟进|opportunity|deals|pipeline",
    (
        FieldSpec(
            "number", _p("heading", "Opportunity number"), record_number(40),
            "商机编号|商机号|机会编号|项目编号|编号|opportunity no|number|id",
            key=True, is_text=True,
        ),
        *account_references(),
        FieldSpec(
            "name", _p("heading", "Opportunity name"), text(200),
            "商机名称|商机|机会名称|项目名称|销售机会名称|商机标题|名称|opportunity|deal|deal name|title|name",
            required=True, key=True, example=_p("example", "Pumps for the second plant"),
        ),
        FieldSpec(
            "outcome", _p("heading", "Opportunity status"), OUTCOME.parser,
            "商机状态|状态|结果|赢单状态|跟进状态|status|outcome|result",
            choices=OUTCOME, hint=hints.CHOOSE, example=_p("example", "Open"),
        ),
        FieldSpec(
            "amount", _p("heading", "Expected amount"), amount(),
            "预计金额|预计销售金额|商机金额|预估金额|预期金额|项目金额|金额|预计成交金额|amount|value|deal value"
            "|expected value", is_amount=True,
            hint=hints.MONEY, example="50万",
        ),
        FieldSpec(
            "currency", _p("heading", "Currency"), currency_code, "币种|货币|币别|currency code", hint=hints.CURRENCY,
        ),
        FieldSpec(
            "product_line", _p("heading", "Product line"), text(80),
            "产品线|产品|产品名称|产品类别|意向产品|product|product family",
        ),
        FieldSpec(
            "expected_on", _p("heading", "Expected close"), day(ahead_days=_YEARS_AHEAD),
            "预计成交日期|预计签单日期|预计成交时间|预计签约日期|预计结束日期|预计签单时间|expected close date"
            "|close date|expected on", is_date=True, hint=hints.DATE,
            example="2026-12-31",
        ),
        FieldSpec(
            "opened_on", _p("heading", "Opened on"), day(ahead_days=_TOMORROW),
            "创建日期|创建时间|立项日期|发现日期|登记日期|created|created on|open date", is_date=True,
            hint=_p("hint", "A date; empty is the day of the import."),
        ),
        FieldSpec(
            "closed_on", _p("heading", "Closed on"), day(ahead_days=_TOMORROW),
            "结束日期|成交日期|赢单日期|输单日期|关闭日期|实际成交日期|closed date|won on|lost on", is_date=True,
            hint=_p("hint", "A date, for what is won or lost."),
        ),
        FieldSpec(
            "lost_to", _p("heading", "Lost to"), text(120),
            "输给谁|竞争对手|丢单对手|中标方|competitor|lost to competitor",
        ),
        FieldSpec(
            "owner", _p("heading", "Owner"), text(150),
            "负责人|业务员|销售|销售员|商机负责人|客户经理|跟进人|sales rep|salesperson", hint=hints.OWNER,
        ),
        FieldSpec(
            "notes", _p("heading", "Notes"), note(), "备注|说明|跟进记录|备注说明|remark|remarks|comment|comments",
        ),
    ),
    one_of=_OF_ACCOUNT,
    check=_check_opportunity,
)  # fmt: skip
