"""Write Chinese names in Latin letters: words of pinyin with capitals, 艺妙神州 as Yimiao Shenzhou."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict
from pypinyin.seg import mmseg

from atlas.language.pinyin import HAN, has_han

NAMES = 20_000  # kept
AND = "与"
# what names of organisations are made of besides their own; the longer stand before their beginnings
WORDS = (
    "基因组学 基因组 干细胞 科学院 医学院 研究院 研究所 产业园 注射液 实验室 孵化器 委员会 "
    "生物 医药 药业 制药 细胞 基因 医疗 科技 医院 大学 医科 医学 学院 附属 人民 肿瘤 中心 技术 创新 国家 产业 集团 "
    f"公司 平台 基金 健康 生命 智能 治疗 赋能 转化 分子 中国 北京 省 {AND}"
).split()
PIECES = re.compile(f"({'|'.join(WORDS)})|([{HAN}]+?)(?={'|'.join(WORDS)}|[^{HAN}]|$)|([^{HAN}]+)")
# what the dictionary reads otherwise, or does not know: the district; a maker's name of three characters
load_phrases_dict({"朝阳": [["cháo"], ["yáng"]], "九芝堂": [["jiǔ"], ["zhī"], ["táng"]]})
mmseg.retrain(mmseg.seg)  # it has learnt its words before these two
PAIRS = 4  # characters: what no dictionary knows reads as two words of two
VOWELS = ("a", "e", "o")


def _cut(text: str) -> Iterator[str]:
    """Cut a part of a name into words of the dictionary; what it does not know stays together."""
    unknown = ""
    for word in mmseg.seg.cut(text):
        if len(word) == 1:
            unknown += word
            continue
        yield from _halve(unknown)
        unknown = ""
        yield word
    yield from _halve(unknown)


def _halve(text: str) -> tuple[str, ...]:
    return (text[:2], text[2:]) if len(text) == PAIRS else (text,) if text else ()


def _list_words(text: str) -> list[str]:
    """List a name's words; a lone character belongs to the word before it."""
    words: list[str] = []
    for known, own, other in PIECES.findall(text):
        for word in [known] if known else _cut(own) if own else [other]:
            lone = len(word) == 1 and word not in WORDS and bool(own) and bool(words) and words[-1] != AND
            words[-1:] = [words[-1] + word] if lone else [*words[-1:], word]
    return words


def _spell(word: str) -> str:
    syllables = lazy_pinyin(word, style=Style.NORMAL, v_to_u=True)
    rest = (f"'{one}" if one.startswith(VOWELS) else one for one in syllables[1:])
    return "".join([syllables[0].capitalize(), *rest])


@lru_cache(NAMES)
def transliterate(text: str) -> str:
    """Write a Chinese name in pinyin without tones, each word with a capital; what is not Chinese stays."""
    words = _list_words(unicodedata.normalize("NFKC", text))
    spelt = (_spell(word) if has_han(word) else word.strip() for word in words)
    return " ".join(filter(None, spelt)).replace("( ", "(").replace(" )", ")")
