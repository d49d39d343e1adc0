"""Facts about a whole group: a sheet of their own, or more columns in the row of the group's head."""

from dataclasses import replace

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.cells import amount, count, day, note, yes_no
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.references import account_references
from kaizhi.interchange.schema.spec import FieldSpec, SheetKind, SheetSpec
from kaizhi.interchange.schema.vocabulary import SUPPLIER

_DAYS_AHEAD = 10 * 365
_KNOWN = {"清楚": True, "了解": True, "不清楚": False, "不了解": False, "known": True, "not known": False}
_INTENDS = {"有意向": True, "无意向": False, "独家": True, "非独家": False}

_FACTS = (
    FieldSpec(
        "declared_plants", _p("heading", "Total plants"), count(0, 100_000),
        "集团总工厂数量|总工厂数量|工厂总数|工厂数量|集团工厂数|工厂数|总工厂数|declared plants|number of plants"
        "|plants",
        example="12", hint=hints.COUNT,
    ),
    FieldSpec(
        "annual_budget", _p("heading", "Annual procurement budget"), amount(),
        "集团年度采购预算|年度采购预算|采购预算|年采购预算|集团采购预算|annual budget|procurement budget",
        is_amount=True,
        example="1200万", hint=hints.MONEY,
    ),
    FieldSpec(
        "industry_rank", _p("heading", "Rank in its industry"), count(1, 1_000_000),
        "行业排名|行业地位排名|行业名次|排名|industry rank|ranking", example="5", hint=hints.COUNT,
    ),
    FieldSpec(
        "is_procurement_known", _p("heading", "Procurement process known"), yes_no(_KNOWN),
        "采购流程已知|采购流程是否明确|采购流程明确|集团采购流程已知|采购流程是否清楚|procurement known",
        is_yes_no=True,
        hint=hints.YES_NO,
    ),
    FieldSpec(
        "procurement_process", _p("heading", "Procurement process"), note(),
        "采购流程说明|采购流程|集团采购流程|采购流程描述|procurement description",
    ),
    FieldSpec(
        "approved_supplier", _p("heading", "Approved supplier status"), SUPPLIER.parser,
        "合格供应商状态|合格供应商名单|合格供应商|供应商名录|供应商准入|准入状态|approved supplier", choices=SUPPLIER,
        hint=hints.CHOOSE,
    ),
    FieldSpec(
        "is_exclusive_intent", _p("heading", "Exclusive intent"), yes_no(_INTENDS),
        "独家合作意向|独家意向|排他意向|是否独家|exclusive", is_yes_no=True, hint=hints.YES_NO,
    ),
    FieldSpec(
        "exclusive_until", _p("heading", "Exclusive intent valid until"), day(ahead_days=_DAYS_AHEAD),
        "独家意向有效期|独家有效期|独家合作到期日|独家截止日期|exclusive until", is_date=True, hint=hints.DATE,
    ),
    FieldSpec(
        "shared_needs", _p("heading", "Shared standard needs"), note(), "共性标准需求|共性需求|标准需求|shared needs",
    ),
    FieldSpec(
        "price_agreement", _p("heading", "Group price agreement"), note(),
        "集团价格协议|集团协议|批量价格|年框|年框价格|框架协议|price agreement|frame agreement",
    ),
    FieldSpec(
        "service_agreement", _p("heading", "Unified service agreement"), note(),
        "统一服务协议|服务协议|集团服务协议|service agreement",
    ),
)  # fmt: skip

#: The same facts as columns of the customers' sheet.
GROUP_FACTS = tuple(replace(fact, part_of=SheetKind.GROUPS, part_code=fact.code) for fact in _FACTS)

GROUPS = SheetSpec(
    SheetKind.GROUPS,
    _p("sheet", "Group facts"),
    "集团信息|集团|集团资料|集团档案|集团客户|groups|group",
    (
        *account_references(
            _p("heading", "Group name"),
            "集团名称|集团|所属集团|集团客户|集团总部|集团公司|客户名称|企业名称|公司名称|group|head office"
            "|account name"
        ),
        *_FACTS,
        FieldSpec(
            "next_follow_up_on", _p("heading", "Next follow-up"), day(ahead_days=_DAYS_AHEAD),
            "下次跟进日期|下次跟进时间|下次跟进|下次联系时间|next follow up", is_date=True, hint=hints.DATE,
        ),
    ),
    one_of=(("account", "account_code", "account_credit_code"),),
)  # fmt: skip
