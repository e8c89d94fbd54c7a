"""Users in the admin: groups say what they may do, and superusers are kept apart."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import LogEntry

USERS = "/admin/auth/user/"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """Return a client of somebody who manages users and is no superuser."""
    user = User.objects.create_user("ruth", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(user)
    return client


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("root", password="kept-as-it-was")


def form_of(user: User, **changes: object) -> dict[str, object]:
    return {"username": user.username, "is_active": "on", **changes}


def test_an_administrator_gives_a_user_a_group(desk: Client) -> None:
    user = User.objects.create_user("wen", is_staff=True)
    group = Group.objects.get(name="Writers")
    form = form_of(user, is_staff="on", groups=[group.pk])
    desk.post(f"{USERS}{user.pk}/change/", form)
    assert [*user.groups.all()] == [group]


def test_an_administrator_makes_nobody_a_superuser(desk: Client) -> None:
    user = User.objects.create_user("wen", is_staff=True)
    desk.post(f"{USERS}{user.pk}/change/", form_of(user, is_superuser="on"))
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


@pytest.mark.parametrize("page", ["change/", "password/", "delete/"])
def test_an_administrator_cannot_touch_a_superuser(
    desk: Client, superuser: User, page: str
) -> None:
    form = form_of(
        superuser, password1="abc-def-12", password2="abc-def-12", post="yes"
    )
    assert desk.post(f"{USERS}{superuser.pk}/{page}", form).status_code == 403
    superuser.refresh_from_db()
    assert superuser.check_password("kept-as-it-was")
    assert superuser.is_superuser


def test_an_administrator_cannot_delete_a_superuser_from_the_list(
    desk: Client, superuser: User
) -> None:
    form = {
        "action": "delete_selected",
        "_selected_action": superuser.pk,
        "post": "yes",
    }
    desk.post(USERS, form)
    assert User.objects.filter(pk=superuser.pk).exists()


def test_a_superuser_makes_another(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    user = User.objects.create_user("wen", is_staff=True)
    form = form_of(user, is_superuser="on", is_staff="on")
    client.post(f"{USERS}{user.pk}/change/", form)
    user.refresh_from_db()
    assert user.is_superuser


def test_single_permissions_are_not_offered(admin_client: Client) -> None:
    user = User.objects.get()
    page = admin_client.get(f"{USERS}{user.pk}/change/").content.decode()
    assert 'name="groups"' in page
    assert "user_permissions" not in page


def test_a_question_no_list_asks_is_a_bad_request(desk: Client) -> None:
    assert desk.get(USERS, {"q": "a\0b"}).status_code == 400


def test_what_is_done_to_users_stands_in_the_log(desk: Client) -> None:
    user = User.objects.create_user("wen", is_staff=True)
    desk.post(f"{USERS}{user.pk}/change/", form_of(user, first_name="Wen"))
    desk.post(f"{USERS}{user.pk}/delete/", {"post": "yes"})
    entries = LogEntry.objects.filter(subject="user", subject_id=user.pk)
    assert [(each.verb, each.actor_name) for each in entries] == [
        ("deleted", "ruth"),
        ("edited", "ruth"),
    ]
    assert "First name" in entries[1].note
    page = desk.get(f"{USERS}{user.pk}/history/", follow=True)
    assert page.status_code == 200


def test_what_is_done_with_rights_names_the_fields_and_no_password(
    desk: Client,
) -> None:
    user = User.objects.create_user("wen", is_staff=True)
    group = Group.objects.get(name="Editors")
    form = form_of(user, is_staff="on", groups=[group.pk])
    desk.post(f"{USERS}{user.pk}/change/", form)
    desk.post(f"{USERS}{user.pk}/change/", form)
    words = {"password1": "k4-Zx!opq", "password2": "k4-Zx!opq"}
    words["usable_password"] = "true"
    desk.post(f"{USERS}{user.pk}/password/", words)
    desk.post(f"{USERS}add/", {"username": "mo", **words})
    entries = LogEntry.objects.order_by("pk")
    assert [(each.verb, each.subject_name, each.note) for each in entries] == [
        ("edited", "wen", "Groups"),
        ("edited", "wen", "password"),
        ("created", "mo", ""),
    ]
    assert not any("k4-Zx" in f"{each.note}{each.facts}" for each in entries)
