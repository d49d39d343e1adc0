"""What import-linter does not see: a foreign key by name must point down the house as well."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
LAYERS: list[str] = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
OURS = [model for model in apps.get_models() if model.__module__.startswith("kaizhi.")]


def height(model: type[Model]) -> int:
    """0 is the roof."""
    return LAYERS.index(".".join(model.__module__.split(".")[:2]))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]):
    for field in [*model._meta.get_fields(), *model._meta.many_to_many]:
        target = field.related_model
        if getattr(field, "auto_created", False) or not isinstance(target, type) or target not in OURS:
            continue
        # A saved view belongs to a person: the user model is named by a setting, not by an import.
        if target._meta.label == "access.User":
            continue
        assert height(target) >= height(model), f"{model._meta.label}.{field.name} points up to {target._meta.label}"


def test_every_app_has_its_floor():
    for config in apps.get_app_configs():
        if config.name.startswith("kaizhi."):
            assert config.name in LAYERS
