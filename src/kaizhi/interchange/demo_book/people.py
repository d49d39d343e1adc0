"""Our own side: the selling company's teams and the people in them."""

from django.utils.translation import gettext_noop as _

from kaizhi.interchange.demo_book.rows import PersonRow, TeamRow

_COMPANY = "营销中心"
_KEY_ACCOUNTS = "大客户部"
REGION_TEAMS = {"华东": "华东大区", "华南": "华南大区", "华北": "华北大区", "西南": "西南大区"}

#: Of the people who sign in, in a demo only.
PASSWORD = "kaizhi-demo"  # noqa: S105  # shown on the sign-in page

TEAMS = (
    TeamRow(_COMPANY, None),
    TeamRow(_KEY_ACCOUNTS, _COMPANY),
    *(TeamRow(team, _COMPANY) for team in REGION_TEAMS.values()),
    TeamRow("经营分析部", None),
    TeamRow("信息部", None),
)

DIRECTOR = "gu.lanqing"
KEY_ACCOUNT_MANAGER = "lu.bingzhou"
SALES_REP = "shen.yihe"
ANALYST = "wen.zhiyun"
ADMINISTRATOR = "cheng.yanping"

PEOPLE = (
    PersonRow(
        DIRECTOR,
        "顾岚清",
        "销售总监",
        "sales_director",
        _COMPANY,
        None,
        _("Sales director: sees every group, ranks the replication radar and decides where to go next"),
    ),
    PersonRow(
        KEY_ACCOUNT_MANAGER,
        "陆秉舟",
        "大客户经理",
        "key_account_manager",
        _KEY_ACCOUNTS,
        DIRECTOR,
        _("Key-account manager: leads the key-account team and sees what the team owns"),
    ),
    PersonRow("he.wangchuan", "何望川", "华东大区经理", "key_account_manager", "华东大区", DIRECTOR),
    PersonRow(
        SALES_REP,
        "沈亦禾",
        "销售工程师",
        "sales_rep",
        "华东大区",
        "he.wangchuan",
        _("Sales engineer in the east: sees only the customers owned or shared"),
    ),
    PersonRow(
        ANALYST,
        "温知蕴",
        "销售分析师",
        "analyst",
        "经营分析部",
        DIRECTOR,
        _("Sales analyst: reads everything, changes nothing"),
    ),
    PersonRow(
        ADMINISTRATOR,
        "程砚平",
        "系统管理员",
        "administrator",
        "信息部",
        None,
        _("Administrator: people, roles, field rules and imports"),
    ),
    PersonRow("su.ruoyi", "苏若仪", "大客户销售", "sales_rep", _KEY_ACCOUNTS, KEY_ACCOUNT_MANAGER),
    PersonRow("xu.lingheng", "许令恒", "销售工程师", "sales_rep", "华东大区", "he.wangchuan"),
    PersonRow("deng.weifeng", "邓维峰", "华南大区经理", "key_account_manager", "华南大区", DIRECTOR),
    PersonRow("luo.jiaying", "罗嘉颖", "销售工程师", "sales_rep", "华南大区", "deng.weifeng"),
    PersonRow("gao.chengyi", "高承毅", "华北大区经理", "key_account_manager", "华北大区", DIRECTOR),
    PersonRow("song.sixi", "宋思溪", "销售工程师", "sales_rep", "华北大区", "gao.chengyi"),
    PersonRow("zeng.yunning", "曾允宁", "西南大区经理", "key_account_manager", "西南大区", DIRECTOR),
    PersonRow("feng.jingtong", "冯静桐", "销售工程师", "sales_rep", "西南大区", "zeng.yunning"),
)

#: Who owns the customers of a region; the first more often than the last.
REGION_OWNERS = {
    "华东": (SALES_REP, "xu.lingheng", "he.wangchuan"),
    "华南": ("luo.jiaying", "deng.weifeng"),
    "华北": ("song.sixi", "gao.chengyi"),
    "西南": ("feng.jingtong", "zeng.yunning"),
}
GROUP_OWNERS = (KEY_ACCOUNT_MANAGER, "su.ruoyi")
