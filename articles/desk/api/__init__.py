"""The API for handing in: an editor's own programs send digests, which become drafts.

A request is let in by a token (`access`), its body read as pasted texts are (`body`),
its draft made by the desk's one intake and told of (`receipts`), and its answer kept
for when it is sent again (`answers`). The read API, in `articles.site.api`, has the
form of problems, the limits and the OpenAPI document, which this room enters.
"""
