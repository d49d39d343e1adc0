from kaizhi.accounts.models.account import SEGMENT, Account, AccountQuerySet, Collaborator
from kaizhi.accounts.models.competitor import CompetitorProduct
from kaizhi.accounts.models.contact import Contact
from kaizhi.accounts.models.group import Group
from kaizhi.accounts.models.name_index import NameIndex
from kaizhi.accounts.models.plant_file import PlantFile
from kaizhi.accounts.models.stake import Stake

__all__ = [
    "SEGMENT",
    "Account",
    "AccountQuerySet",
    "Collaborator",
    "CompetitorProduct",
    "Contact",
    "Group",
    "NameIndex",
    "PlantFile",
    "Stake",
]
