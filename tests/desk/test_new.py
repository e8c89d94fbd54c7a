"""New from text: reading, looking up, making drafts, and the page that does it."""

import io
import json
import random
import zipfile
from collections.abc import Iterable

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from articles.desk import uploads
from articles.desk.new import MAX_DIGESTS, look_up, read_text, with_files
from articles.desk.uploads import LeftOut, TextFile, read_files
from articles.digest import dumps, to_markdown, write, write_all
from articles.models import Article, LogEntry, Publication, Tag
from articles.models.documents import read_digest
from tests.conftest import MakeArticle, MakeDigest

NEW = "/admin/articles/article/new/"
PREVIEW = f"{NEW}preview/"
MADE = f"{NEW}made/"

PASTE = (
    "Workflow\n"
    "林间的路越走越宽（评论）\n"
    "Lin Ye Bao·2025-11-04 22:06\n"
    "\n"
    "Core Viewpoint - Paths widen where many walk [1][2]. Group 1: Walking Together - "
    "A shared path costs each walker less [2]. - Signs in two languages bring guests "
    "[2]. Group 2: Care - Those who widen a path mend it, too [3]."
)


# Files.


def read(*files: tuple[str, bytes]) -> list[TextFile | LeftOut]:
    return list(read_files(SimpleUploadedFile(name, data) for name, data in files))


def reasons(*files: tuple[str, bytes]) -> dict[str, str]:
    return {one.name: one.reason for one in read(*files) if isinstance(one, LeftOut)}


def texts(*files: tuple[str, bytes]) -> dict[str, str]:
    return {one.name: one.text for one in read(*files) if isinstance(one, TextFile)}


def zipped(
    files: Iterable[tuple[str, bytes | str]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    with io.BytesIO() as data:
        with zipfile.ZipFile(data, "w", method) as archive:
            for name, content in files:
                archive.writestr(name, content)
        return data.getvalue()


def test_text_files_are_read_whatever_their_line_ends() -> None:
    assert texts(("a.TXT", b"\xef\xbb\xbfone\r\ntwo")) == {"a.TXT": "one\ntwo"}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "the file is empty"),
        ("a.txt", "中文".encode("gb18030"), "not UTF-8"),
        ("a.txt", "plain".encode("utf-16"), "not UTF-8"),
        ("a.txt", b"p\0l\0a\0i\0n\0", "not UTF-8"),
        ("a.json", b"\xff\xfe", "not UTF-8"),
        ("a.docx", b"PK", "only files that end in .txt, .md"),
        ("a", b"text", "only files that end in .txt, .md"),
        ("a.txt", b"x" * 2_000_001, "larger than 2,000,000 bytes"),
        ("a.jsonl", b"x" * 4_000_001, "larger than 4,000,000 bytes"),
        ("a.zip", b"", "not a zip"),
        ("a.zip", b"no zip", "not a zip"),
        ("a.zip", zipped([("a.txt", b"x")])[:-5], "not a zip"),
    ],
)
def test_what_is_no_text_is_left_out_with_its_reason(
    name: str, data: bytes, reason: str
) -> None:
    assert reason in reasons((name, data))[name]


def test_a_name_is_one_line_without_what_cannot_be_shown() -> None:
    assert uploads.shown_name("a\u202e\0b \n c.txt") == "a b c.txt"
    assert uploads.shown_name("x" * 500 + ".txt").endswith("x.txt")
    assert len(uploads.shown_name("x" * 500 + ".txt")) == 120


