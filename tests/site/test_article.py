"""The page of an article."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.digest import Group, Point, Reference, from_json
from articles.models import Publication
from articles.models.sources import source_key

MARKERS = "Both [1,2], a range [1-3], none [7]x and wide 【2】."


@pytest.fixture
def path(live):
    article = live(
        title="Locks and queues",
        published="2024-03-05T08:30",
        core=(Point(MARKERS, "core1"),),
        groups=(
            Group("Fairness", (Point("First come [3].", "fair1", ("C++",)),)),
            Group("", (Point("No heading here.", "bare1"),)),
        ),
        references=(
            Reference(1, "p. 3", "first come", "https://www.systems.example/a"),
            Reference(2),
            Reference(3, url="https://systems.example/only"),
            Reference(7, "never cited but by a marker"),
        ),
        tags=("locks", "开源"),
    )
    return f"/articles/{article.slug}/"


def test_the_page_says_who_published_what_when_and_links_to_it(read, path):
    page = read(path)
    assert page.one("h1").words == "Locks and queues"
    head = page.one("header", class_="digest-head").words
    assert "Systems Quarterly" in head
    assert "5 March 2024, 08:30" in head
    assert "Edition 1" in head
    assert page.one("a", class_="original")["href"].startswith("https://systems.")
    assert "2024-03-05T08:30" in [e["datetime"] for e in page.all("time")]


def test_a_time_is_that_of_the_publication_and_names_its_zone(read, path):
    Publication.objects.update(time_zone="Asia/Shanghai")
    page = read(path)
    facts = page.one("dl", class_="facts").words
    assert "5 March 2024, 08:30 Shanghai time, UTC+08:00" in facts
    assert "2024-03-05T08:30+08:00" in [e["datetime"] for e in page.all("time")]
    # A script writes here; without one there is nothing to read.
    own_time = page.one("span", class_="own-time")
    assert own_time["data-moment"] == "2024-03-05T08:30+08:00"
    assert own_time.words == ""


def test_a_day_without_a_time_is_that_day_everywhere(read, live):
    article = live()
    Publication.objects.update(time_zone="Asia/Shanghai")
    page = read(f"/articles/{article.slug}/")
    assert "5 March 2024" in page.one("dl", class_="facts").words
    assert "Shanghai time" not in page.words
    assert page.all("span", class_="own-time") == []


def test_every_point_has_its_id_and_a_permalink(read, path):
    page = read(path)
    points = page.all("li", class_="point")
    assert [point["id"] for point in points] == ["p-core1", "p-fair1", "p-bare1"]
    links = [link["href"] for link in page.all("a", class_="permalink")]
    assert links == ["#p-core1", "#p-fair1", "#p-bare1"]
    assert page.all("a", class_="permalink")[1]["aria-label"] == "Link to point 2"


def test_a_statement_reads_exactly_as_it_was_typed(read, path):
    assert read(path).all("p", class_="statement")[0].text == MARKERS


def test_each_number_of_a_marker_leads_to_its_reference(read, path):
    page = read(path)
    statement = page.all("p", class_="statement")[0]
    links = [link for link in page.all("a") if statement in link.parents]
    assert [(link["href"], link.text) for link in links] == [
        ("#ref-1", "1"),
        ("#ref-2", "2"),
        ("#ref-1", "1"),
        ("#ref-3", "3"),
        ("#ref-7", "7"),
        ("#ref-2", "2"),
    ]
    assert links[0]["aria-label"] == "Reference 1"


def test_a_marker_without_a_reference_stays_text(client, live):
    article = live()
    digest = replace(from_json(article.digest), references=())
    type(article).objects.update(digest={**article.digest, "references": []})
    page = client.get(f"/articles/{article.slug}/").content.decode()
    assert digest.core[0].text in page
    assert 'href="#ref-' not in page


def test_each_reference_leads_back_to_every_point_that_cites_it(read, path):
    page = read(path)
    references = page.all("li", class_="reference")
    assert [r["id"] for r in references] == ["ref-1", "ref-2", "ref-3", "ref-7"]
    assert [r["value"] for r in references] == ["1", "2", "3", "7"]
    third = [link for link in page.all("a") if references[2] in link.parents]
    assert [link["href"] for link in third] == [
        "https://systems.example/only",
        "#p-core1",
        "#p-fair1",
        f"/sources/{source_key('https://systems.example/only')}/",
    ]
    assert third[2]["aria-label"] == "Back to point 2"


def test_every_link_within_the_page_has_its_target(read, path):
    page = read(path)
    within = {link[1:] for link in page.links if link.startswith("#")}
    assert within <= set(page.ids)


def test_a_reference_without_passage_says_so(read, path):
    references = read(path).all("li", class_="reference")
    said = ["Passage not supplied" in reference.words for reference in references]
    assert said == [False, True, False, False]


def test_groups_have_headings_and_the_core_is_set_off(read, path):
    page = read(path)
    assert [h.words for h in page.all("h2")] == [
        "Core viewpoint",
        "Fairness",
        "References",
        "Tags",
        "Editions",
    ]
    assert "core" in page.all("section", class_="group")[0].classes


def test_tags_of_article_and_points_lead_to_their_listings(read, path):
    page = read(path)
    tags = [e for e in page.all("a") if any("tags" in p.classes for p in e.parents)]
    assert [(tag["href"], tag.words) for tag in tags] == [
        ("/tags/c-plus-plus/", "C++"),
        ("/tags/locks/", "locks"),
        ("/tags/%E5%BC%80%E6%BA%90/", "开源"),
    ]


def test_texts_in_another_language_say_which(read, live):
    article = live(
        title="人工智能与开源",
        language="zh-Hans",
        publication="Ren Min Ri Bao",
        core=(Point("开源降低了成本[1]。", "zh"), Point("The English is short.", "en")),
        tags=("开源", "open source"),
    )
    Publication.objects.update(native_name="人民日报", language="zh-Hans")
    page = read(f"/articles/{article.slug}/")
    assert page.one("html")["lang"] == "en"
    h1 = page.one("h1")
    title = next(e for e in page.all("bdi") if h1 in e.parents)
    assert title["lang"] == "zh-Hans"
    statements = page.all("p", class_="statement")
    assert statements[0]["lang"] == "zh-Hans"
    assert "lang" not in statements[1].attributes
    native = [e for e in page.all("bdi") if e.words == "人民日报"]
    assert [e["lang"] for e in native] == ["zh-Hans"]
    tags = [e for e in page.all("bdi") if e.words in ("开源", "open source")]
    assert [e.attributes.get("lang") for e in tags] == ["zh", None]


def test_the_last_correction_stands_in_plain_sight(read, live, revise):
    article = live()
    digest = from_json(article.digest)
    revise(article.pk, replace(digest, title="A"), kind="correction", note="The title.")
    revise(article.pk, replace(digest, title="B"), note="Only an update.")
    page = read(f"/articles/{article.slug}/")
    correction = page.one("div", class_="correction").words
    assert "edition 2" in correction
    assert "The title." in correction
    assert f"/articles/{article.slug}/editions/2/changes/" in page.links
    assert "Only an update." not in correction


def test_the_whole_public_history_stands_on_the_page(read, live, revise):
    article = live()
    digest = from_json(article.digest)
    revise(article.pk, replace(digest, title="A"), kind="correction", note="The title.")
    revise(article.pk, replace(digest, title="B"), note="Only an update.")
    page = read(f"/articles/{article.slug}/")
    editions = [e.words for e in page.all("li", class_="edition")]
    assert [words.split()[:3] for words in editions] == [
        ["Edition", "3", "update"],
        ["Edition", "2", "correction"],
        ["Edition", "1", "first"],
    ]
    assert editions[0].endswith("What changed Only an update.")
    assert editions[1].endswith("What changed The title.")
    for number in (1, 2, 3):
        assert f"/articles/{article.slug}/editions/{number}/" in page.links
    assert f"/articles/{article.slug}/editions/1/changes/" not in page.links


def test_a_long_history_shows_its_newest_part_and_leads_to_the_rest(read, live, revise):
    article = live()
    digest = from_json(article.digest)
    for number in range(11):
        revise(article.pk, replace(digest, title=f"Title {number}"))
    page = read(f"/articles/{article.slug}/")
    assert len(page.all("li", class_="edition")) == 10
    rest = page.one("p", class_="editions-rest")
    assert rest.words == "2 earlier editions"
    assert f"/articles/{article.slug}/editions/" in page.links


def test_notes_in_the_margin_stand_at_the_first_point_that_cites_them(read, path):
    page = read(path)
    notes = [
        [n.words for n in page.all("p", class_="sidenote") if point in n.parents]
        for point in page.all("li", class_="point")
    ]
    assert notes == [
        [
            "1 p. 3 first come systems.example",
            "2 Passage not supplied",
            "3 systems.example",
            "7 never cited but by a marker",
        ],
        ["3 see point 1"],
        [],
    ]


def test_notes_in_the_margin_are_for_the_eye_alone(read, path):
    page = read(path)
    sides = page.all("div", class_="sidenotes")
    assert {side["aria-hidden"] for side in sides} == {"true"}
    links = [a for a in page.all("a") if any(side in a.parents for side in sides)]
    assert len(links) == 3
    assert {link["tabindex"] for link in links} == {"-1"}
    inside = [e for e in page.elements if any(side in e.parents for side in sides)]
    assert [e for e in inside if "id" in e.attributes] == []


def test_a_point_that_cites_many_has_a_few_of_them_in_its_margin(read, live):
    article = live(core=(Point("All [1-40].", "k"),), groups=(), references=())
    page = read(f"/articles/{article.slug}/")
    notes = [e.words for e in page.all("p", class_="sidenote")]
    assert len(notes) == 6
    assert notes[-1] == "35 more"


def test_each_point_leads_to_the_ways_to_cite_it(read, path):
    links = read(path).all("a", class_="cite")
    assert [link["href"] for link in links] == [
        f"{path}points/{key}/" for key in ("core1", "fair1", "bare1")
    ]
    assert links[1]["aria-label"] == "Cite point 2"


def groups(count):
    return tuple(
        Group(f"Heading {n}", (Point(f"Point {n}.", f"k{n}"),)) for n in range(count)
    )


def test_a_long_digest_has_a_table_of_contents_after_its_core(read, live):
    article = live(groups=(*groups(4), Group("", (Point("Bare.", "b"),))))
    page = read(f"/articles/{article.slug}/")
    contents = page.one("nav", class_="contents")
    links = [a for a in page.all("a") if contents in a.parents]
    assert [(a["href"], a.words) for a in links] == [
        ("#core", "Core viewpoint"),
        ("#group-1", "Heading 0"),
        ("#group-2", "Heading 1"),
        ("#group-3", "Heading 2"),
        ("#group-4", "Heading 3"),
        ("#references", "References"),
    ]
    assert {a["href"][1:] for a in links} <= set(page.ids)
    order = [page.elements.index(e) for e in (page.one(id="core"), contents)]
    assert order == sorted(order)


def test_a_short_digest_needs_no_contents(read, live):
    page = read(f"/articles/{live(groups=groups(3)).slug}/")
    assert page.all("nav", class_="contents") == []


def test_an_article_never_corrected_mentions_no_correction(read, path):
    assert read(path).all("div", class_="correction") == []


def test_the_head_names_address_description_and_other_forms(read, path):
    page = read(path)
    address = f"http://127.0.0.1:8000{path}"
    assert page.one("link", rel="canonical")["href"] == address
    assert page.one("meta", property="og:url")["content"] == address
    assert page.one("meta", property="og:type")["content"] == "article"
    assert page.one("meta", name="description")["content"].startswith("Both, a range")
    forms = {e["type"]: e["href"] for e in page.all("link", rel="alternate", type=True)}
    stem = address.removesuffix("/")
    assert forms == {
        "text/markdown": f"{stem}.md",
        "application/json": f"{stem}.json",
    }
    assert page.all("meta", name="robots") == []


def test_an_article_page_takes_three_queries_and_is_remembered(
    client: Client, path, live, django_assert_num_queries
):
    live(tags=("locks",))
    # 1 the state of the site; 2 the article with its publication, editions and tags;
    # 3 the related digests
    with django_assert_num_queries(3):
        client.get(path)
    # 1 the state of the site, which is the same
    with django_assert_num_queries(1):
        client.get(path)


def test_a_page_that_did_not_change_takes_one_query(
    client: Client, path, django_assert_num_queries
):
    etag = client.get(path)["ETag"]
    # 1 the state of the site with its themes
    with django_assert_num_queries(1):
        response = client.get(path, headers={"If-None-Match": etag})
    assert response.status_code == 304


def test_a_digest_of_two_thousand_points_takes_no_more_queries(
    client: Client, live, django_assert_num_queries
):
    points = tuple(Point(f"Statement {n} [1].", f"k{n}") for n in range(2000))
    article = live(core=points[:1], groups=(Group("All", points[1:]),))
    live(tags=("locks",))
    with django_assert_num_queries(3):  # as above
        client.get(f"/articles/{article.slug}/")
