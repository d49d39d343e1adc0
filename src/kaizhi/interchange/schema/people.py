"""Contacts, and the competitors' products that run at a customer."""

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.cells import day, emails, note, percent, phones, text, wechat, yes_no
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.references import account_references
from kaizhi.interchange.schema.spec import FieldSpec, SheetKind, SheetSpec
from kaizhi.interchange.schema.vocabulary import CLOSENESS, DECISION_ROLE, RUNNING

_OF_ACCOUNT = (("account", "account_code", "account_credit_code"),)

CONTACTS = SheetSpec(
    SheetKind.CONTACTS,
    _p("sheet", "Contacts"),
    "联系人|联系人信息|联系人列表|客户联系人|通讯录|决策链|人员|people|persons",
    (
        *account_references(),
        FieldSpec(
            "name", _p("heading", "Name"), text(80),
            "姓名|联系人|联系人姓名|名字|人员姓名|contact|contact name|full name|person",
            required=True, key=True, example=_p("example", "Example Zhang"),
        ),
        FieldSpec(
            "department", _p("heading", "Department"), text(80), "部门|所属部门|所在部门|dept",
            example=_p("example", "Equipment"),
        ),
        FieldSpec(
            "post", _p("heading", "Post"), text(80),
            "职务|职位|岗位|联系人职务|联系人职位|头衔|title|job title|position",
            example=_p("example", "Technical director"),
        ),
        FieldSpec(
            "mobile", _p("heading", "Mobile"), phones(40),
            "手机|手机号|手机号码|移动电话|联系人手机|联系电话|联系方式|mobile phone|cell|cell phone",
            is_text=True, example="13800000000",
        ),
        FieldSpec(
            "phone", _p("heading", "Landline"), phones(80),
            "座机|电话|固定电话|固话|办公电话|分机|其他电话|联系人电话|phone|office phone|tel",
            is_text=True, many=True, room=80,
        ),
        FieldSpec(
            "email", _p("heading", "Email"), emails(200), "邮箱|电子邮箱|邮件|电子邮件|e-mail|mail|email address",
            is_text=True,
        ),
        FieldSpec("wechat", _p("heading", "WeChat"), wechat(80), "微信|微信号|微信id|wechat id|weixin", is_text=True),
        FieldSpec(
            "decision_role", _p("heading", "Decision role"), DECISION_ROLE.parser,
            "决策角色|角色|决策链角色|联系人角色|采购角色|buying role|role", choices=DECISION_ROLE, hint=hints.CHOOSE,
            example=_p("example", "Technical gatekeeper"),
        ),
        FieldSpec(
            "role_weight", _p("heading", "Decision weight"), percent(0, 100),
            "决策权重|权重|角色权重|影响力权重|weight",
            example="30%", hint=_p("hint", "Percent: 30% or 30."),
        ),
        FieldSpec(
            "closeness", _p("heading", "Closeness"), CLOSENESS.parser,
            "关系程度|亲密度|关系|关系等级|熟悉程度|关系深度|relationship",
            choices=CLOSENESS, hint=hints.CHOOSE, example=_p("example", "Engaged"),
        ),
        FieldSpec(
            "is_active", _p("heading", "In post"), yes_no(RUNNING), "是否在职|在职|在职状态|状态|active|status",
            is_yes_no=True,
            hint=hints.YES_NO_EMPTY_YES,
        ),
        FieldSpec("notes", _p("heading", "Notes"), note(), "备注|说明|备注说明|remark|remarks|comment|comments"),
    ),
    one_of=_OF_ACCOUNT,
)  # fmt: skip

COMPETITORS = SheetSpec(
    SheetKind.COMPETITORS,
    _p("sheet", "Competitors"),
    "竞品|竞争对手|竞品信息|竞争情况|竞争对手信息|competitor|competition|competitor products",
    (
        *account_references(),
        FieldSpec(
            "competitor", _p("heading", "Competitor"), text(120),
            "竞争对手|竞品厂家|竞品品牌|竞争厂家|竞争品牌|竞品公司|竞品供应商|competitor name|rival",
            required=True, key=True, example=_p("example", "Sample competitor"),
        ),
        FieldSpec(
            "product_line", _p("heading", "Competitor product line"), text(80),
            "竞品产品线|竞品产品|产品线|产品|竞品型号|competitor product|product|product line", key=True,
        ),
        FieldSpec(
            "since", _p("heading", "In use since"), day(ahead_days=366, allow_partial=True),
            "开始使用日期|使用日期|使用起始日期|启用日期|since|installed on", is_date=True, hint=hints.DATE,
        ),
        FieldSpec(
            "is_active", _p("heading", "In use"), yes_no(RUNNING), "是否在用|在用|使用状态|状态|active|status",
            is_yes_no=True,
            hint=hints.YES_NO_EMPTY_YES,
        ),
    ),
    one_of=_OF_ACCOUNT,
)  # fmt: skip
