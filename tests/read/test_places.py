"""Which place a text is about: short texts of many cities, and of places that share a name."""

import pytest

from cmp.read.place_names import place_names
from cmp.read.places import infer_place

CLEAR = {
    "prefecture named once in a short notice": (
        "绵阳市新增高新技术企业120家。",
        "510700",
    ),
    "prefecture by its short name": (
        "襄阳深入实施创新驱动战略，全市研发投入增长9%。\n近年来，襄阳聚焦汽车产业，引进团队30个。",
        "420600",
    ),
    "prefecture that names its counties": (
        "宜宾市科技局召开会议。\n会议通报，翠屏区、叙州区、南溪区完成任务，长宁县、高县、珙县、"
        "筠连县还要加力。全市要把宜宾建成区域创新中心。",
        "511500",
    ),
    "prefecture that learns from others": (
        "嘉兴市科技工作综述\n我市学习深圳、杭州、苏州、合肥等地做法，深圳经验在嘉兴落地。"
        "今年全市新增专精特新企业80家，嘉兴科技城引进项目12个。",
        "330400",
    ),
    "prefecture with its province before it": (
        "湖南省株洲市科技创新工作情况\n株洲市获湖南省表彰。全市建成平台21个。",
        "430200",
    ),
    "prefecture whose province is named more often": (
        "九江市推进科技成果转化\n江西省下达任务后，我市迅速行动。江西省科技厅认可我市做法，"
        "江西省厅领导到我市调研。全市成交额增长20%，九江市列全省第三。",
        "360400",
    ),
    "county-level city in a prefecture": (
        "昆山市召开科技大会\n苏州市领导到会。昆山全市高企突破3000家，昆山将继续领跑，"
        "为苏州多作贡献。",
        "320583",
    ),
    "county-level city, mostly by its short name": (
        "义乌：小商品里的大创新\n义乌出台新政，义乌企业研发投入增长18%。义乌市科技局说，"
        "浙江省把试点放在义乌。",
        "330782",
    ),
    "county-level city that never writes its suffix": (
        "慈溪科技创新一线观察\n在慈溪，家电企业研发投入连年增长。慈溪今年将新建平台5个，"
        "慈溪还将设立基金。",
        "330282",
    ),
    "county in a prefecture": (
        "长兴县科技工作要点\n湖州市下达任务后，全县立即部署，县委召开常委会。长兴县今年"
        "新增高企60家，县政府设立专项资金3000万元。",
        "330522",
    ),
    "district with its city before it": (
        "成都市武侯区科技创新若干政策\n武侯区对新认定的高企奖励10万元，全区统筹资金。",
        "510107",
    ),
    "district of a municipality": (
        "北京市海淀区发布行动计划\n海淀区将建设概念验证中心20家，海淀支持原始创新。",
        "110108",
    ),
    "new area of a municipality": (
        "浦东新区科技发展情况\n上海市支持浦东新区先行先试，浦东新区研发投入占比达5%。",
        "310115",
    ),
    "municipality that names its districts": (
        "天津市科技创新三年行动\n南开区、西青区、津南区分别落实。天津市财政投入20亿元，"
        "我市将建设平台50个，天津要走在前列。",
        "120000",
    ),
    "province that names its cities": (
        "山东省科技创新大会召开\n全省高企突破3万家。济南市、青岛市、烟台市、潍坊市作了发言。"
        "省委、省政府要求，全省各市对标先进，山东要在创新上走在前。",
        "370000",
    ),
    "province by its short name": (
        "贵州加快建设数据中心\n贵州提出，全省今年投资120亿元。省政府印发方案，贵阳、遵义先行。",
        "520000",
    ),
    "autonomous region calls itself 全区": (
        "宁夏回族自治区科技厅部署工作\n全区研发投入增长12%，银川市、吴忠市、固原市进步明显。"
        "自治区设立资金5亿元，宁夏全区技术合同成交额达40亿元。",
        "640000",
    ),
    "autonomous prefecture by its full name": (
        "恩施土家族苗族自治州科技工作总结\n恩施州全州新增高企40家，州政府统筹资金，"
        "利川市、巴东县表现突出。",
        "422800",
    ),
    "autonomous prefecture as short name and 州": (
        "延边州推进创新\n延边州科技局介绍，全州成交额增长15%，延吉市占一半。",
        "222400",
    ),
    "autonomous county": (
        "长阳土家族自治县科技简报\n全县培育企业12家，县委书记到长阳经济开发区调研。宜昌市"
        "给予支持。",
        "420528",
    ),
    "league": (
        "锡林郭勒盟行署印发方案\n全盟新建平台6个，锡林浩特市承担2个。",
        "152500",
    ),
    "banner": (
        "达拉特旗科技创新工作\n全旗研发投入增长，旗政府安排资金。鄂尔多斯市支持达拉特旗建设园区。",
        "150621",
    ),
    "special region": (
        "香港特别行政区政府创新科技署公布，香港今年投入100亿元。",
        "810000",
    ),
    "county directly below its province": (
        "仙桃市科技局工作总结\n湖北省科技厅考核仙桃市为优秀。全市高企突破200家。",
        "429004",
    ),
    "two districts of one name, its city before it": (
        "徐州市鼓楼区科技工作\n鼓楼区今年新增高企30家，全区成交额12亿元。",
        "320302",
    ),
    "two districts of one name, its city elsewhere": (
        "鼓楼区科技创新大会\n福州市副市长到会。鼓楼区软件园产值增长，全区新增平台8个，"
        "鼓楼区将设立基金。",
        "350102",
    ),
    "two districts of one name, both their cities named, one before it": (
        "南京市鼓楼区考察团来访\n南京市鼓楼区与徐州市加强合作。鼓楼区新增高企50家，"
        "鼓楼区软件产业增长。",
        "320106",
    ),
    "a county whose name is a word, written out": (
        "资源县科技工作要点\n全县今年新增高企3家，资源县统筹科技资源，桂林市给予支持。",
        "450329",
    ),
    "a prefecture that speaks of resources": (
        "桂林市科技工作要点\n桂林统筹科技资源，盘活资源，开放资源，人力资源、创新资源、"
        "数据资源向企业集中。全市新建平台，新建园区，扩大国际合作、校地合作、合作办学。",
        "450300",
    ),
    "a prefecture that greets its guests": (
        "在来宾座谈会上的讲话\n各位来宾，欢迎来到柳州！来宾朋友们，柳州市今年新增高企100家，"
        "各位来宾的到来使柳州倍感荣幸。",
        "450200",
    ),
    "universities and banks are not their cities": (
        "蚌埠市校地合作\n蚌埠市与南京大学、北京大学、北京理工大学、上海交通大学签约，南京银行、"
        "北京银行、上海银行授信30亿元。蚌埠市科技局牵头。",
        "340300",
    ),
    "a market is no city": (
        "芜湖市优化环境\n芜湖市开放上海市场、南京市场、杭州市场，全市面向市场配置资源。",
        "340200",
    ),
    "title tells, text names others as often": (
        "太原市与忻州市、晋中市协同创新\n太原市、忻州市、晋中市共建走廊。太原市牵头，"
        "太原科技局负责，全市投入2亿元。",
        "140100",
    ),
    "province and city of one name, city written out": (
        "吉林市科技局总结\n吉林省吉林市今年新增高企60家，吉林市化工产业增长，全市投入3亿元。",
        "220200",
    ),
    "a Traditional page made Simplified": (
        "当前位置：首页 > 新闻\n泉州市推动成果转化\n来源：泉州市科技局\n我市今年成交额达90亿元。",
        "350500",
    ),
    "a prefecture with a county of its own name": (
        "长沙推进研发中心建设\n长沙集聚研发中心，岳麓区、浏阳市、长沙县各有任务，长沙今年投入9亿元。",
        "430100",
    ),
    "of two cities the one whose districts are named": (
        "会上，宜宾与泸州交流经验。翠屏区、叙州区、南溪区、江安县、长宁县、筠连县、兴文县、屏山县"
        "作了介绍，宜宾与泸州还要合作。",
        "511500",
    ),
    "a whole article on one line": (
        "洛阳市锚定目标，全市新增高企200家，洛阳高新区、洛龙区、涧西区各建平台一个。市委、"
        "市政府要求，洛阳要在中原城市群中当先锋，各县区对照任务抓落实，确保年度目标完成。",
        "410300",
    ),
}

