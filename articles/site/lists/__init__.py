"""Pages of many articles or points, by day, publication or whoever said it."""
