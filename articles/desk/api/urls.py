"""The API's address for handing in. It stands in the OpenAPI document, too."""

from django.urls import path

from articles.site.api.openapi import add_path

from . import describing, views

app_name = "desk-api"

urlpatterns = [path("drafts", views.drafts, name="drafts")]

add_path(
    describing.PATH,
    describing.ITEM,
    schemas=describing.SCHEMAS,
    security_schemes=describing.SECURITY,
)
