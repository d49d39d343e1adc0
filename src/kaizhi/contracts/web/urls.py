from django.urls import path

from kaizhi.contracts.web import views

app_name = "contracts"
urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/new/", views.create_contract, name="create_contract"),
    path("contracts/pick/", views.pick, name="pick"),
    path("contracts/<int:pk>/", views.edit_contract, name="contract"),
    path("orders/", views.orders, name="orders"),
    path("orders/new/", views.create_order, name="create_order"),
    path("orders/<int:pk>/", views.edit_order, name="order"),
    path("payments/", views.instalments, name="instalments"),
    path("payments/new/", views.create_instalment, name="create_instalment"),
    path("payments/<int:pk>/", views.edit_instalment, name="instalment"),
    path("payments/<int:pk>/receive/", views.receive, name="receive"),
    path("trade/accounts/<int:account_id>/panel/", views.account_panel, name="account_panel"),
]
