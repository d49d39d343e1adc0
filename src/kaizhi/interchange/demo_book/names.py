"""Names, places and numbers that look right and belong to nobody.

- A trade name (字号) is two characters that are rarely seen together in a company name.
- A credit code has both check characters right, but its district is 990000: no province has the number 99, so no
  registry can have issued it.
- A mobile starts with 142, a range no operator has been given; mail ends in example.com (RFC 2606).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from pypinyin import Style, lazy_pinyin

from kaizhi.common.credit_code import check_character, organisation_check_character
from kaizhi.interchange.demo_book.chance import chance

_FIRST = "岫霁蘅峤湜邈栎沅翮骞澍玦琤砺昶翊煦岷筠澹"
_SECOND = "崧洹芃琚岑稷旻珺铎衢畴翀缙骐漪栩瑄郢"

_SURNAMES = (
    "陈林黄周吴徐孙马朱胡郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟"
    "姜崔谭廖范汪陆石戴贾韦夏邱方侯邹熊孟秦白江"
)
_GIVEN_FIRST = "秉亦知砚澜岚景昱若书清远承修语望致允嘉怀静令思安予牧则维绍立"
_GIVEN_SECOND = "舟禾蕴平宁川然仪恒廷霖溪桐峰茵妍诚毅楠彤航颖朗琛瑜婷骏睿斌洁"

NOBODYS_DISTRICT = "990000"
NOBODYS_MOBILE_RANGE = "1420000"


@dataclass(frozen=True, slots=True)
class Place:
    """A city as an address needs it; `region` names the sales region it belongs to."""

    region: str
    province: str
    city: str
    districts: tuple[str, ...]

    @property
    def short(self) -> str:
        return self.city.removesuffix("市")


def _places(region: str, *lines: str) -> tuple[Place, ...]:
    rows = (line.split() for line in lines)
    return tuple(Place(region, province, city, tuple(districts)) for province, city, *districts in rows)


PLACES = (
    *_places(
        "华东",
        "江苏省 苏州市 吴中区 昆山市",
        "江苏省 无锡市 新吴区 江阴市",
        "江苏省 常州市 武进区 新北区",
        "江苏省 南通市 崇川区 海门区",
        "江苏省 徐州市 铜山区 邳州市",
        "浙江省 宁波市 北仑区 慈溪市",
        "浙江省 嘉兴市 秀洲区 平湖市",
        "浙江省 绍兴市 柯桥区 上虞区",
        "浙江省 台州市 黄岩区 玉环市",
        "上海市 上海市 嘉定区 松江区 临港新片区",
        "安徽省 合肥市 肥西县 经济技术开发区",
        "安徽省 芜湖市 鸠江区 弋江区",
        "安徽省 滁州市 琅琊区 天长市",
        "山东省 青岛市 黄岛区 即墨区",
        "山东省 潍坊市 奎文区 诸城市",
        "山东省 烟台市 福山区 龙口市",
    ),
    *_places(
        "华南",
        "广东省 佛山市 顺德区 南海区",
        "广东省 东莞市 长安镇 松山湖",
        "广东省 惠州市 仲恺区 博罗县",
        "广东省 中山市 小榄镇 火炬区",
        "广东省 肇庆市 高要区 四会市",
        "福建省 厦门市 集美区 同安区",
        "福建省 泉州市 晋江市 南安市",
        "福建省 漳州市 龙海区 长泰区",
        "广西壮族自治区 柳州市 柳南区 鹿寨县",
        "湖南省 长沙市 望城区 宁乡市",
        "湖南省 株洲市 天元区 荷塘区",
        "江西省 赣州市 章贡区 南康区",
    ),
    *_places(
        "华北",
        "天津市 天津市 西青区 武清区",
        "河北省 保定市 竞秀区 定州市",
        "河北省 唐山市 曹妃甸区 丰润区",
        "河北省 沧州市 运河区 黄骅市",
        "河北省 石家庄市 藁城区 鹿泉区",
        "山西省 太原市 小店区 清徐县",
        "河南省 洛阳市 涧西区 偃师区",
        "河南省 新乡市 红旗区 长垣市",
        "河南省 郑州市 中牟县 荥阳市",
        "辽宁省 沈阳市 铁西区 大东区",
        "辽宁省 大连市 金州区 旅顺口区",
        "吉林省 长春市 绿园区 汽车经济技术开发区",
    ),
    *_places(
        "西南",
        "重庆市 重庆市 两江新区 璧山区 江津区",
        "四川省 成都市 龙泉驿区 新都区",
        "四川省 绵阳市 涪城区 江油市",
        "四川省 宜宾市 翠屏区 叙州区",
        "四川省 德阳市 旌阳区 广汉市",
        "贵州省 贵阳市 乌当区 修文县",
        "云南省 昆明市 安宁市 呈贡区",
        "陕西省 西安市 高陵区 鄠邑区",
        "陕西省 宝鸡市 陈仓区 渭滨区",
        "湖北省 武汉市 蔡甸区 黄陂区",
        "湖北省 襄阳市 襄城区 枣阳市",
        "湖北省 十堰市 张湾区 郧阳区",
    ),
)

_ROADS = (
    "创新大道",
    "工业北路",
    "滨河东路",
    "兴业路",
    "科创三路",
    "振工路",
    "长青路",
    "装备大道",
    "迎宾西路",
    "园区二路",
)


def trade_names(rng: random.Random) -> Iterator[str]:
    """Every two-character trade name once, in an order the generator decides."""
    pairs = [first + second for first, second in product(_FIRST, _SECOND)]
    rng.shuffle(pairs)
    return iter(pairs)


def person_name(rng: random.Random) -> str:
    given = rng.choice(_GIVEN_FIRST) + rng.choice(_GIVEN_SECOND) if chance(rng, 0.8) else rng.choice(_GIVEN_SECOND)
    return rng.choice(_SURNAMES) + given


def address(rng: random.Random, place: Place) -> tuple[str, str]:
    """A district of the place and the full address in it."""
    district = rng.choice(place.districts)
    city = "" if place.city == place.province else place.city
    return district, f"{place.province}{city}{district}{rng.choice(_ROADS)}{rng.randint(1, 399)}号"


def pinyin(text: str) -> str:
    return "".join(lazy_pinyin(text, style=Style.NORMAL))


def credit_code(serial: int) -> str:
    """A credit code whose checks pass and which no registry can have issued.

    >>> credit_code(1)
    '91990000KD0000011U'
    """
    organisation = f"KD{serial:06d}"
    body = f"91{NOBODYS_DISTRICT}{organisation}{organisation_check_character(organisation)}"
    return body + check_character(body)


def mobile(serial: int) -> str:
    """One of 10,000 well-formed mobiles that ring nowhere; the steps spread them so that lists look natural."""
    return f"{NOBODYS_MOBILE_RANGE}{serial * 7919 % 10_000:04d}"
