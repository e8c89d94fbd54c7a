"""Rows of another table in a column: what would cost a query of its own."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler


class RowsAsText(Subquery):
    """The rows of a query of `values_list`, in its order, as the text of a JSON list.

    Moments are as the database writes them. Give the query a limit: SQLite may leave
    rows without one in any order.
    """

    output_field = TextField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        template: str | None = None,
        **extra: Any,
    ) -> Any:
        """Return the SQL, in the words of the database at hand."""
        columns = ", ".join(f'listed."{name}"' for name in self.query.selected or ())
        if connection.vendor == "postgresql":
            rows = f"COALESCE(json_agg(json_build_array({columns})), '[]')::text"
        else:
            rows = f"json_group_array(json_array({columns}))"
        return super().as_sql(
            compiler,
            connection,
            template=f"(SELECT {rows} FROM (%(subquery)s) AS listed)",  # noqa: S608 - names of columns, from the models
            **extra,
        )
