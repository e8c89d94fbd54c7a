"""One article: its page, its points and their citations, its editions, its sources."""
