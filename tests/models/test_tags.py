"""Tags through taggit's own interface."""

from articles.models import Tag
from tests.conftest import MakeArticle


def test_a_tag_is_found_by_any_of_its_names_and_added_once(
    make_article: MakeArticle,
) -> None:
    article = make_article(tags=("locks",))
    fairness = Tag.objects.get(name="fairness")
    article.tags.add("ＬＯＣＫＳ", "Waiting lines", fairness, "waiting-lines")
    assert list(article.tags.names()) == ["locks", "Waiting lines", "fairness"]
    article.tags.set(["Fairness"])
    assert list(article.tags.names()) == ["fairness"]
    assert Tag.objects.filter(slug="waiting-lines").count() == 1
