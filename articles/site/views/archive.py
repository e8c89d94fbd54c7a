"""The archive: all articles by their own dates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from articles.site.lists import scopes, telling
from articles.site.lists.scopes import ArchivedPeriod
from articles.site.page.addresses import path_of
from articles.site.page.pages import Head, page, show
from articles.site.store.state import PublicRequest
from articles.site.times import archive as lookups
from articles.site.times import charts
from articles.site.times.archive import EmptyPeriod

from .listings import show_listing

View = Callable[..., HttpResponse]


@page
def archive(request: PublicRequest) -> HttpResponse:
    """Show the years that have articles."""
    head = Head(
        title=_("Archive"),
        path=path_of("archive"),
        description=_("Every digest on this site, by the date of its article."),
    )
    years = lookups.years(request.state)
    chart = charts.of_years(years, request.state.today) if years else None
    return show(request, "archive.html", head, years=years[::-1], chart=chart)


def period_page(view: View) -> View:
    """Make `view` a public page that, where a time is empty, leads to what is near."""

    @page
    @wraps(view)
    def answer(request: PublicRequest, **parameters: Any) -> HttpResponse:
        try:
            return view(request, **parameters)
        except EmptyPeriod as empty:
            return _nearest(request, empty)

    return answer


def _nearest(request: PublicRequest, empty: EmptyPeriod) -> HttpResponse:
    """Say that nothing is of a period, and lead to the nearest that have something."""
    response = show(
        request,
        "empty_period.html",
        Head(title=empty.period.title, is_indexed=False),
        period=empty.period,
        neighbours=lookups.neighbours(request.state, empty.period),
    )
    response.status_code = 404
    return response


@period_page
def year(request: PublicRequest, **date: int) -> HttpResponse:
    """Show the articles of a year, and its months."""
    found = scopes.of_period(request.state, **date)
    months = lookups.months_of(request.state, date["year"])
    chart = charts.of_months(months)
    return _show(request, found, "year.html", months=months, chart=chart)


@period_page
def month(request: PublicRequest, **date: int) -> HttpResponse:
    """Show the articles of a month, and its calendar."""
    found = scopes.of_period(request.state, **date)
    calendar = lookups.calendar_of(request.state, date["year"], date["month"])
    return _show(request, found, "month.html", calendar=calendar)


@period_page
def day(request: PublicRequest, **date: int) -> HttpResponse:
    """Show the articles of a day, what they are about, and its month's calendar."""
    found = scopes.of_period(request.state, **date)
    calendar = lookups.calendar_of(request.state, date["year"], date["month"])
    tags = telling.of_selection(request.state, found.scope.selection)
    return _show(request, found, "day.html", calendar=calendar, tags=tags)


def _show(
    request: PublicRequest, found: ArchivedPeriod, template: str, **content: Any
) -> HttpResponse:
    neighbours = lookups.neighbours(request.state, found.period)
    content |= {"found": found, "neighbours": neighbours}
    return show_listing(request, found.scope, template, **content)
