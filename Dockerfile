# One image for every process of the house: which one it is, the command says.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 DJANGO_SETTINGS_MODULE=hackathon.settings.local
WORKDIR /srv/app
RUN python -m venv /srv/venv
COPY requirements/base.lock requirements/
RUN /srv/venv/bin/pip install --require-hashes --only-binary :all: -r requirements/base.lock
COPY . .
RUN /srv/venv/bin/python manage.py compile_messages \
  && rm -rf var \
  && /srv/venv/bin/python -m compileall -q hackathon registration judging bootcamp

FROM python:3.11-slim-bookworm
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --user-group --no-create-home shanyraq \
  && install -d -o shanyraq -g shanyraq /srv/var /srv/var/static /srv/media
COPY --from=build /srv/venv /srv/venv
COPY --from=build /srv/app /srv/app
ENV PATH=/srv/venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  PYTHONDONTWRITEBYTECODE=1 \
  HOME=/tmp \
  DJANGO_SETTINGS_MODULE=hackathon.settings.production \
  SHANYRAQ_VAR=/srv/var \
  SHANYRAQ_MEDIA=/srv/media
WORKDIR /srv/app
USER shanyraq
CMD ["gunicorn"]
