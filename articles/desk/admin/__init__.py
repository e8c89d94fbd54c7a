"""The desk's pages in Django's admin; what they do stands in the desk's modules."""

import taggit.models
from django.contrib import admin

from .articles import ArticleAdmin
from .taxonomy import PublicationAdmin, TagAdmin
from .users import GroupAdmin, UserAdmin

__all__ = ["ArticleAdmin", "GroupAdmin", "PublicationAdmin", "TagAdmin", "UserAdmin"]

# Taggit's own tags are not used; ours are.
admin.site.unregister(taggit.models.Tag)
