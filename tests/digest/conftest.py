"""Settings of hypothesis for the tests of the document."""

from hypothesis import settings

# A busy machine is no failing test.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
