"""The reader's addresses. It reads as a sitemap."""

from django.urls import path

app_name = "site"

urlpatterns: list = []
