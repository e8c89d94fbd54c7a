"""What the site asks of the database: queries compiled once, the state, selections."""
