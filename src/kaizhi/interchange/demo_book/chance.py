"""Drawing lots, in words."""

import random


def chance(rng: random.Random, share: float) -> bool:
    """True in this share of cases."""
    return rng.random() < share