IN_DOUBT = {
    "district of a name that four cities have": (
        "鼓楼区科技工作\n鼓楼区今年新增高企30家，全区成交额12亿元。",
        ("320106", "320302", "350102", "410204"),
    ),
    "two cities of a province, their districts alike": (
        "鼓楼区科技工作\n江苏省支持鼓楼区。鼓楼区今年新增高企30家。",
        ("320106", "320302"),
    ),
    "two cities side by side": (
        "无锡市与常州市签约\n无锡市出资1亿元，常州市出资1亿元，无锡市、常州市共建基金。",
        ("320200", "320400"),
    ),
}

UNCLEAR = {
    "no place at all": "科技创新是第一动力。\n今年新增高企30家，研发投入增长9%。",
    "only words that are names too": "统筹资源，扩大合作，新建平台，振兴乡村，各位来宾请坐。",
    "places of a list": "科技活动周\n北京、上海、广州、成都等地举办活动，全国参与人次过亿。",
    "only the place of a visit": (
        "我市科技工作\n全市新增高企30家，市委书记率队赴深圳考察，市政府印发方案。"
    ),
    "a city's text that names only its province": (
        "江苏省科技厅到我市调研\n全市汇报工作，市委、市政府重视，我市新增高企30家，"
        "江苏省厅肯定全市成绩，江苏省将支持我市。"
    ),
    "nothing": "",
}


