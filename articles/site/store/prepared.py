"""Queries of Django's ORM, compiled once for each shape of what they are asked with.

Writing the SQL of a listing takes the ORM ten times as long as the database takes to
answer it. So a query is built once with a stand-in for each value; from then on only
the values change. The stand-ins are found again among the compiled parameters.
"""

import datetime
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.sql.compiler import SQLCompiler

from .remembering import remembered

if TYPE_CHECKING:
    from django.db.models import QuerySet

_Made = TypeVar("_Made")
Value = datetime.datetime | datetime.date | int | str | None
Argument = Value | tuple[int, ...]
Build = Callable[..., "QuerySet[Any, tuple[Any, ...]]"]


_SIZES = (20, 30, 60, 100, 200, 500)


def size_for(wanted: int) -> int:
    """Return how many rows to look up for a page that shows so many.

    One of few sizes, since each is a query of its own to be compiled.
    """
    return next(size for size in _SIZES if size >= wanted)


@dataclass(frozen=True, slots=True, eq=False)
class _Statement:
    """A compiled query: its parameters are constants, or places among the values."""

    sql: str
    parameters: tuple[tuple[int | None, Any], ...]
    """The place of a value and, where that is None, the constant instead."""
    compiler: SQLCompiler
    converters: dict[int, Any]


def rows(build: Build, *arguments: Argument) -> list[tuple[Any, ...]]:
    """Return the rows of the query that `build(*arguments)` makes.

    `build` is called once for each shape (which arguments are None, how many numbers a
    tuple holds); it returns a queryset of `values_list` and decides by the shape alone.
    """
    statement, found = _answered(build, arguments)
    return [_converted(statement, row) for row in found]


def made(
    make: Callable[..., _Made], build: Build, *arguments: Argument
) -> tuple[_Made, ...]:
    """Return what `make` makes of each row of the query that `build` makes.

    Remembered by what the database said, so that a row that comes again is not
    converted again. For short rows of plain values, and for values that never change.
    """
    statement, found = _answered(build, arguments)
    return tuple(_made_of(make, statement, row) for row in found)


@remembered(8192)
def _made_of(
    make: Callable[..., _Made], statement: _Statement, row: tuple[Any, ...]
) -> _Made:
    return make(*_converted(statement, row))


def _converted(statement: _Statement, row: tuple[Any, ...]) -> tuple[Any, ...]:
    if not statement.converters:
        return row
    (converted,) = statement.compiler.apply_converters([row], statement.converters)
    return tuple(converted)


def _answered(
    build: Build, arguments: tuple[Argument, ...]
) -> tuple[_Statement, list[tuple[Any, ...]]]:
    """Return what the database answers, as its driver gives it."""
    # Looked up once: each use of Django's `connection` looks it up again.
    database = connections[DEFAULT_DB_ALIAS]
    shape = tuple(_shape_of(argument) for argument in arguments)
    statement = _compiled(build, shape, database.vendor)
    values = [_adapted(value, database.ops) for value in _flat(arguments)]
    with database.cursor() as cursor:
        cursor.execute(
            statement.sql,
            [
                constant if place is None else values[place]
                for place, constant in statement.parameters
            ],
        )
        return statement, cursor.fetchall()


def _shape_of(argument: Argument) -> type | int:
    return len(argument) if isinstance(argument, tuple) else type(argument)


def _flat(arguments: tuple[Argument, ...]) -> Iterator[Value]:
    for argument in arguments:
        if isinstance(argument, tuple):
            yield from argument
        elif argument is not None:
            yield argument


def _adapted(value: Value, operations: BaseDatabaseOperations) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(value, datetime.datetime):
        return operations.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return operations.adapt_datefield_value(value)
    return value


@functools.lru_cache(maxsize=512)
def _compiled(build: Build, shape: tuple[type | int, ...], _vendor: str) -> _Statement:
    stand_ins = tuple(_stand_ins(shape))
    query = build(*stand_ins).query
    compiler = query.get_compiler("default")
    sql, parameters = compiler.as_sql()
    operations = connections[DEFAULT_DB_ALIAS].ops
    places = {
        _adapted(value, operations): place
        for place, value in enumerate(_flat(stand_ins))
    }
    columns = [column[0] for column in compiler.select]
    return _Statement(
        sql,
        tuple(_place_or_constant(value, places) for value in parameters),
        compiler,
        compiler.get_converters(columns),
    )


def _place_or_constant(value: Any, places: dict[Any, int]) -> tuple[int | None, Any]:
    place = places.get(value) if value.__hash__ else None
    return (None, value) if place is None else (place, None)


_FIRST_DAY = datetime.datetime(1903, 1, 1, 1, 2, 3, 4, tzinfo=datetime.UTC)
_FIRST_NUMBER = 1_912_871_000


def _stand_ins(shape: tuple[type | int, ...]) -> Iterator[Argument]:
    """Yield an argument of each kind, every value of which stands for itself only."""
    for number, kind in enumerate(shape):
        later = datetime.timedelta(days=number)
        if isinstance(kind, int):
            first = _FIRST_NUMBER + 1000 * number
            yield tuple(range(first, first + kind))
        elif kind is int:
            yield _FIRST_NUMBER + 1000 * number
        elif kind is str:
            yield f"stand-in {number} of prepared"
        elif kind is datetime.date:
            yield (_FIRST_DAY + later).date()
        elif kind is datetime.datetime:
            yield _FIRST_DAY + later
        else:
            yield None
