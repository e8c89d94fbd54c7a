"""The desk and the site in a real browser, served by the server of production."""
