from kaizhi.contracts.models.contract import Contract
from kaizhi.contracts.models.instalment import Instalment
from kaizhi.contracts.models.order import Order

__all__ = ["Contract", "Instalment", "Order"]
