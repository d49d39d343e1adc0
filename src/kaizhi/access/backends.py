from django.contrib.auth.backends import ModelBackend

from kaizhi.access.models import User


class PeopleBackend(ModelBackend):
    """Django's own, reading the person with role and team in one statement a request."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_role().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
