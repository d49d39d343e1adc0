"""Files whose headings mean something else than in a sales team's list: known by a few headings only they have."""

from dataclasses import dataclass, field

from kaizhi.interchange.schema import SheetKind


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` goes before the usual recognition; an empty field leaves the column out. Keys are heading keys."""

    name: str
    kind: SheetKind
    signature: frozenset[str]
    columns: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)

    def recognises(self, keys: set[str]) -> bool:
        return self.signature <= keys


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
        {"kind": "plant"},
    ),
    #: Registry exports: the kind of enterprise and its size are other lists than ours, 负责人 is not our colleague.
    Layout(
        "registry",
        SheetKind.ACCOUNTS,
        frozenset({"登记状态", "法定代表人", "统一社会信用代码"}),
        {"企业机构类型": "", "企业规模": "", "企业简介": "", "经营范围": "", "负责人": "legal_representative"},
    ),
)
