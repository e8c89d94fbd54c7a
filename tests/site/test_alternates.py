"""The same article as Markdown and as JSON."""

import json

from articles.digest import from_json, to_json
from articles.digest.markdown import read_markdown, to_markdown


def test_markdown_is_the_live_digest(client, live):
    article = live(title="Märkte & 市场")
    response = client.get(f"/articles/{article.slug}.md")
    digest = from_json(article.digest)
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.content.decode() == to_markdown(digest)
    assert read_markdown(response.content.decode()) == (digest,)


def test_json_is_the_live_digest_in_its_documented_order(client, live):
    article = live(title="Märkte & 市场")
    response = client.get(f"/articles/{article.slug}.json")
    assert response["Content-Type"] == "application/json"
    assert response.json() == article.digest
    assert list(json.loads(response.content)) == list(
        to_json(from_json(article.digest))
    )
    assert "市场" in response.content.decode()


def test_another_form_takes_two_queries(client, live, django_assert_num_queries):
    article = live()
    # 1 the state of the site with its themes; 2 the article
    with django_assert_num_queries(2):
        client.get(f"/articles/{article.slug}.md")
    with django_assert_num_queries(2):
        client.get(f"/articles/{article.slug}.json")
