"""Make the groups Writers, Editors and Administrators.

Permissions are usually made after all migrations; those that the groups need are made
here, and found there again.
"""

from django.db import migrations

_ALL = ("add", "change", "delete", "view")


def _of(app, model, actions):
    return [(app, model, f"{action}_{model}") for action in actions]


WRITERS = [
    *_of("articles", "article", _ALL),
    *_of("articles", "tag", ["view"]),
    *_of("articles", "publication", ["view"]),
]
EDITORS = [
    *WRITERS,
    ("articles", "article", "publish_article"),
    ("articles", "article", "edit_any_article"),
    *_of("articles", "tag", _ALL),
    *_of("articles", "publication", _ALL),
    *_of("articles", "logentry", ["view"]),
]
ADMINISTRATORS = [
    *EDITORS,
    *_of("auth", "user", _ALL),
    *_of("auth", "group", ["view"]),
]
GROUPS = {"Writers": WRITERS, "Editors": EDITORS, "Administrators": ADMINISTRATORS}


def make_groups(apps, schema_editor):
    for name, permissions in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, *each) for each in permissions))


def _permission(apps, app, model, codename):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": _name(codename, model)}
    )
    return permission


def _name(codename, model):
    """Return the name that Django, or our own model, gives the permission."""
    own = {
        "publish_article": "Can publish, correct and withdraw",
        "edit_any_article": "Can see and edit everybody's drafts",
    }
    action = codename.partition("_")[0]
    verbose = {"logentry": "log entry"}.get(model, model)
    return own.get(codename, f"Can {action} {verbose}")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_the_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
