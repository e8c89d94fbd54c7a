"""Who is at the desk in these tests."""

PASSWORD = "walnut-lantern-47"

USERS = {
    "admin": "",
    "administrator": "Administrators",
    "editor": "Editors",
    "colleague": "Editors",
    "writer": "Writers",
    "newcomer": "Writers",
}
"""The group of each; without one, a superuser."""
