"""A list to try the column table on: people, with a nullable date, a hidden and a masked column."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kaizhi.ui.tables import (
    Badge,
    BatchAction,
    ChoiceFilter,
    Column,
    DateFilter,
    Kind,
    ListPage,
    ListSpec,
    TextFilter,
    View,
    YesNoFilter,
    list_response,
    money_filter,
    picked,
    row_url,
)

User = get_user_model()


class Rules:
    """Field rules by name: what is hidden, what is masked."""

    def __init__(self, hidden=(), masked=()):
        self.hidden, self.masked = set(hidden), set(masked)

    def can_see(self, object_name, field_name):
        return field_name not in self.hidden

    def can_read_plainly(self, object_name, field_name):
        return self.can_see(object_name, field_name) and field_name not in self.masked

    def shown(self, object_name, field_name, value):
        return f"{str(value)[:1]}***" if field_name in self.masked else value


OPEN = Rules()
SPEC = ListSpec(
    name="test-people",
    columns=(
        Column("name", "Name", lambda u: u.display_name, sort="display_name", url=row_url("person"), width=200),
        Column("username", "User name", lambda u: u.username, sort="username", field=("person", "username")),
        Column("amount", "Amount", lambda u: u.pk * 1_234_567 if u.is_active else None, kind=Kind.MONEY),
        Column("seen", "Seen", lambda u: u.last_login, kind=Kind.DATE, sort="last_login", unknown="Never signed in"),
        Column("state", "State", lambda u: Badge("active", "good"), kind=Kind.BADGE, visible=False),
        Column("title", "Title", lambda u: u.job_title, field=("person", "job_title"), sort="job_title"),
    ),
    filters=(
        TextFilter(key="name", label="Name", path="display_name"),
        ChoiceFilter(key="theme", label="Theme", path="theme", choices=[("light", "Light"), ("dark", "Dark")]),
        TextFilter(key="title", label="Title", path="job_title", field=("person", "job_title")),
        DateFilter(key="seen", label="Seen", path="last_login__date"),
        YesNoFilter(key="active", label="Active", path="is_active"),
        money_filter(key="amount", label="Amount", path="pk"),
    ),
    views=(View("all", "All"), View("me", "Me", lambda queryset, user: queryset.filter(pk=user.pk))),
    batch=(BatchAction("close", "Close", lambda: "/close"),),
    search=lambda queryset, words, policy: queryset.filter(display_name__icontains=words),
    default_sort="name",
    title=lambda u: u.display_name,
)


def page_of(rf, user, query="", policy=OPEN, spec=SPEC, queryset=None):
    request = rf.get(f"/people?{query}")
    request.user = user
    return ListPage(spec, request, User.objects.all() if queryset is None else queryset, policy)


def people(request: HttpRequest) -> HttpResponse:
    page = ListPage(SPEC, request, User.objects.all(), OPEN)
    return list_response(page, title="People", may_export=request.user.is_superuser)


def close(request: HttpRequest) -> HttpResponse:
    chosen = picked(SPEC, request, User.objects.filter(is_superuser=False), OPEN)
    return HttpResponse(",".join(chosen.values_list("username", flat=True)))


def person(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(str(number))


urlpatterns = [
    path("people", people),
    path("people/<int:number>", person, name="person"),
    path("close", close),
    path("ui/", include("kaizhi.ui.web.urls")),
]
