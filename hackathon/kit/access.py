"""Who may do what: one table, filled by every app's `access.py`."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied

Who: TypeAlias = Callable[[Any, Any], bool]

table: dict[str, tuple[Who, ...]] = {}


def allow(permission: str, *anyone: Who) -> None:
    """Give `permission` to whoever is one of `anyone`. What is not listed is forbidden.

    An upper app may add its own people to a permission of a lower one.
    """
    known = table.get(permission, ())
    table[permission] = (*known, *(who for who in anyone if who not in known))


class AccessBackend:
    """Answers `user.has_perm(permission, thing)` from the table.

    It finds nobody (it has no `get_user`), so it may stand first in `AUTHENTICATION_BACKENDS`;
    what the table knows is then answered without asking the tables of Django's own permissions.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        """Sign nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether one of the table's answers is yes; a no of the table is the last word."""
        if perm not in table:
            return False
        if user_obj.is_active and any(who(user_obj, obj) for who in table[perm]):
            return True
        raise PermissionDenied
