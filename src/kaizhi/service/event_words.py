"""What is said of satisfaction and success, as a customer's timeline tells it."""

from django.utils.translation import pgettext_lazy

from kaizhi.audit.words import say

say("satisfaction.created", pgettext_lazy("event", "entered a survey answer"))
say("satisfaction.changed", pgettext_lazy("event", "changed a survey answer"))
say("satisfaction.deleted", pgettext_lazy("event", "deleted a survey answer"))
say("case.created", pgettext_lazy("event", "entered the success case"), name_field="title")
say("case.changed", pgettext_lazy("event", "changed the success case"), name_field="title")
say("case.deleted", pgettext_lazy("event", "deleted the success case"), name_field="title")
