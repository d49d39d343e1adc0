"""The part of a company's name that is its own (字号): without place, brackets and legal form."""

import re
from functools import lru_cache

from kaizhi.common.chinese import squeeze
from kaizhi.common.places import CITIES, PROVINCES

_IN_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_PLACES = "|".join(sorted({*PROVINCES, *CITIES}, key=len, reverse=True))
_LEADING = re.compile(rf"^(?:中国|国营|国家|(?:{_PLACES})(?:特别行政区|自治区|省|市)?)")
_LEGAL_FORM = re.compile(
    r"(?:集团|控股|股份|有限|责任|公司|总公司|分公司|总部|总厂|企业|办事处|\s|co\.?|ltd\.?|inc\.?|corp\.?|group|limited|,|\.)+$",
    re.IGNORECASE,
)
_SHORTEST = 2
_IS_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=16_384)
def own_part(name: str) -> str:
    """What is left of a name when place, brackets and legal form are taken away; the name itself where too little is.

    >>> own_part("浙江澄岳汽车零部件集团有限公司"), own_part("澄岳（湖州）精密铸造厂"), own_part("Acme Pumps Co., Ltd.")
    ('澄岳汽车零部件', '澄岳精密铸造厂', 'acme pumps')
    """
    is_chinese = bool(_IS_HAN.search(name))
    text = squeeze(name) if is_chinese else " ".join(name.split())
    text = _IN_BRACKETS.sub("", text).casefold()
    placeless = _LEADING.sub("", _LEADING.sub("", text))
    for candidate in (placeless, text):
        short = _LEGAL_FORM.sub("", candidate).strip()
        if len(short) >= _SHORTEST:
            return short
    return text


def brand(name: str) -> str:
    """What members of one group share at the start of their own parts: two characters, or the first Latin word.

    >>> brand("浙江澄岳汽车零部件集团有限公司"), brand("Acme Lyon")
    ('澄岳', 'acme')
    """
    own = own_part(name)
    return own[:_SHORTEST] if _IS_HAN.match(own) else own.split(" ", 1)[0]
