"""Every setting that is wrong stops the start with an id and a hint."""

import os
import secrets
import subprocess
import sys

import pytest

from tests.sites import ROOT

GOOD = {
    "DEBUG": "off",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "SITE_URL": "https://digests.example",
    "ALLOWED_HOSTS": "digests.example",
    "DATABASE_URL": "sqlite://:memory:",
    "CACHE_URL": "locmemcache://",
    "SITE_NAME": "Digests",
    "SECURITY_CONTACT": "mailto:security@digests.example",
    "TIME_ZONE": "Asia/Shanghai",
    "LANGUAGE_CODE": "zh-hans",
    "API_RATE_LIMIT": "off",
}


def run(*command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **GOOD, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_good_settings_pass() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value", "mistake"),
    [
        ("DEBUG", "maybe", "E001"),
        ("SECRET_KEY", "", "E002"),
        ("SECRET_KEY", "short", "E002"),
        ("SECRET_KEY", "a" * 80, "E002"),
        ("SECRET_KEY", "django-insecure-" + secrets.token_urlsafe(64), "E002"),
        ("SITE_URL", "digests.example", "E003"),
        ("SITE_URL", "https://digests.example/folder", "E003"),
        ("SITE_URL", "https://digests.example:port", "E003"),
        ("SITE_URL", "http://[::1", "E003"),
        ("SITE_URL", "https://me@digests.example", "E003"),
        ("SITE_URL", "https://digests example", "E003"),
        ("SITE_URL", "http://digests.example", "E004"),
        ("ALLOWED_HOSTS", "*", "E005"),
        ("ALLOWED_HOSTS", " ", "E006"),
        ("ALLOWED_HOSTS", "https://digests.example", "E013"),
        ("ALLOWED_HOSTS", "one.example two.example", "E013"),
        ("DATABASE_URL", "mysql://localhost/site", "E007"),
        ("DATABASE_URL", "nonsense", "E007"),
        ("DATABASE_URL", "postgres://localhost", "E007"),
        ("CACHE_URL", "memcache://localhost", "E008"),
        ("CACHE_URL", "redis://", "E008"),
        ("CACHE_URL", "redis://[::1", "E008"),
        ("CACHE_URL", "redis://localhost:port/0", "E008"),
        ("TIME_ZONE", "Mars/Olympus", "E009"),
        ("LANGUAGE_CODE", "tlh", "E010"),
        ("SITE_NAME", " ", "E011"),
        ("SITE_NAME", "x" * 61, "E011"),
        ("SECURITY_CONTACT", "me", "E012"),
        ("API_RATE_LIMIT", "many", "E014"),
        ("API_RATE_LIMIT", "0/60", "E014"),
        ("API_RATE_LIMIT", "60/0", "E014"),
        ("API_RATE_LIMIT", "60/100000", "E014"),
        ("API_RATE_LIMIT", "-1/60", "E014"),
    ],
)
def test_a_bad_setting_is_named_with_what_to_do(
    name: str, value: str, mistake: str
) -> None:
    done = run("manage.py", "check", **{name: value})
    assert done.returncode == 1
    assert f"digestsite.{mistake}" in done.stderr
    assert name in done.stderr
    assert "HINT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["HTTPS://Digests.Example", " https://digests.example/ "]
)
def test_an_https_address_is_one_however_it_is_typed(url: str) -> None:
    ask = "from digestsite import settings as s; print(s.SITE_URL, s.IS_HTTPS)"
    assert run("-c", ask, SITE_URL=url).stdout.split() == [
        "https://digests.example",
        "True",
    ]


def test_all_mistakes_are_named_at_once() -> None:
    done = run("manage.py", "check", SITE_NAME="", TIME_ZONE="Mars", SECRET_KEY="")
    for mistake in ("E002", "E009", "E011"):
        assert f"digestsite.{mistake}" in done.stderr


def test_plain_http_is_accepted_on_this_computer_only() -> None:
    for url in ("http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"):
        assert run("manage.py", "check", SITE_URL=url).returncode == 0


def test_a_server_with_a_bad_setting_does_not_start() -> None:
    done = run("-c", "import digestsite.wsgi", SECRET_KEY="short", TIME_ZONE="Mars")
    assert done.returncode == 1
    assert "digestsite cannot start:\n" in done.stderr
    assert "digestsite.E002" in done.stderr
    assert "digestsite.E009" in done.stderr
    assert "Traceback" not in done.stderr


def test_https_turns_on_secure_cookies_hsts_and_the_redirect() -> None:
    ask = (
        "from digestsite import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS > 0, s.SECURE_SSL_REDIRECT)"
    )
    assert run("-c", ask).stdout.split() == ["True"] * 4
    plain = run("-c", ask, SITE_URL="http://127.0.0.1:8000")
    assert plain.stdout.split() == ["False"] * 4
