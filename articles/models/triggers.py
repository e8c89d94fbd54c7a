"""Invariants that constraints cannot say, as triggers of the database.

Lifted for a migration and applied again after it, because SQLite makes a table anew to
alter it; the system check `articles.W001` verifies them.
"""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# Each rule: its name, its table, when it fires, and the condition it must not meet
# (refused with the message) or what it does. `NEW` is the row to be.
_REFUSALS = [
    (
        "edition_update",
        "articles_edition",
        "BEFORE UPDATE",
        "TRUE",
        "an edition cannot be changed; publish a new one",
    ),
    (
        "edition_delete",
        "articles_edition",
        "BEFORE DELETE",
        "TRUE",
        "an edition cannot be deleted; withdraw the article",
    ),
    (
        "edition_insert",
        "articles_edition",
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM articles_edition WHERE id = NEW.id) OR NEW.number <> 1"
        " + (SELECT COALESCE(MAX(number), 0) FROM articles_edition"
        " WHERE article_id = NEW.article_id)",
        "the next edition of an article has the next number",
    ),
    *(
        (
            f"log_{event.lower()}",
            "articles_logentry",
            f"BEFORE {event}",
            "TRUE",
            "the log is never changed",
        )
        for event in ("UPDATE", "DELETE")
    ),
    (
        # SQLite asks no DELETE trigger where an INSERT replaces a row.
        "log_insert",
        "articles_logentry",
        "BEFORE INSERT",
        "EXISTS (SELECT 1 FROM articles_logentry WHERE id = NEW.id)",
        "the log is never changed",
    ),
    *(
        (
            f"point_group_{event.lower()}",
            "articles_point",
            f"BEFORE {event}",
            "NEW.group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
            " articles_viewpointgroup WHERE id = NEW.group_id"
            " AND article_id = NEW.article_id)",
            "a point and its group belong to one article",
        )
        for event in ("INSERT", "UPDATE")
    ),
]

# SQLite has no TRUNCATE.
_TRUNCATES = [
    ("edition_truncate", "articles_edition", "editions cannot be deleted"),
    ("log_truncate", "articles_logentry", "the log is never changed"),
]

# A name that another row holds runs into the unique key of the table of names.
_CLAIM = (
    "UPDATE {names} SET was_own = TRUE, name = NEW.{name}"
    " WHERE key = NEW.{key} AND {owner}_id = NEW.id;"
    " INSERT INTO {names} ({owner}_id, name, key, slug, was_own)"
    " SELECT NEW.id, NEW.{name}, NEW.{key}, {slug}, TRUE WHERE NEW.{key} <> ''"
    " AND NOT EXISTS (SELECT 1 FROM {names}"
    " WHERE key = NEW.{key} AND {owner}_id = NEW.id)"
)
_TAG_NAME = {
    "names": "articles_tagname",
    "owner": "tag",
    "name": "name",
    "key": "key",
    "slug": "NEW.slug",
}
_PUBLICATION_NAME = {
    **_TAG_NAME,
    "names": "articles_publicationname",
    "owner": "publication",
}
_NATIVE_NAME = {
    **_PUBLICATION_NAME,
    "name": "native_name",
    "key": "native_key",
    "slug": "NEW.native_slug",
}
_ACTIONS = [
    (f"{table}_{event.lower()}", f"articles_{table}", f"AFTER {event}", actions)
    for table, actions in (
        ("tag", [_CLAIM.format(**_TAG_NAME)]),
        (
            "publication",
            [_CLAIM.format(**_PUBLICATION_NAME), _CLAIM.format(**_NATIVE_NAME)],
        ),
    )
    for event in ("INSERT", "UPDATE")
]

# SQLite's index of what is searched for: a table beside that of its contents. What is
# taken out of it must be named as it was put in.
_INTO_INDEX = (
    "INSERT INTO articles_searchindex(rowid, facets, title, core, points, names, pairs)"
    " VALUES (NEW.place, NEW.facets, NEW.title, NEW.core, NEW.points, NEW.names,"
    " NEW.pairs)"
)
_OUT_OF_INDEX = (
    "INSERT INTO articles_searchindex"
    "(articles_searchindex, rowid, facets, title, core, points, names, pairs)"
    " VALUES ('delete', OLD.place, OLD.facets, OLD.title, OLD.core, OLD.points,"
    " OLD.names, OLD.pairs)"
)
_SQLITE_ACTIONS = [
    ("search_insert", "articles_searchentry", "AFTER INSERT", [_INTO_INDEX]),
    ("search_delete", "articles_searchentry", "AFTER DELETE", [_OUT_OF_INDEX]),
    (
        "search_update",
        "articles_searchentry",
        "AFTER UPDATE",
        [_OUT_OF_INDEX, _INTO_INDEX],
    ),
]


