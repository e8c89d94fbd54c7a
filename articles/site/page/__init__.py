"""What all pages share: their head and ETag, their addresses, their templates."""
