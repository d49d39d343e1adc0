"""The numbers of the formulas: published versions in the database, dataclasses in the core, the way between."""

from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from kaizhi.insight.models import ScoringModel
from kaizhi.scoring import ClassModel, PenetrationBands, ReplicationModel

REPLICATION, PENETRATION, CUSTOMER_CLASS = "replication", "penetration", "customer_class"
_DEFAULTS: dict[str, ReplicationModel | PenetrationBands | ClassModel] = {
    REPLICATION: ReplicationModel(),
    PENETRATION: PenetrationBands(),
    CUSTOMER_CLASS: ClassModel(),
}

ModelT = TypeVar("ModelT", PenetrationBands, ClassModel)


@dataclass(frozen=True)
class Parameters:
    """What one run computes with, as published."""

    replication: ReplicationModel
    bands: PenetrationBands
    classes: ClassModel
    published: dict[str, ScoringModel]

    @property
    def versions(self) -> dict[str, int]:
        return {code: model.version for code, model in self.published.items()}


def ensure_models() -> None:
    """Publish the documented defaults as version 1 of every model that has no version yet."""
    known = set(ScoringModel.objects.values_list("code", flat=True))
    for code, defaults in _DEFAULTS.items():
        if code not in known:
            _publish_first(code, asdict(defaults))


def _publish_first(code: str, parameters: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            ScoringModel.objects.create(code=code, version=1, parameters=parameters)
    except IntegrityError:
        return  # another worker published it in this very moment


def current_parameters() -> Parameters:
    """The newest published version of each model. Raises ModelInvalid where stored numbers contradict each other."""
    ensure_models()
    published: dict[str, ScoringModel] = {}
    for model in ScoringModel.objects.filter(code__in=_DEFAULTS).order_by("version"):
        published[model.code] = model
    return Parameters(
        replication=replication_model(published[REPLICATION]),
        bands=_read(PenetrationBands, published[PENETRATION]),
        classes=_read(ClassModel, published[CUSTOMER_CLASS]),
        published=published,
    )


def replication_model(model: ScoringModel) -> ReplicationModel:
    """The numbers of the replication score as one version published them."""
    return ReplicationModel.from_dict(model.parameters)


def _read(kind: type[ModelT], model: ScoringModel) -> ModelT:
    return kind(**model.parameters)
