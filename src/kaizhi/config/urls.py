from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="replication:radar"), name="home"),
    path("", include("kaizhi.access.web.urls_sign_in")),
    path("people/", include("kaizhi.access.web.urls")),
    path("accounts/", include("kaizhi.accounts.web.urls")),
    path("opportunities/", include("kaizhi.pipeline.web.urls")),
    path("", include("kaizhi.contracts.web.urls")),
    path("satisfaction/", include("kaizhi.service.web.urls")),
    path("scores/", include("kaizhi.insight.web.urls")),
    path("tree/", include("kaizhi.coverage.web.urls")),
    path("radar/", include("kaizhi.replication.web.urls")),
    path("import/", include("kaizhi.interchange.web.urls")),
    path("ui/", include("kaizhi.ui.web.urls")),
]

handler400 = "kaizhi.ui.web.views.bad_request"
handler403 = "kaizhi.ui.web.views.forbidden"
handler404 = "kaizhi.ui.web.views.not_found"
handler500 = "kaizhi.ui.web.views.server_error"
