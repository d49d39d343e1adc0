"""The closed lists of the importable sheets, with the words Chinese sales teams and registries use."""

from django.utils.translation import pgettext_lazy as _p

from kaizhi.interchange.schema.spec import ChoiceList, Option

KIND = ChoiceList(
    "account_kind",
    Option(
        "head_office",
        _p("choice", "Group head office"),
        "集团总部|集团|总部|集团公司|母公司|集团母公司|head office|group|hq|headquarters",
    ),
    Option(
        "company",
        _p("choice", "Company"),
        "公司|子公司|全资子公司|控股子公司|法人公司|企业|独立法人|有限公司|subsidiary|legal entity",
    ),
    Option("branch", _p("choice", "Branch"), "分公司|分支机构|办事处|分支|branch office"),
    Option("plant", _p("choice", "Plant"), "工厂|基地|生产基地|制造基地|分厂|厂|厂区|factory|mill|site|works"),
    Option("workshop", _p("choice", "Workshop"), "车间|产线|生产线|工段|line"),
)
REGISTRATION = ChoiceList(
    "registration",
    Option(
        "existing", _p("choice", "In business"),
        "存续|在业|正常|开业|在营|在册|存续（在营、开业、在册）|在营（开业）企业|在营（开业）|存续/在业|迁入|登记成立"
        "|仍注册|active|in business",
    ),
    Option("cancelled", _p("choice", "Deregistered"), "注销|已注销|注销企业|撤销|解散|已告解散|deregistered|dissolved"),
    Option(
        "revoked", _p("choice", "Licence revoked"),
        "吊销|吊销，未注销|吊销，已注销|吊销企业|已吊销|吊销未注销|吊销已注销|责令关闭|revoked",
    ),
    Option("moved_out", _p("choice", "Moved out"), "迁出|已迁出|moved"),
    Option("liquidating", _p("choice", "In liquidation"), "清算|清算中|liquidation"),
    Option("suspended", _p("choice", "Suspended"), "停业|歇业|休业|suspended"),
)  # fmt: skip
SUPPLIER = ChoiceList(
    "approved_supplier",
    Option("none", _p("choice", "Not listed"), "未入围|未列入|不在名录|无|否|未申请|no"),
    Option("applying", _p("choice", "Applying"), "申请中|审核中|准入中|入围中|资料提交|in progress"),
    Option("approved", _p("choice", "Approved"), "已入围|已列入|合格|合格供应商|在名录|是|已准入|通过|yes|listed"),
)
DECISION_ROLE = ChoiceList(
    "decision_role",
    Option(
        "decision_maker", _p("choice", "Decision maker"), "决策者|决策人|拍板人|最终决策|决策|economic buyer|decider"
    ),
    Option("influencer", _p("choice", "Influencer"), "影响者|影响人|推荐者|建议者|影响"),
    Option(
        "technical",
        _p("choice", "Technical gatekeeper"),
        "技术把关|技术把关者|把关者|技术|技术评估|技术负责人|gatekeeper|technical buyer",
    ),
    Option("purchasing", _p("choice", "Purchasing"), "采购|采购者|采购负责人|采购经办|商务|buyer|procurement"),
    Option("finance", _p("choice", "Finance"), "财务|财务负责人|付款"),
    Option("user", _p("choice", "User"), "使用者|用户|使用人|使用部门|end user"),
    Option("champion", _p("choice", "Champion"), "内线|支持者|教练|拥护者|线人|coach|sponsor"),
)
CLOSENESS = ChoiceList(
    "closeness",
    Option(0, _p("choice", "None"), "未接触|无|陌生|未知|不认识|e"),
    Option(25, _p("choice", "Known"), "认识|一般|初识|接触过|d|0.25|25%"),
    Option(50, _p("choice", "Engaged"), "有互动|熟悉|互动|良好|较好|c|0.5|50%"),
    Option(75, _p("choice", "Supportive"), "支持|密切|信任|很好|b|0.75|75%"),
    Option(100, _p("choice", "Advocate"), "拥护|铁杆|内线|教练|非常密切|champion|a|1|100%"),
)
CONTRACT_STATUS = ChoiceList(
    "contract_status",
    Option("draft", _p("choice", "Draft"), "草稿|拟定|起草|审批中|待签|待签订|待签署|未签|未签订|draft|pending"),
    Option(
        "signed",
        _p("choice", "Signed"),
        "已签订|已签|签订|已签署|生效|已生效|执行中|履行中|进行中|in progress|active|effective",
    ),
    Option(
        "completed",
        _p("choice", "Completed"),
        "已完成|完成|履行完毕|已履行|已结束|结束|关闭|已到期|closed|finished|expired",
    ),
    Option("cancelled", _p("choice", "Cancelled"), "已取消|取消|作废|已作废|终止|已终止|解除|void|canceled|terminated"),
)
ORDER_STATUS = ChoiceList(
    "order_status",
    Option("draft", _p("choice", "Draft"), "草稿|待确认|未确认|待审核|审批中|意向|pending"),
    Option(
        "confirmed", _p("choice", "Confirmed"),
        "已确认|确认|已签订|已签|已下单|已审核|生产中|待生产|排产中|待发货|已发货|发货中|部分发货|运输中|执行中"
        "|进行中|signed|in production|shipped|open",
    ),
    Option("delivered", _p("choice", "Delivered"), "已交付|交付|已到货|已送达|已签收|安装中|调试中|待验收"),
    Option(
        "accepted", _p("choice", "Accepted"),
        "已验收|验收|验收合格|已完成|完成|已完结|已关闭|completed|closed|finished",
    ),
    Option("cancelled", _p("choice", "Cancelled"), "已取消|取消|作废|已作废|终止|已终止|退单|canceled|void"),
)  # fmt: skip
OUTCOME = ChoiceList(
    "outcome",
    Option("open", _p("choice", "Open"), "进行中|跟进中|跟进|未结束|打开|在谈|洽谈中|ongoing|in progress"),
    Option("won", _p("choice", "Won"), "赢单|成交|已成交|成功|中标|已赢单|关闭赢单|closed won"),
    Option("lost", _p("choice", "Lost"), "输单|丢单|失败|未中标|已输单|流失|关闭输单|作废|closed lost"),
)

CHOICE_LISTS = {
    listed.name: listed
    for listed in (
        KIND, REGISTRATION, SUPPLIER, DECISION_ROLE, CLOSENESS, CONTRACT_STATUS, ORDER_STATUS, OUTCOME,
    )
}  # fmt: skip

_RUNS = (
    "在营|在产|运营|运营中|生产中|正常|正常生产|投产|已投产|在用|使用中|在职"
    "|operating|running|active|in use|operating pre-retirement"
)
_STANDS_STILL = (
    "停产|关停|关闭|已关闭|拆除|搬迁|注销|在建|规划|筹建|拟建|停用|已停用|已替换|离职|已离职|调离|退休"
    "|announced|construction|mothballed|retired|cancelled|closed|idled|inactive|left"
)
#: Words for "it runs" and "it does not", beside yes and no, in a column such as 是否在营 or a plant's status.
RUNNING = dict.fromkeys(_RUNS.split("|"), True) | dict.fromkeys(_STANDS_STILL.split("|"), False)
