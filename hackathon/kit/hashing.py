"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane (OWASP's figure): about 40 ms of CPU a sign-in."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
