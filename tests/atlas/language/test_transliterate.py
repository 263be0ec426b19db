"""A Chinese name reads in Latin letters as words, each with a capital."""

import pytest

from atlas.language.pinyin import has_han
from atlas.language.transliterate import transliterate


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("艺妙神州", "Yimiao Shenzhou"),
        ("博雅干细胞", "Boya Ganxibao"),
        ("因诺惟康", "Yinnuo Weikang"),
        ("五加和", "Wujiahe"),
        ("阿拉丁", "Alading"),
        ("绿叶制药", "Lüye Zhiyao"),
        ("宜明细胞", "Yiming Xibao"),
        ("博尔诚", "Bo'ercheng"),
        ("国家生物药技术创新中心", "Guojia Shengwuyao Jishu Chuangxin Zhongxin"),
        ("张江细胞与基因产业园", "Zhangjiang Xibao Yu Jiyin Chanyeyuan"),
        ("九芝堂美科", "Jiuzhitang Meike"),
        ("红杉基因组学孵化器", "Hongshan Jiyinzuxue Fuhuaqi"),
        ("河南省肿瘤医院", "Henan Sheng Zhongliu Yiyuan"),
        ("北京朝阳医院", "Beijing Chaoyang Yiyuan"),
        ("中国医学科学院", "Zhongguo Yixue Kexueyuan"),
        ("重庆长春生物", "Chongqing Changchun Shengwu"),
        ("iNKT平台（大兴）", "iNKT Pingtai (Daxing)"),
        ("IM19", "IM19"),
        ("", ""),
    ],
)
def test_a_name_is_spelt_in_words(name, spelt):
    assert transliterate(name) == spelt


def test_no_chinese_character_is_left(snapshot):
    named = [row["name_zh"] for table in ("areas", "companies", "platforms") for row in snapshot.rows[table].values()]
    assert [name for name in named if has_han(transliterate(name))] == []
