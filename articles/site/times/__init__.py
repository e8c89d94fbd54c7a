"""Days, months and years: the archive, its calendars and charts."""
