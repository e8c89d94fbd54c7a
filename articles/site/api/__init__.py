"""The API for reading: what is published, as JSON, for other people's programs.

An endpoint is one definition (`endpoints`): its parameters (`parameters`), the fields
of its answer (`shapes`), its words. Requests are read, answers written and the OpenAPI
document made from it, so that these cannot drift apart.
"""
