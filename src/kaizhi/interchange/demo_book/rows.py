"""The rows of the demo book: plain facts, as a company's own workbook would hold them. Money is in fen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TeamRow:
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`description` is set for the five people the demo offers to sign in as: an English msgid."""

    username: str
    name: str
    title: str
    role: str
    team: str
    manager: str | None
    description: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Any node of a customer tree; `kind` is head_office, company, branch, plant or workshop.

    `parent` is another row's key; rows stand in the book parents first.
    """

    key: int
    parent: int | None
    kind: str
    name: str
    short_name: str
    former_name: str
    credit_code: str
    industry: str
    province: str
    city: str
    district: str
    address: str
    owner: str
    source: str
    is_active: bool
    next_follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class CollaboratorRow:
    account: int
    username: str


@dataclass(frozen=True, slots=True)
class PlantFileRow:
    account: int
    scale: str
    process: str
    management_level: str
    special_needs: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What is known of a group as a whole. `declared_plants` is None where the customer never told us."""

    head: int
    declared_plants: int | None
    annual_budget: int | None
    industry_rank: int | None
    is_procurement_known: bool
    procurement_process: str
    approved_supplier: str
    is_exclusive_intent: bool
    exclusive_until: date | None
    shared_needs: str
    price_agreement: str
    service_agreement: str
    next_follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """`role_weight` is how much the role decides, `closeness` how near we are, both in percent."""

    account: int
    name: str
    department: str
    post: str
    mobile: str
    email: str
    wechat: str
    decision_role: str
    role_weight: int
    closeness: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class ContractRow:
    """`signed_on` is None while it is a draft. `status` is draft, signed, completed or cancelled."""

    number: str
    account: int
    title: str
    product_line: str
    amount: int
    signed_on: date | None
    ends_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`status` is confirmed, delivered, accepted or cancelled. `contract` is None for spare parts and service."""

    number: str
    account: int
    contract: str | None
    product_line: str
    amount: int
    ordered_on: date
    status: str
    delivered_on: date | None
    accepted_on: date | None


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """A payment node of a contract, or of an order that has none."""

    account: int
    contract: str | None
    order: str | None
    label: str
    amount: int
    due_on: date
    paid_on: date | None
    paid_amount: int


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """`score_hundredths` runs from 100 to 500."""

    account: int
    surveyed_on: date
    score_hundredths: int
    source: str
    comment: str


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    account: int
    competitor: str
    product_line: str
    since: date
    is_active: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    account: int
    title: str
    published_on: date | None
    roi_percent: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """`outcome` is open, won or lost."""

    number: str
    account: int
    name: str
    product_line: str
    amount: int
    outcome: str
    opened_on: date
    expected_on: date
    closed_on: date | None
    lost_to: str
    notes: str


@dataclass(frozen=True, slots=True)
class DemoBook:
    """A whole book as of a day. The same day gives the same book, row for row."""

    as_of: date
    teams: tuple[TeamRow, ...]
    people: tuple[PersonRow, ...]
    accounts: tuple[AccountRow, ...]
    collaborators: tuple[CollaboratorRow, ...]
    plant_files: tuple[PlantFileRow, ...]
    groups: tuple[GroupRow, ...]
    contacts: tuple[ContactRow, ...]
    contracts: tuple[ContractRow, ...]
    orders: tuple[OrderRow, ...]
    instalments: tuple[InstalmentRow, ...]
    surveys: tuple[SurveyRow, ...]
    competitors: tuple[CompetitorRow, ...]
    cases: tuple[CaseRow, ...]
    opportunities: tuple[OpportunityRow, ...]
