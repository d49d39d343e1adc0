"""The own part of company names."""

import pytest

from kaizhi.common.company_names import brand, own_part


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("浙江澄岳汽车零部件集团有限公司", "澄岳汽车零部件"),
        ("浙江省湖州市澄岳铸造厂", "澄岳铸造厂"),
        ("内蒙古自治区包头恒启钢铁股份有限公司", "恒启钢铁"),
        ("中国恒启（控股）集团", "恒启"),
        ("湖州集团有限公司", "湖州"),
        ("厂", "厂"),
        ("", ""),
    ],
)
def test_it_works(name: str, own: str):
    assert own_part(name) == own


def test_members_of_a_group_share_their_brand():
    assert brand("澄岳（湖州）精密铸造厂") == brand("浙江澄岳汽车零部件集团有限公司") == "澄岳"
    assert brand("Acme Lyon") == brand("ACME Group Co., Ltd.") == "acme"