def test_a_zip_is_opened_its_folders_and_what_macos_adds_are_not() -> None:
    data = zipped(
        [
            ("in/", b""),
            ("in/一.txt", "开源".encode()),
            ("in/b.md", b"two"),
            ("in/photo.jpg", b"JFIF"),
            ("more.zip", zipped([("c.txt", b"three")])),
            ("__MACOSX/in/._b.md", b"fork"),
        ]
    )
    assert texts(("a.zip", data)) == {"a.zip/in/一.txt": "开源", "a.zip/in/b.md": "two"}
    assert reasons(("a.zip", data)) == {
        "a.zip/in/photo.jpg": "only files that end in .txt, .md, .markdown, .json, "
        ".jsonl, .zip are read",
        "a.zip/more.zip": "a zip inside a zip is not opened",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_a_zip_are_decoded_without_the_flag_for_utf_8(encoding: str) -> None:
    name = "开放的文摘.txt"
    stand_in = "x" * len(name.encode(encoding))
    data = zipped([(stand_in, b"text")]).replace(
        stand_in.encode(), name.encode(encoding)
    )
    assert texts(("a.zip", data)) == {f"a.zip/{name}": "text"}


def test_a_zip_of_200_files_is_read_one_more_is_not() -> None:
    files = [(f"{number}.txt", b"x") for number in range(201)]
    assert len(texts(("a.zip", zipped(files[:200])))) == 200
    assert reasons(("a.zip", zipped(files))) == {
        "a.zip": "the zip holds more than 200 files; split it"
    }


def test_a_table_of_contents_without_end_is_not_even_opened() -> None:
    assert "more than 200 files" in reasons(("a.zip", b"PK\x01\x02" * 100_000))["a.zip"]


def test_a_large_file_in_a_zip_is_left_out_and_the_others_are_read() -> None:
    data = zipped([("large.txt", b"x" * 2_000_001), ("small.txt", b"x")])
    assert reasons(("a.zip", data)) == {
        "a.zip/large.txt": "larger than 2,000,000 bytes; split it"
    }
    assert texts(("a.zip", data)) == {"a.zip/small.txt": "x"}


def test_a_zip_that_lies_about_sizes_is_counted_as_it_comes_out() -> None:
    data = zipped([("large.txt", b"x" * 5_000_000), ("small.txt", b"x")])
    lie = data.replace((5_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert lie != data
    assert reasons(("a.zip", lie)) == {
        "a.zip/large.txt": "this part of the zip is broken"
    }


def test_all_zips_together_hold_at_most_20_million_bytes() -> None:
    files = [(f"{number}.txt", b"x" * 2_000_000) for number in range(7)]
    found = reasons(("a.zip", zipped(files)), ("b.zip", zipped(files)))
    assert found == {
        f"b.zip/{number}.txt": "the zips hold more than 20,000,000 bytes unpacked; "
        "split them"
        for number in range(3, 7)
    }


def test_an_encrypted_file_is_named() -> None:
    data = bytearray(zipped([("secret.txt", b"x")]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert reasons(("a.zip", bytes(data))) == {
        "a.zip/secret.txt": "encrypted; unpack it first"
    }


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_measure_is_not_unpacked(method: int) -> None:
    data = zipped([("a.txt", b"x" * 100)], method)
    assert "unusual" in reasons(("a.zip", data))["a.zip/a.txt"]


def test_no_broken_zip_is_more_than_a_reason() -> None:
    whole = zipped([("a.txt", b"one"), ("文.md", "二".encode()), ("c.json", b"{}")])
    chance = random.Random(3)  # noqa: S311 (the same mutations every time)
    for _ in range(2_000):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert read(("a.zip", bytes(broken))) is not None


# The text.


def test_one_file_becomes_the_text_several_stand_under_their_names() -> None:
    one, two = TextFile("a.txt", "First"), TextFile("b.json", "{}\n")
    assert with_files(" \n", [one]) == ("First", [])
    text, _ = with_files("Typed\n\n", [one, two])
    assert text == "Typed\n\n--- a.txt ---\nFirst\n\n--- b.json ---\n{}\n"


def test_a_file_that_finds_no_room_is_left_out() -> None:
    files = [TextFile(f"{name}.txt", "x" * 1_999_000) for name in "abc"]
    text, left_out = with_files("", files)
    assert text.count("x") == 2 * 1_999_000 + len("xx")
    assert [(one.name, "4,000,000" in one.reason) for one in left_out] == [
        ("c.txt", True)
    ]


def test_each_file_is_read_in_its_own_form(make_digest: MakeDigest) -> None:
    digests = [make_digest() for _ in range(6)]
    files = [
        TextFile("a.txt", write(digests[1])),
        TextFile("b.md", to_markdown(digests[2])),
        TextFile("c.json", dumps(digests[3])),
        TextFile("d.jsonl", f"{dumps(digests[4])}\n{dumps(digests[5])}\n"),
    ]
    text, _ = with_files(write(digests[0]), files)
    read_ = read_text(text).candidates
    assert [one.digest for one in read_] == digests
    assert [one.source for one in read_] == [
        *("", "a.txt", "b.md", "c.json", "d.jsonl", "d.jsonl")
    ]


def test_pasted_json_and_json_lines_are_read(make_digest: MakeDigest) -> None:
    one, two = make_digest(), make_digest()
    for text in (
        f"{dumps(one)}\n\n{dumps(two)}",
        f"[{dumps(one)}, {dumps(two)}]",
        write_all([one, two]),
    ):
        assert [c.digest for c in read_text(text).candidates] == [one, two]


def test_a_bad_file_spoils_no_other(make_digest: MakeDigest) -> None:
    digest = make_digest()
    text, _ = with_files(
        "", [TextFile("bad.txt", "a\x01b"), TextFile("good.txt", write(digest))]
    )
    bad, good = read_text(text).candidates
    assert [p.code for p in bad.problems] == ["bad-character"]
    assert good.digest == digest


def test_lines_are_those_of_the_whole_text() -> None:
    text, _ = with_files("", [TextFile("a.txt", PASTE), TextFile("b.txt", PASTE)])
    lines = [
        problem.line for one in read_text(text).candidates for problem in one.problems
    ]
    assert [text.split("\n")[line - 1] for line in lines if line] == ["Workflow"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Just a note.",
        "\0",
        "Core Viewpoint\n- a\0b [1]",
        "{",
        "[" * 100_000,
        '{"schema_version": 1, "title": "\\ud800"}',
        '{"\\ud800": 1}\n{"\\ud800": 1}',
        "--- a.json ---\n[]",
        "--- a.jsonl ---\n{}\n",
        "x" * 4_000_001,
        "\n" * 60_000 + "x",
    ],
)
def test_what_is_no_digest_is_one_error_in_words(text: str) -> None:
    for candidate in read_text(text).candidates:
        assert not candidate.is_readable
        assert candidate.problems[0].severity == "error"


def test_a_text_of_blanks_holds_nothing() -> None:
    assert read_text(" \n \n").count == 0


# What the desk has.


@pytest.mark.django_db
def test_what_is_new_and_what_is_known_is_found(
    make_digest: MakeDigest, make_article: MakeArticle
) -> None:
    known = make_digest()
    article = make_article(known)
    article.publication.names.create(name="体系季刊")
    fresh = make_digest(publication="体系季刊", tags=("locks", "森林"))
    other = make_digest(publication="Elsewhere")
    found = look_up(read_text(write_all([known, fresh, other])))
    assert [one.article for one in found] == [article, None, None]
    assert [one.publication for one in found] == [article.publication] * 2 + [None]
    assert [one.new_tags for one in found] == [(), ("森林",), ()]


@pytest.mark.django_db
def test_a_text_that_says_an_article_twice_makes_one_draft(
    make_digest: MakeDigest,
) -> None:
    one = make_digest()
    again = make_digest(source_url=one.source_url, title="Another title")
    found = look_up(read_text(write_all([one, one, again])))
    assert [(one.same_as, one.is_repeat) for one in found] == [
        (None, False),
        (1, True),
        (1, False),
    ]


@pytest.mark.django_db
def test_more_tags_than_a_query_takes_are_looked_up(make_digest: MakeDigest) -> None:
    tags = [tuple(f"t{n} {number}" for number in range(900)) for n in range(3)]
    digests = [make_digest(tags=each) for each in tags]
    found = look_up(read_text(write_all(digests)))
    assert [len(one.new_tags) for one in found] == [901, 901, 901]


# The page.


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("editor", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def writer(db: None) -> Client:
    user = User.objects.create_user("writer", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Writers"))
    client = Client()
    client.force_login(user)
    return client


def words_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def create(client: Client, text: str, **fields: object) -> HttpResponse:
    return client.post(NEW, {"text": text, "_create": "yes", **fields}, follow=True)


def candidate_ids(text: str) -> list[str]:
    return [one.id for one in read_text(text).candidates]


def test_the_preview_warns_of_a_date_to_come(desk: Client) -> None:
    text = PASTE.replace("2025-11-04", "2205-11-04")
    assert text != PASTE
    assert "lies ahead" in words_of(desk.post(NEW, {"text": text}))


def test_the_preview_says_what_was_understood(desk: Client) -> None:
    Tag.objects.create(name="known")
    page = words_of(desk.post(NEW, {"text": f"{PASTE}\n\nTags: known, 林地"}))
    for words in (
        '<bdi lang="zh">林间的路越走越宽（评论）</bdi>',
        "1 digest understood, 1 warning",
        "Lin Ye Bao",
        "new, will be made",
        "2025-11-04 22:06",
        "English",
        "2 groups, 4 points, 3 references, 2 tags",
        "<bdi>林地</bdi>",
        "Walking Together",
        "Paths widen where many walk [1][2].",
        'data-line="1"',
        "3 hints for later",
        ">Create 1 draft</button>",
    ):
        assert words in page


def test_a_preview_writes_nothing(desk: Client) -> None:
    for address in (NEW, PREVIEW):
        assert desk.post(address, {"text": PASTE}).status_code == 200
    assert not Article.objects.exists()
    assert not Publication.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_pasted_text_becomes_a_draft_of_who_pasted_it(
    desk: Client, editor: User
) -> None:
    response = create(desk, PASTE)
    article = Article.objects.get()
    assert (
        response.redirect_chain[-1][0]
        == f"/admin/articles/article/{article.pk}/change/"
    )
    assert article.owner == editor
    assert article.status == Article.Status.DRAFT
    digest = read_digest(article)
    assert digest.title == "林间的路越走越宽（评论）"
    assert [reference.number for reference in digest.references] == [1, 2, 3]
    assert LogEntry.objects.get().actor_id == editor.pk


def test_what_was_guessed_is_told_where_no_preview_told_it(desk: Client) -> None:
    assert "Workflow" in words_of(create(desk, PASTE))
    other = PASTE.replace("2025-11-04", "2025-11-05")
    shown = candidate_ids(other)
    assert "Workflow" not in words_of(create(desk, other, _shown=shown, _take=shown))


def test_the_same_sent_twice_makes_one_draft_and_leads_to_it(desk: Client) -> None:
    first, second = create(desk, PASTE), create(desk, PASTE)
    assert Article.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain


def test_several_digests_become_drafts_and_a_table_says_so(
    desk: Client, make_digest: MakeDigest
) -> None:
    digests = [make_digest(), make_digest()]
    response = create(desk, write_all(digests))
    assert response.redirect_chain == [(MADE, 302)]
    page = words_of(response)
    for article in Article.objects.all():
        assert f'/admin/articles/article/{article.pk}/change/">' in page
    assert page.count("The draft is made.") == 2


def test_a_digest_can_be_left_out(desk: Client, make_digest: MakeDigest) -> None:
    digests = [make_digest(), make_digest()]
    text = write_all(digests)
    ids = candidate_ids(text)
    create(desk, text, _shown=ids, _take=ids[1:])
    assert Article.objects.get().title == digests[1].title


def test_an_article_at_the_desk_stays_as_it_is_unless_asked(
    desk: Client, make_digest: MakeDigest, make_article: MakeArticle
) -> None:
    digest = make_digest()
    article = make_article(digest)
    text = write(digest).replace("First come", "Whoever comes first")
    page = words_of(desk.post(NEW, {"text": text}))
    assert "At the desk already" in page
    assert "1 point reworded" in page
    response = create(desk, text)
    assert "left as it is there" in words_of(response)
    assert "Whoever comes first" in words_of(response)
    article.refresh_from_db()
    assert article.revision == 2

    create(desk, text, _update=f"{candidate_ids(text)[0]}:{article.revision}")
    assert "Whoever comes first" in write(read_digest(article))


def test_an_update_does_not_go_over_what_was_saved_since(
    desk: Client, make_digest: MakeDigest, make_article: MakeArticle
) -> None:
    digest = make_digest()
    article = make_article(digest)
    text = write(digest).replace("First come", "Whoever comes first")
    page = words_of(create(desk, text, _update=f"{candidate_ids(text)[0]}:1"))
    assert "Somebody saved this draft after you saw it" in page
    assert read_digest(article).title == digest.title
    assert "First come" in write(read_digest(article))


def test_a_writer_does_not_learn_what_another_is_writing(
    writer: Client, make_digest: MakeDigest, make_article: MakeArticle, editor: User
) -> None:
    digest = make_digest()
    article = make_article(digest)
    Article.objects.update(owner=editor, title=digest.title)
    text = write(digest)
    page = words_of(writer.post(NEW, {"text": text}))
    assert "At the desk already." in page
    assert f"/article/{article.pk}/" not in page
    assert "It says the same" not in page
    response = create(
        writer, text, _update=f"{candidate_ids(text)[0]}:{article.revision}"
    )
    assert "You may not change this draft." in words_of(response)
    assert f"/article/{article.pk}/" not in words_of(create(writer, text))
    assert "in the same words" not in words_of(create(writer, text))


def test_what_cannot_be_read_stays_in_the_text_area(
    desk: Client, make_digest: MakeDigest
) -> None:
    digest = make_digest()
    text = f"--- a.txt ---\nNo digest & more\n\n--- b.txt ---\n{write(digest)}"
    page = words_of(create(desk, text))
    assert Article.objects.get().title == digest.title
    assert "No draft was made of it." in page
    assert "The draft is made." in page
    assert "No digest &amp; more" in page


def test_nothing_to_make_keeps_the_text(desk: Client) -> None:
    page = words_of(create(desk, "A note."))
    assert "A note.</textarea>" in page
    assert ">Create drafts</button>" in page
    assert create(desk, "").status_code == 200


def test_files_are_read_into_the_text_and_shown_before_drafts_are_made(
    desk: Client, make_digest: MakeDigest
) -> None:
    digest = make_digest()
    files = [
        SimpleUploadedFile(
            "a.zip", zipped([("one.txt", write(digest)), ("x.exe", "")])
        ),
        SimpleUploadedFile("二.txt", PASTE.encode()),
    ]
    page = words_of(create(desk, "", files=files))
    assert not Article.objects.exists()
    assert "--- a.zip/one.txt ---" in page
    assert "--- 二.txt ---" in page
    assert "a.zip/x.exe" in page
    assert ">Create 2 drafts</button>" in page


def test_as_many_files_as_are_said_can_be_given_at_once(
    desk: Client, make_digest: MakeDigest
) -> None:
    files = [
        SimpleUploadedFile(f"{number}.txt", write(make_digest()).encode())
        for number in range(uploads.MAX_FILES)
    ]
    page = words_of(desk.post(PREVIEW, {"text": "", "files": files}))
    assert f'data-summary="{uploads.MAX_FILES} digests understood"' in page


def test_a_script_gets_the_text_of_files(desk: Client) -> None:
    file = SimpleUploadedFile("a.txt", PASTE.encode())
    page = desk.post(PREVIEW, {"text": "", "files": [file]}).content.decode()
    start = page.index(">", page.index('id="new-text"')) + 1
    assert json.loads(page[start : page.index("</script>", start)]) == PASTE
    assert "new-text" not in words_of(desk.post(PREVIEW, {"text": PASTE}))


def test_one_go_takes_200_digests_and_keeps_the_rest(
    desk: Client, make_digest: MakeDigest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.desk.new.MAX_DIGESTS", 2)
    digests = [make_digest() for _ in range(5)]
    text = write_all(digests)
    assert "holds 5 digests" in words_of(desk.post(NEW, {"text": text}))
    page = create(desk, text).content.decode()
    assert Article.objects.count() == 2
    assert digests[1].title not in page.partition("<textarea")[2]
    assert digests[2].title in page.partition("<textarea")[2]


def test_ten_thousand_digests_are_previewed_by_the_first_200(desk: Client) -> None:
    point = '"core": [{"text": "A queue [1]."}]'
    text = "\n".join(
        f'{{"schema_version": 1, "title": "Queue {n}", {point}}}' for n in range(10_000)
    )
    page = desk.post(PREVIEW, {"text": text}).content.decode()
    assert "10,000" in page
    assert page.count("<article") == MAX_DIGESTS


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "\0", "_create": "y"},
        {"_create": "y"},
        {
            "text": PASTE,
            "_shown": "\0",
            "_take": "\ud800".encode("utf-8", "surrogatepass"),
        },
        {
            "text": PASTE,
            "_create": "y",
            "_update": ["x", "x:", "x:１", "x:99999999999999"],
        },
        {"text": b"\xff\xfe\x00", "_create": "y"},
        {"text": '[{"schema_version": 1, "title": "\\ud800"}]', "_create": "y"},
        {"text": PASTE, "files": "no file", "_create": "y"},
    ],
)
def test_nothing_that_is_sent_fails(desk: Client, fields: dict[str, object]) -> None:
    for address in (NEW, PREVIEW):
        assert desk.post(address, fields, follow=True).status_code == 200


@pytest.mark.parametrize("address", [NEW, PREVIEW, MADE])
def test_only_who_may_add_articles_comes_here(db: None, address: str) -> None:
    user = User.objects.create_user("clerk", password="x", is_staff=True)
    client = Client()
    assert client.get(address).status_code == 302
    client.force_login(user)
    assert client.get(address).status_code in (403, 405)
    assert client.post(address, {"text": PASTE}).status_code in (403, 405)


def test_pages_answer_the_methods_they_have(desk: Client) -> None:
    assert desk.get(NEW).status_code == 200
    assert desk.get(PREVIEW).status_code == 405
    assert desk.post(MADE).status_code == 405
    assert desk.get(MADE).url == NEW
