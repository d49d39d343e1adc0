from kaizhi.common.ids import Counter

__all__ = ["Counter"]
