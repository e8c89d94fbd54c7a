"""What Django's admin says and its own Chinese lacks, or says otherwise than we would.

Nobody imports this: `make messages` finds the messages here, and what our catalogue
says of them goes before what Django's says.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

FORMS = (
    # What stands between a label and its field.
    _(":"),
    _("Add"),
    _("Add %s"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Change %s"),
    _("View %s"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Change history: %s"),
    _("Save and add another"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
)

DELETING = (
    _("Delete selected %(verbose_name_plural)s"),
    _("Cannot delete %(name)s"),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the "
        "following objects and their related items will be deleted:"
    ),
)

FRAME = (
    _("Log out"),
    _("View site"),
    _("%(app)s administration"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("Action:"),
    _("0 of %(cnt)s selected"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected"),
)

USERS = (
    _("Forgotten your login credentials?"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note "
        "that both fields may be case-sensitive."
    ),
    _(
        "You are authenticated as %(username)s, but are not authorized to access this "
        "page. Would you like to login to a different account?"
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
