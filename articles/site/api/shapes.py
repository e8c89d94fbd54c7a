"""Shapes of answers: the fields of a thing, written from it and described by the same.

Values are JSON's. Moments are written in UTC, as RFC 3339 has them.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
YES_OR_NO: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
ADDRESS: Schema = {"type": "string", "format": "uri"}


def or_null(schema: Schema) -> Schema:
    """Return the schema of what may be missing."""
    return {"oneOf": [schema, {"type": "null"}]}


def list_of(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what it holds, where that comes from."""

    name: str
    description: str
    schema: Schema = field(hash=False)
    of: Callable[[Any], Any] | None = None
    """Takes the thing; where it is None, the attribute of the same name is meant."""
    is_extra: bool = False
    """Whether it is left out unless it is asked for."""

    def written(self, thing: Any) -> Any:
        """Return what the field says of a thing."""
        value = (self.of or attrgetter(self.name))(thing)
        return moment(value) if isinstance(value, datetime.datetime) else value

    @property
    def described(self) -> Schema:
        """What the OpenAPI document says of it."""
        if "$ref" in self.schema:
            return {"allOf": [self.schema], "description": self.description}
        return {**self.schema, "description": self.description}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is said of all things of one kind."""

    name: str
    description: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its fields."""
        return tuple(each.name for each in self.fields)

    @property
    def usual(self) -> tuple[str, ...]:
        """The names of the fields that are there unless others are asked for."""
        return tuple(each.name for each in self.fields if not each.is_extra)

    @property
    def ref(self) -> Schema:
        """What other schemas call it by."""
        return {"$ref": f"#/components/schemas/{self.name}"}

    def written(self, thing: Any, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Return a thing in this shape, with the fields named, in the shape's order."""
        wanted = self.usual if names is None else set(names)
        return {
            each.name: each.written(thing)
            for each in self.fields
            if each.name in wanted
        }

    def schema(self, *, is_whole: bool = True) -> Schema:
        """Return its schema; where `fields` chooses, no field is sure to be there."""
        return {
            "type": "object",
            "description": self.description,
            "properties": {each.name: each.described for each in self.fields},
            "additionalProperties": False,
        } | ({"required": list(self.usual)} if is_whole else {})


def moment(value: datetime.datetime) -> str:
    """Return a moment as answers write it, to the second."""
    in_utc = value.astimezone(datetime.UTC).replace(tzinfo=None)
    return f"{in_utc.isoformat(timespec='seconds')}Z"