@pytest.mark.parametrize(("text", "code"), CLEAR.values(), ids=CLEAR)
def test_the_place_of_a_text_is_found(text, code, vocabulary):
    assert infer_place(text, [], vocabulary).codes == (code,)


@pytest.mark.parametrize(("text", "codes"), IN_DOUBT.values(), ids=IN_DOUBT)
def test_places_alike_are_all_returned_and_none_chosen(text, codes, vocabulary):
    assert infer_place(text, [], vocabulary).codes == codes


@pytest.mark.parametrize("text", UNCLEAR.values(), ids=UNCLEAR)
def test_a_text_that_names_no_place_clearly_has_none(text, vocabulary):
    assert infer_place(text, [], vocabulary) is None


def test_title_and_publisher_tell_the_place_of_a_text_that_does_not(vocabulary):
    titles = ["2024年工作要点", "盐城市科技局网站"]
    assert infer_place("全市新增高企30家。", titles, vocabulary).codes == ("320900",)


NAMES = {
    "a place and its part": ("南京市鼓楼区", ["320100", "320106"]),
    "a place and its part without suffixes": ("江苏如皋", ["320000", "320682"]),
    "a name of several places": ("鼓楼区", ["320106 320302 350102 410204"]),
    "a market": ("镇江市场", ["321100"]),
    "a price": ("上海市价", ["310000"]),
    "a university and a bank": ("南京大学、北京银行、镇江", ["321100"]),
    "longest name first": ("连云港市连云区", ["320700", "320703"]),
    "no place": ("全市科技创新", []),
}


@pytest.mark.parametrize(("text", "codes"), NAMES.values(), ids=NAMES)
def test_names_are_found_with_all_that_they_may_mean(text, codes, vocabulary):
    assert [" ".join(place.codes) for place in place_names(text, vocabulary)] == codes


def test_a_market_names_its_place_only_in_short(vocabulary):
    assert [place.name for place in place_names("镇江市场、镇江市", vocabulary)] == [
        "镇江",
        "镇江市",
    ]
