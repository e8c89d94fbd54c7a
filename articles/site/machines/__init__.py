"""What programs read beside the pages: feeds, sitemaps, JSON-LD."""
