"""How much each publication has had of late."""

from articles.site.store.remembering import remembered
from articles.site.store.state import State
from articles.site.times import periods

_YEARS = 5


@remembered(512)
def months_of(state: State, publication_id: int) -> tuple[periods.Month, ...]:
    """Return the last sixty months of a publication; one query."""
    since = state.today.replace(year=state.today.year - _YEARS, day=1)
    return periods.months_of_publication(publication_id, since)
