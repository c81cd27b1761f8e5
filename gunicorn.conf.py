"""How gunicorn runs the house. Its command line outweighs what stands here."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hackathon.settings.production")

wsgi_app = "hackathon.wsgi"
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds; longer than a statement of the database may take
graceful_timeout = 20
keepalive = 75  # seconds; longer than the proxy keeps a line, so that it is the one who ends it
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- its heart beats in memory
control_socket_disable = True
logconfig_dict = settings.LOGGING  # one form of line for everything