def statements(vendor: str) -> dict[str, list[str]]:
    """Return the SQL that makes each trigger, by its name, for sqlite or postgresql."""
    make = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[vendor]
    triggers = {
        f"articles_{name}": make(
            f"articles_{name}", table, event, _refusal(vendor, condition, message)
        )
        for name, table, event, condition, message in _REFUSALS
    }
    only_here = _SQLITE_ACTIONS if vendor == "sqlite" else []
    for name, table, event, actions in [*_ACTIONS, *only_here]:
        body = "; ".join(actions) + ";"
        triggers[f"articles_{name}"] = make(f"articles_{name}", table, event, body)
    if vendor == "postgresql":
        for name, table, message in _TRUNCATES:
            triggers[f"articles_{name}"] = make(
                f"articles_{name}",
                table,
                "BEFORE TRUNCATE",
                _refusal(vendor, "TRUE", message),
            )
    return triggers


def _refusal(vendor: str, condition: str, message: str) -> str:
    if vendor == "sqlite":
        return f"SELECT RAISE(ABORT, '{message}') WHERE {condition};"
    return (
        f"IF {condition} THEN RAISE EXCEPTION '{message}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    )


def _for_sqlite(name: str, table: str, event: str, body: str) -> list[str]:
    return [f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW BEGIN {body} END"]


def _for_postgresql(name: str, table: str, event: str, body: str) -> list[str]:
    rows = "STATEMENT" if event.endswith("TRUNCATE") else "ROW"
    result = "OLD" if event.endswith("DELETE") else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$BEGIN {body} RETURN {result}; END$$",
        f"CREATE TRIGGER {name} {event} ON {table} FOR EACH {rows}"
        f" EXECUTE FUNCTION {name}()",
    ]


def apply(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger whose table exists anew."""
    lift(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, lines in statements(connection.vendor).items():
            if _table_of(name, connection.vendor) in tables:
                for line in lines:
                    cursor.execute(line)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger. For `apply` and for tests that empty the database."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name in statements(connection.vendor):
            table = _table_of(name, connection.vendor)
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            elif table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _table_of(name: str, vendor: str) -> str:
    """Return the table that the trigger of this name guards."""
    last = statements(vendor)[name][-1]
    return last.partition(" ON ")[2].partition(" ")[0]


def lift_before_migrate(*, using: str, plan: list[Any], **_signal: Any) -> None:
    """Receive `pre_migrate`: SQLite renames no table that a trigger speaks of."""
    if plan and connections[using].vendor == "sqlite":
        lift(connections[using])


def apply_after_migrate(*, using: str, **_signal: Any) -> None:
    """Receive `post_migrate`."""
    if _missing(connections[using]):
        with transaction.atomic(using=using):
            apply(connections[using])


def check_triggers(
    *, databases: Iterable[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Report a trigger that is missing or altered; runs with `check --database`.

    A warning, because an error would stop `migrate`, which mends it.
    """
    problems: list[CheckMessage] = []
    for alias in databases or ():
        missing = sorted(_missing(connections[alias]))
        if missing:
            problems.append(
                Warning(
                    f"The database lacks its triggers {', '.join(missing)}.",
                    hint="Run `manage.py migrate`: it makes them again.",
                    id="articles.W001",
                )
            )
    return problems


def _missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the triggers that do not stand in the database as they should."""
    if "articles_edition" not in connection.introspection.table_names():
        return set()
    if connection.vendor == "sqlite":
        return _missing_in_sqlite(connection)
    return _missing_in_postgresql(connection)


def _missing_in_sqlite(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    return {
        name
        for name, lines in statements(connection.vendor).items()
        if found.get(name) != lines[-1]
    }


def _missing_in_postgresql(connection: BaseDatabaseWrapper) -> set[str]:
    """Compare triggers and their functions; one that is disabled counts as missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, p.prosrc, pg_get_triggerdef(t.oid, true)"
            " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        found = {name: (f"$${body}$$", made) for name, body, made in cursor.fetchall()}
    return {
        name
        for name, (function, trigger) in statements(connection.vendor).items()
        if name not in found
        or found[name][0] not in function
        or found[name][1] != trigger
    }
