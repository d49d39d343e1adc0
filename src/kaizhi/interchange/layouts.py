"""Files whose headings mean something else than in a sales team's list: known by a few headings only they have."""

from dataclasses import dataclass, field

from kaizhi.interchange.schema import SheetKind


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` goes before the usual recognition; an empty field leaves the column out. Keys are heading keys."""

    name: str
    kind: SheetKind
    all_of: frozenset[str]
    columns: dict[str, str]
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()
    constants: dict[str, str] = field(default_factory=dict)

    def recognises(self, keys: set[str]) -> bool:
        return self.all_of <= keys and (not self.any_of or bool(self.any_of & keys)) and not self.none_of & keys


LAYOUTS = (
    #: Plant trackers of Global Energy Monitor: `owner` is the plant's company, `parent` the ultimate owners of that.
    Layout(
        "gem",
        SheetKind.ACCOUNTS,
        frozenset({"plantid", "ownergemid", "parentgemid"}),
        {
            "plantnameenglish": "name",
            "plantnameotherlanguage": "",
            "owner": "parent",
            "ownerotherlanguage": "",
            "parent": "group",
            "subnationalunitprovincestate": "province",
            "countryarea": "country",
            "startdate": "founded_on",
            "plantstatus": "is_active",
            "mainproductionequipment": "process",
            "steelproducts": "special_needs",
            "operatingnominalcrudesteelcapacityttpa": "scale",
        },
        constants={"kind": "plant"},
    ),
    #: Registry exports: the kind and the size of an enterprise are other lists than ours, its profile is no note.
    Layout(
        "registry",
        SheetKind.ACCOUNTS,
        frozenset({"法定代表人", "成立日期"}),
        {"企业机构类型": "", "企业类型": "", "企业规模": "", "企业简介": "", "经营范围": ""},
        any_of=frozenset({"注册号", "工商注册号", "组织机构代码", "核准日期", "参保人数所属年报"}),
    ),
    #: Their sheet of branches: 负责人 runs the branch and is no colleague of ours.
    Layout(
        "registry branches",
        SheetKind.ACCOUNTS,
        frozenset({"负责人"}),
        {"负责人": "legal_representative"},
        any_of=frozenset({"登记状态", "经营状态"}),
        none_of=frozenset({"客户名称", "客户编号", "客户类型", "客户来源"}),
    ),
)
