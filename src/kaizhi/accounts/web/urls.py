from django.urls import path

from kaizhi.accounts.web import batch, changes, create, facts, hanging, lists, record, search, timeline

app_name = "accounts"
urlpatterns = [
    path("", lists.accounts, name="accounts"),
    path("contacts/", lists.contacts, name="contacts"),
    path("search/", search.search, name="search"),
    path("pick/", search.pick, name="pick"),
    path("pick/groups/", search.pick_group, name="pick_group"),
    path("new/", create.create, name="create"),
    path("new/similar/", create.similar, name="similar"),
    path("batch/transfer/", batch.transfer, name="transfer_many"),
    path("batch/share/", batch.share, name="share_many"),
    path("batch/follow-up/", batch.follow_up, name="follow_up_many"),
    path("<int:account_id>/", record.account, name="account"),
    path("<int:account_id>/look/", record.look, name="look"),
    path("<int:account_id>/timeline/", timeline.timeline, name="timeline"),
    path("<int:account_id>/facts/<str:part>/<str:name>/", facts.fact, name="fact"),
    path("<int:account_id>/move/", changes.move, name="move"),
    path("<int:account_id>/transfer/", changes.transfer, name="transfer"),
    path("<int:account_id>/collaborators/", changes.collaborators, name="collaborators"),
    path("<int:account_id>/delete/", changes.delete, name="delete"),
    path("<int:account_id>/contacts/", hanging.create_contact, name="create_contact"),
    path("contacts/<int:contact_id>/", hanging.contact, name="contact"),
    path("contacts/<int:contact_id>/delete/", hanging.delete_contact, name="delete_contact"),
    path("<int:account_id>/competitors/", hanging.create_competitor, name="create_competitor"),
    path("competitors/<int:competitor_id>/", hanging.competitor, name="competitor"),
    path("competitors/<int:competitor_id>/delete/", hanging.delete_competitor, name="delete_competitor"),
]
