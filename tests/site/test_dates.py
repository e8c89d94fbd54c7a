"""When an article was published, on its outlet's clock."""

import pytest
from django.utils import translation

from articles.site.words.dates import local_moment


@pytest.mark.parametrize(
    ("published", "zone", "iso", "words"),
    [
        ("2025-11-04T22:06", "Asia/Shanghai", "+08:00", "Shanghai time, UTC+08:00"),
        ("2025-07-01T09:00", "America/New_York", "-04:00", "New York time, UTC−04:00"),
        ("2025-12-01T09:00", "America/New_York", "-05:00", "New York time, UTC−05:00"),
        ("2025-01-01T00:00", "Asia/Kathmandu", "+05:45", "Kathmandu time, UTC+05:45"),
        ("2025-01-01T00:00", "UTC", "+00:00", "UTC"),
        # The hour the clocks leapt over, and the one they showed twice.
        ("2025-03-30T02:30", "Europe/Berlin", "+01:00", "Berlin time, UTC+01:00"),
        ("2025-10-26T02:30", "Europe/Berlin", "+02:00", "Berlin time, UTC+02:00"),
        # Before there were zones clocks differed by seconds, too.
        ("1890-01-01T12:00", "Asia/Shanghai", "+08:05", "Shanghai time, UTC+08:05"),
    ],
)
def test_a_moment_has_the_offset_of_its_place_on_that_day(published, zone, iso, words):
    moment = local_moment(published, zone)
    assert moment is not None
    assert moment.iso == published + iso
    assert moment.zone_in_words == words


@pytest.mark.parametrize(
    ("published", "zone"),
    [
        ("2025-11-04", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
        ("2025-11-04T22:06", ""),
        ("2025-11-04T22:06", "Mars/Olympus"),
        ("2025-11-04T22:06", "../etc/passwd"),
        ("2025-11-04T22:06", "Asia"),
        ("2025-11-04T22:06", "a\0b"),
    ],
)
def test_without_time_or_zone_there_is_no_moment(published, zone):
    assert local_moment(published, zone) is None


def test_the_words_are_those_of_the_page():
    moment = local_moment("2025-11-04T22:06", "UTC")
    with translation.override("zh-hans"):
        assert moment is not None
        assert moment.zone_in_words == "UTC"
