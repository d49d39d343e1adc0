"""May this person do that at all? Whether they may see the row is the queryset's question, asked before."""

from django.utils.translation import gettext as _

from kaizhi.access.capabilities import Capability
from kaizhi.access.models import User
from kaizhi.common.errors import NotAllowed


def require(user: User, capability: Capability) -> None:
    """Raise NotAllowed, in the person's language, unless the role allows it."""
    if not user.can(capability):
        raise NotAllowed(
            _("Your role does not include “%(what)s”. Ask an administrator if you need it.")
            % {"what": capability.label}
        )
