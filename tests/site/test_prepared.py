"""Queries that are compiled once answer as the ORM does."""

import datetime

import pytest
from django.utils import timezone

from articles.models import LiveArticle
from articles.site.store import prepared

pytestmark = pytest.mark.django_db


def _titles(now, slug, ids, number):
    rows = (
        LiveArticle.objects.public(now).filter(pk__in=ids)
        if ids
        else (LiveArticle.objects.public(now))
    )
    if slug is not None:
        rows = rows.filter(slug=slug)
    return rows.filter(number=number).order_by("pk").values_list("title", "live_from")


def test_values_change_while_the_query_stays(live, django_assert_num_queries):
    one, two = live(), live()
    now = timezone.now()
    with django_assert_num_queries(4):
        assert prepared.rows(_titles, now, one.slug, (), 1) == [
            (one.title, one.live_from)
        ]
        assert prepared.rows(_titles, now, two.slug, (), 1) == [
            (two.title, two.live_from)
        ]
        assert prepared.rows(_titles, now, two.slug, (), 2) == []
        past = now - datetime.timedelta(days=1)
        assert prepared.rows(_titles, past, one.slug, (), 1) == []


def test_the_shape_of_the_arguments_decides_the_query(live):
    one, two = live(), live()
    now = timezone.now()
    both = [(one.title, one.live_from), (two.title, two.live_from)]
    assert prepared.rows(_titles, now, None, (), 1) == both
    assert prepared.rows(_titles, now, None, (one.pk, two.pk), 1) == both
    assert prepared.rows(_titles, now, None, (two.pk,), 1) == both[1:]


def test_a_number_that_occurs_twice_is_not_taken_for_another(live):
    one = live()
    now = timezone.now()
    found = prepared.rows(_titles, now, None, (one.pk, one.pk), 1)
    assert found == [(one.title, one.live_from)]
