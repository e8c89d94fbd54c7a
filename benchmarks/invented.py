"""Digests of invented articles, as many as wanted; the same for the same seed.

Tags and sources are as unevenly common as on a real site (Zipf): the first theme is on
about a third of all articles, most tags on a few.
"""

import datetime
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.digest import Digest, Group, Point, Reference, key_of

THEMES = ("Climate", "Artificial intelligence", "开源", "Public health", "长三角一体化")
YEARS = 10
SCHEDULED = 5
"""Articles, the last ones, that wait for their time."""

_CHINESE = 0.35
"""The share of articles in Chinese."""
_POINTS = (1, 4, 4, 3)
"""Of the core and of each group."""
_REFERENCES = 8
_TAGS_OF_ARTICLE = 5
_TAGGED = 0.4
"""The share of points with a tag of their own."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ADJECTIVES = _words(
    """
    open regional coastal rural public digital early late green civil modern quiet
    steady shared deep local global native urban arctic
    """
)
_NOUNS = _words(
    """
    energy water housing trade schools ports rail steel farming health memory language
    networks finance budgets labour courts forests fishing battery museum storage grid
    research satellites pensions harvests elections vaccines archives bridges
    """
)
_KINDS = _words(
    "policy prices reform safety supply studies exports standards costs law"
)
_VERBS = _words(
    """
    raises lowers delays explains doubles replaces follows limits supports weakens
    shapes predicts measures slows improves
    """
)
_TIMES = (
    "since last spring",
    "after two years",
    "before the vote",
    "at the same price",
    "in most towns",
    "for the first time",
    "by a third",
    "within a decade",
    "without new money",
    "under the old rules",
)
_CITIES = _words("Lisbon Nairobi Osaka Lyon Quito Oslo Tunis Perth Leipzig Cork")
_PAPERS = _words(
    """
    Courier Review Gazette Observer Quarterly Herald Monitor Bulletin Tribune Record
    Chronicle Journal Dispatch Post
    """
)
_HAN_FIELDS = _words(
    """
    能源 水利 住房 贸易 教育 港口 铁路 钢铁 农业 健康 语言 网络 金融 预算 就业 司法
    森林 渔业 电池 储能 电网 科研 卫星 养老 粮食 疫苗 档案 桥梁 旅游 芯片 机器人 数据
    物流 航运
    """
)
_HAN_KINDS = _words(
    """
    政策 价格 改革 安全 供应 研究 出口 标准 成本 立法 市场 规划 合作 创新 监管 投资
    人才 转型
    """
)
_HAN_VERBS = _words("提高 降低 推迟 说明 取代 限制 支持 影响 预测 改善 带动 促进")
_HAN_TIMES = _words("去年以来 两年之后 首次 十年之内 在多数城市 按原有规定 与往年相比")
_HAN_PLACES = _words("江南 湖北 关中 岭南 塞北 川西 闽东 辽东 滇池 黄河")
_HAN_PAPERS = _words("日报 晚报 评论 周刊 研究 观察")


@dataclass(frozen=True)
class Paper:
    """An invented publication."""

    name: str
    language: str
    time_zone: str
    country: str


@dataclass(frozen=True)
class Invented:
    """A digest and the time from which on readers see it."""

    digest: Digest
    live_from: datetime.datetime


def papers() -> list[Paper]:
    """Return 200 publications, some of them Chinese."""
    english = itertools.product(_CITIES, _PAPERS)
    chinese = itertools.product(_HAN_PLACES, _HAN_PAPERS)
    return [
        *(Paper(" ".join(words), "en", "Europe/Lisbon", "PT") for words in english),
        *(Paper("".join(words), "zh-Hans", "Asia/Shanghai", "CN") for words in chinese),
    ]


def tag_names(count: int) -> list[str]:
    """Return names of tags: the themes, then English and Chinese ones in turns."""
    english = itertools.chain(
        itertools.product(_ADJECTIVES, _NOUNS),
        itertools.product(_ADJECTIVES, _NOUNS, _KINDS),
        ((one, "and", *words) for one, *words in _pairs(_NOUNS, _KINDS)),
    )
    chinese = itertools.chain(
        itertools.product(_HAN_FIELDS, _HAN_KINDS), _pairs(_HAN_FIELDS, _HAN_KINDS)
    )
    both = zip(map(" ".join, english), map("".join, chinese), strict=False)
    names = itertools.chain(THEMES, itertools.chain.from_iterable(both))
    different: dict[str, str] = {}
    for name in names:
        different.setdefault(key_of(name), name)
    return list(different.values())[:count]


def _pairs(words: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for (one, other), kind in itertools.product(
        itertools.permutations(words, 2), kinds
    ):
        yield one, other, kind


class Inventor:
    """Makes digests one after the other, from the oldest to the newest."""

    def __init__(self, count: int, tags: Sequence[str], seed: int) -> None:
        """Take how many there will be and the tags, the commonest first."""
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.count = count
        self.tags = tags
        self.tag_weights = _zipf(len(tags))
        self.sources = range(count * 3)
        self.source_weights = _zipf(len(self.sources))
        self.papers = papers()
        self.paper_weights = _zipf(len(self.papers))

    def articles(self, until: datetime.datetime) -> Iterator[Invented]:
        """Yield the articles of the ten years until then, and a few that wait."""
        span = datetime.timedelta(days=365 * YEARS)
        for number in range(self.count):
            waits = number - (self.count - SCHEDULED)
            live_from = until + (
                datetime.timedelta(days=waits + 1)
                if waits >= 0
                else span * (number / self.count - 1)
            )
            yield Invented(self.digest(number, live_from), live_from)

    def digest(self, number: int, live_from: datetime.datetime) -> Digest:
        """Return the digest of an article that appeared some days before."""
        (paper,) = self.random.choices(self.papers, cum_weights=self.paper_weights)
        is_chinese = paper.language != "en" or self.random.random() < _CHINESE / 2
        statement = self.chinese if is_chinese else self.english
        appeared = live_from - datetime.timedelta(hours=self.random.randrange(200))
        has_time = self.random.random() < 0.5
        keys = (f"k{n:02}" for n in itertools.count(1))
        core, *groups = (
            tuple(self.point(next(keys), statement()) for _ in range(size))
            for size in _POINTS
        )
        return Digest(
            title=f"{self.heading(is_chinese=is_chinese)} {number + 1}",
            publication=paper.name,
            published=f"{appeared:%Y-%m-%dT%H:%M}"
            if has_time
            else f"{appeared:%Y-%m-%d}",
            language="zh-Hans" if is_chinese else "en",
            source_url=f"https://papers.example/{number + 1}",
            core=core,
            groups=tuple(
                Group(self.heading(is_chinese=is_chinese), points) for points in groups
            ),
            references=tuple(map(self.reference, range(1, _REFERENCES + 1))),
            tags=self.some_tags(_TAGS_OF_ARTICLE),
        )

    def some_tags(self, count: int) -> tuple[str, ...]:
        """Return up to `count` tags."""
        chosen = self.random.choices(self.tags, cum_weights=self.tag_weights, k=count)
        return tuple(dict.fromkeys(chosen))

    def point(self, key: str, text: str) -> Point:
        """Return a point that cites one or two references."""
        one, other = self.random.sample(range(1, _REFERENCES + 1), 2)
        markers = f"[{one}]" if self.random.random() < 0.6 else f"[{one}][{other}]"
        tags = self.some_tags(1) if self.random.random() < _TAGGED else ()
        return Point(text.format(markers), key, tags)

    def reference(self, number: int) -> Reference:
        """Return a reference, one in five without passage, to a source cited often."""
        if self.random.random() < 0.2:
            return Reference(number)
        (source,) = self.random.choices(self.sources, cum_weights=self.source_weights)
        host = f"source-{source % 997}.example"
        quote = " ".join(self.words(_NOUNS, _VERBS, _KINDS))
        return Reference(
            number, f"p. {source % 90 + 1}", quote, f"https://{host}/documents/{source}"
        )

    def heading(self, *, is_chinese: bool) -> str:
        """Return a few words to stand above others."""
        if is_chinese:
            return "".join(self.words(_HAN_FIELDS, _HAN_VERBS, _HAN_FIELDS, _HAN_KINDS))
        return " ".join(self.words(_ADJECTIVES, _NOUNS, _VERBS, _KINDS)).capitalize()

    def english(self) -> str:
        """Return a statement of about twenty words, with a place for markers."""
        first, second = (
            " ".join(self.words(_ADJECTIVES, _NOUNS, _KINDS, _VERBS, _NOUNS, _TIMES))
            for _ in range(2)
        )
        return f"{first.capitalize()}, while {second} in {self.year()} {{}}."

    def chinese(self) -> str:
        """Return a statement of about fifty characters, with a place for markers."""
        kinds = (
            _HAN_TIMES,
            _HAN_FIELDS,
            _HAN_KINDS,
            _HAN_VERBS,
            _HAN_FIELDS,
            _HAN_KINDS,
        )
        parts = ["".join(self.words(*kinds)) for _ in range(3)]
        return f"{'，'.join(parts)}，{self.year()}年依然如此{{}}。"

    def words(self, *kinds: Sequence[str]) -> list[str]:
        """Return a word of each kind."""
        return [self.random.choice(words) for words in kinds]

    def year(self) -> int:
        """Return a year of the last or next decades."""
        return self.random.randrange(1990, 2050)


def _zipf(count: int) -> list[float]:
    """Return cumulative weights: who stands ten times as far down has a tenth."""
    return list(itertools.accumulate(1 / place for place in range(3, count + 3)))
