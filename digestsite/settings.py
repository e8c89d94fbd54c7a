"""Settings, read from the environment. The README documents each name."""

from pathlib import Path

from articles.site.headers import add_static_headers

from . import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.env.read_env(BASE_DIR / ".env")

# Read in this order: what a later value may be depends on the earlier ones.
DEBUG = environment.read_debug()
SECRET_KEY = environment.read_secret_key()
SITE_URL = environment.read_site_url(debug=DEBUG)
ALLOWED_HOSTS = environment.read_allowed_hosts(SITE_URL, debug=DEBUG)
SITE_NAME = environment.read_site_name()
SECURITY_CONTACT = environment.read_security_contact()
API_RATE_LIMIT = environment.read_api_rate_limit()

INSTALLED_APPS = [
    "digestsite.apps.DigestsiteConfig",
    # Before the articles: the desk takes out what taggit's own admin puts in.
    "digestsite.apps.DeskConfig",
    "taggit",
    "articles",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# Readers get no session, user, message or language cookie: what is "desk only" steps
# aside everywhere else, so that public answers are the same for everybody.
MIDDLEWARE = [
    "articles.site.middleware.PublicAnswerMiddleware",
    "articles.site.middleware.AllowedHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.desk.middleware.SessionMiddleware",
    "articles.desk.middleware.LocaleMiddleware",
    "articles.desk.middleware.CsrfViewMiddleware",
    "articles.desk.middleware.AuthenticationMiddleware",
    "articles.desk.middleware.MessageMiddleware",
    "articles.desk.middleware.DeskAnswerMiddleware",
]

ROOT_URLCONF = "digestsite.urls"
WSGI_APPLICATION = "digestsite.wsgi.application"

TEMPLATES = [
    {
        "NAME": "site",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "site"],
        "OPTIONS": {"environment": "articles.site.page.rendering.environment"},
    },
    {
        "NAME": "desk",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"desk": "articles.desk.marking"},
        },
    },
]

DATABASES = {"default": environment.read_database(str(BASE_DIR / "db.sqlite3"))}
CACHES = {"default": environment.read_cache()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LANGUAGE_CODE = environment.read_language_code(LANGUAGES)
TIME_ZONE = environment.read_time_zone()
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "digestsite.staticfiles.StaticFilesStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
# What browsers ask for at the root of a site without being told of it.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
# The strict policy is sent with static files too; readers of other sites may not need
# them, so no cross-origin permission is given.
WHITENOISE_ALLOW_ALL_ORIGINS = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Cookies (the desk's only), HSTS and the redirect to https follow SITE_URL.
IS_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
# A proxy's or platform's own health check comes by plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_PATH = "/admin/"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "articles.desk.views.session.session_ended"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    # The desk has a CSRF middleware of its own, made of Django's.
    "security.W003",
    # Frames are refused by the Content-Security-Policy of every answer.
    "security.W002",
    # Subdomains and preload lists are for the owner of the domain to decide.
    "security.W005",
    "security.W021",
]

# 2 MB is the limit of one digest's text, 4 MB that of several; a form carries little
# more than that. Files are counted apart, by whoever reads them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
# An action on all articles of a list names each of them in a field.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Anybody can send any host; the answer is 400, and it is no fault of ours.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
