"""The customers' sheet: one row per node of a customer tree, with what registries export about companies."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import pgettext_lazy as _p

from kaizhi.common.chinese import name_key
from kaizhi.interchange.cells import (
    amount,
    count,
    credit_code,
    day,
    holders,
    names,
    note,
    phones,
    text,
    website,
    yes_no,
)
from kaizhi.interchange.issues import Code, RowIssue, Severity
from kaizhi.interchange.schema import hints
from kaizhi.interchange.schema.groups import GROUP_FACTS
from kaizhi.interchange.schema.spec import FieldSpec, RowValues, SheetKind, SheetSpec, problem
from kaizhi.interchange.schema.vocabulary import KIND, REGISTRATION, RUNNING

_DAYS_AHEAD = 3 * 365
_PLANNED_DAYS_AHEAD = 20 * 365  # a plant still to be built has a start date, too

_IDENTITY = (
    FieldSpec(
        "name", _p("heading", "Account name"), text(200),
        "客户名称|企业名称|公司名称|单位名称|客户|客户全称|公司全称|企业全称|单位全称|工厂名称|厂名|基地名称|机构名称"
        "|分支机构名称|被投资企业名称|客户名|公司名"
        "|公司|企业|单位|名称|account|customer|customer name|company|company name|name|plant|plant name|factory name",
        required=True, key=True, example=_p("example", "Sample Heavy Industry Group Co., Ltd."),
        hint=_p("hint", "The registered name in full. A row with a known name or credit code updates that customer."),
    ),
    FieldSpec(
        "code", _p("heading", "Account code"), text(32),
        "客户编号|客户编码|客户代码|客户号|account number|customer code|customer no",
        key=True, is_text=True, hint=_p("hint", "Only to update a customer that is already in the system."),
    ),
    FieldSpec(
        "credit_code", _p("heading", "Unified social credit code"), credit_code,
        "统一社会信用代码|社会信用代码|信用代码|统一信用代码|统一社会信用码|税号|纳税人识别号|credit code|uscc"
        "|tax number|tax id",
        key=True, is_text=True, example="91350100M000100Y43", hint=_p("hint", "18 characters, as text."),
    ),
    FieldSpec(
        "kind", _p("heading", "Kind"), KIND.parser,
        "客户类型|节点类型|组织类型|机构类型|客户性质|类型|account kind|type|node type",
        choices=KIND, example=_p("example", "Group head office"),
        hint=_p("hint", "Choose from the list; when empty it is guessed from the name."),
    ),
    FieldSpec(
        "parent", _p("heading", "Parent account"), holders(200),
        "上级客户|母公司|上级公司|上级单位|总公司|上级|上级企业|控股公司|隶属公司|所属公司|parent|parent company"
        "|parent name|owned by",
        fills_down=True, hint=_p("hint", "The name of the account directly above, as it is written in its own row."),
    ),
    FieldSpec(
        "parent_code", _p("heading", "Parent account code"), text(32),
        "上级客户编号|上级客户编码|母公司编号|parent number|parent customer code", is_text=True, fills_down=True,
        hint=_p("hint", "Instead of the parent's name."),
    ),
    FieldSpec(
        "group", _p("heading", "Group"), holders(200),
        "所属集团|集团|集团名称|集团公司|所属集团公司|隶属集团|集团客户|group name|ultimate parent|corporate group",
        fills_down=True,
        hint=_p("hint", "The name of the group's head; it is the parent where no parent is given."),
    ),
    FieldSpec(
        "short_name", _p("heading", "Short name"), text(80), "简称|客户简称|公司简称|企业简称|short name|abbreviation",
        example=_p("example", "Sample Heavy"),
    ),
    FieldSpec(
        "former_names", _p("heading", "Former names"), names(200),
        "曾用名|历史名称|曾用名称|former name|previous names", many=True,
        hint=hints.SEVERAL,
    ),
    FieldSpec("name_en", _p("heading", "English name"), text(200), "英文名|英文名称|外文名称|name in english"),
)  # fmt: skip

_PLACE = (
    FieldSpec(
        "industry", _p("heading", "Industry"), text(80),
        "所属行业|国标行业大类|行业|国标行业门类|国标行业中类|国标行业小类|行业类别|行业分类|企查查行业门类"
        "|企查查行业大类|sector",
        example=_p("example", "Special equipment"),
    ),
    FieldSpec("country", _p("heading", "Country"), text(60), "国家|国家/地区|country/area|country/region"),
    FieldSpec(
        "province", _p("heading", "Province"), text(40),
        "省份|所属省份|省|所在省份|所在省|省/直辖市|state|province/state|region",
        example=_p("example", "Fujian"),
    ),
    FieldSpec(
        "city", _p("heading", "City"), text(40), "城市|所属城市|市|所在城市|地级市|地市|town",
        example=_p("example", "Fuzhou"),
    ),
    FieldSpec("district", _p("heading", "District"), text(40), "区县|所属区县|区|县|县区|区域|county"),
    FieldSpec(
        "address", _p("heading", "Address"), text(240),
        "详细地址|地址|注册地址|公司地址|企业地址|经营地址|办公地址|工厂地址|厂址|通信地址|联系地址|最新年报地址"
        "|最新地址|住所|street|site address",
    ),
    FieldSpec(
        "phone", _p("heading", "Phone"), phones(80),
        "电话|联系电话|公司电话|电话号码|固定电话|固话|座机|有效手机号|更多电话|其他电话|总机|tel|telephone"
        "|phone number", many=True, room=80,
        is_text=True, hint=_p("hint", "Text; several numbers with a semicolon between them."), example="0591-12345678",
    ),
    FieldSpec(
        "website", _p("heading", "Website"), website(200),
        "网址|官网网址|官网|网站|公司网址|企业网址|url|web site|homepage",
    ),
)  # fmt: skip

_REGISTRY = (
    FieldSpec(
        "registration", _p("heading", "Registration status"), REGISTRATION.parser,
        "登记状态|经营状态|企业状态|工商状态|注册状态|company status", choices=REGISTRATION,
    ),
    FieldSpec(
        "legal_representative", _p("heading", "Legal representative"), text(80),
        "法定代表人|法人代表|法人|法人姓名|法定代表人姓名|负责人姓名|legal person",
    ),
    FieldSpec(
        "registered_capital", _p("heading", "Registered capital"), amount(),
        "注册资本|注册资金|注册资本金|认缴资本|capital",
        is_amount=True, hint=hints.MONEY,
    ),
    FieldSpec(
        "founded_on", _p("heading", "Founded on"),
        day(earliest=1600, ahead_days=_PLANNED_DAYS_AHEAD, allow_partial=True),
        "成立日期|成立时间|注册日期|成立年份|创立时间|投产日期|founded|established|start date|founding date",
        is_date=True,
        hint=hints.DATE,
    ),
    FieldSpec(
        "n_employees", _p("heading", "Employees"), count(0, 10_000_000),
        "员工人数|参保人数|人数|职工人数|从业人数|企业人数|人员规模|number of employees|staff|headcount",
        hint=hints.COUNT,
    ),
    FieldSpec(
        "stakes", _p("heading", "Shareholders"), holders(200),
        "股东|股东信息|股权结构|出资人|股东及持股比例|shareholder|owners",
        hint=_p("hint", "Name [60.0%]; name [40.0%]"),
    ),
)  # fmt: skip

_WORK = (
    FieldSpec(
        "is_active", _p("heading", "In operation"), yes_no(RUNNING),
        "是否在营|是否在产|在产|生产状态|运营状态|工厂状态|是否运营|plant status|operating",
        is_yes_no=True, hint=_p("hint", "Yes or no; empty is yes. A closed plant does not count in penetration."),
    ),
    FieldSpec(
        "owner", _p("heading", "Owner"), text(150),
        "负责人|客户负责人|业务员|销售|销售员|销售负责人|客户经理|销售经理|业务经理|跟进人|归属人|account owner"
        "|sales rep|account manager|salesperson",
        fills_down=True, hint=hints.OWNER,
    ),
    FieldSpec(
        "next_follow_up_on", _p("heading", "Next follow-up"), day(ahead_days=_DAYS_AHEAD),
        "下次跟进日期|下次跟进时间|下次跟进|下次联系时间|下次联系日期|下次回访|计划跟进日期|next follow up"
        "|next contact", is_date=True, hint=hints.DATE,
    ),
    FieldSpec(
        "source", _p("heading", "Source"), text(40), "客户来源|来源|线索来源|信息来源|获客渠道|渠道|lead source",
        example=_p("example", "Exhibition"),
    ),
    FieldSpec(
        "scale", _p("heading", "Plant scale"), text(120), "工厂规模|规模|企业规模|产能|生产规模|年产能|capacity|size",
    ),
    FieldSpec(
        "process", _p("heading", "Process"), text(240),
        "生产工艺|工艺|主要工艺|工艺路线|主要设备|生产设备|technology|equipment",
    ),
    FieldSpec(
        "management_level", _p("heading", "Management level"), text(120), "管理水平|管理水准|管理成熟度|maturity",
    ),
    FieldSpec(
        "special_needs", _p("heading", "Special needs"), note(),
        "特殊需求|特殊要求|个性化需求|特殊说明|special requirements",
    ),
    FieldSpec(
        "notes", _p("heading", "Notes"), note(),
        "备注|说明|备注信息|备注说明|企业简介|其他说明|remark|remarks|comment|comments|memo",
    ),
)  # fmt: skip

#: A flat customer list has one person beside each customer: the columns make a contact of the row's account.
_PERSON = (
    FieldSpec(
        "contact_name", _p("heading", "Contact"), text(80),
        "联系人|联系人姓名|主要联系人|对接人|首要联系人|contact person|contact name",
        part_of=SheetKind.CONTACTS, part_code="name", in_template=False,
    ),
    FieldSpec(
        "contact_post", _p("heading", "Contact's post"), text(80),
        "联系人职务|联系人职位|职务|职位|岗位|contact title|contact position",
        part_of=SheetKind.CONTACTS, part_code="post", needs="contact_name", in_template=False,
    ),
    FieldSpec(
        "contact_mobile", _p("heading", "Contact's mobile"), phones(40),
        "联系人手机|联系人手机号|联系人电话|手机|手机号|手机号码|移动电话|contact phone|mobile|mobile phone|cell",
        part_of=SheetKind.CONTACTS, part_code="mobile", needs="contact_name", instead="phone", is_text=True,
        in_template=False,
    ),
)  # fmt: skip


def _check(row: RowValues) -> Iterator[RowIssue]:
    """Nobody is their own parent: it is left out. A head that names itself as its group is only being thorough."""
    name = name_key(row.values.get("name", ""))
    parents, groups = row.values.get("parent"), row.values.get("group")
    if parents and name_key(parents[0].name) == name:
        del row.values["parent"]
        if not groups or name_key(groups[0].name) != name:
            yield problem(Code.PARENT_IS_SELF, "parent", Severity.WARNING)
    if groups and name_key(groups[0].name) == name:
        del row.values["group"]


ACCOUNTS = SheetSpec(
    SheetKind.ACCOUNTS,
    _p("sheet", "Accounts"),
    "客户|客户信息|客户列表|客户资料|客户档案|客户名单|公司|企业|企业信息|工厂|工厂档案|分支机构|对外投资|公司列表"
    "|查询结果|customers|companies|plants",
    (*_IDENTITY, *_PLACE, *_REGISTRY, *_WORK, *(replace(fact, in_template=False) for fact in GROUP_FACTS), *_PERSON),
    check=_check,
)
