"""Migrations back and forth, as an operator would run them."""

from tests.sites import OwnSite


def test_migrating_back_and_forth_leaves_all_triggers_in_place(
    own_site: OwnSite,
) -> None:
    for target in (["articles", "zero"], []):
        done = own_site.manage("migrate", "--verbosity=0", *target)
        assert done.returncode == 0, done.stderr
    done = own_site.manage("check", "--database=default", "--fail-level=WARNING")
    assert done.returncode == 0, done.stderr


def test_migrate_mends_a_missing_trigger(own_site: OwnSite) -> None:
    lift = (
        "from django.db import connection;"
        "from articles.models import triggers; triggers.lift(connection)"
    )
    own_site.manage("shell", "--no-imports", "-c", lift)
    check = ["check", "--database=default", "--fail-level=WARNING"]
    assert "articles.W001" in own_site.manage(*check).stderr
    assert own_site.manage("migrate", "--verbosity=0").returncode == 0
    assert own_site.manage(*check).returncode == 0
