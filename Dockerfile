# Two stages: the first builds the pages with Node from the Python registry, the second holds only what runs.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir uv==0.13.9
ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
COPY requirements.lock requirements-dev.lock pyproject.toml README.md ./
RUN uv pip install --require-hashes -r requirements-dev.lock
COPY scripts scripts
COPY frontend frontend
COPY app app
RUN python scripts/frontend.py \
 && uv pip sync --require-hashes requirements.lock

FROM python:3.11-slim-bookworm
# What PDF files need: Pango to set lines in every script, and fonts for them.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
      fonts-noto-core fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /srv/convenor convenor
COPY --from=build /venv /venv
WORKDIR /srv/convenor
COPY alembic.ini ./
COPY migrations migrations
COPY --from=build /src/app app
ENV PATH=/venv/bin:$PATH PYTHONPATH=/srv/convenor PYTHONUNBUFFERED=1 \
    CONVENOR_HOST=0.0.0.0 CONVENOR_PORT=8000 CONVENOR_LOG_FORMAT=json \
    CONVENOR_DATABASE_URL=sqlite:////srv/convenor/var/convenor.db
RUN mkdir var && chown convenor var
USER convenor
VOLUME /srv/convenor/var
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
# CONVENOR_SECRET has to be given: the service refuses to listen beyond the machine without one.
CMD ["python", "-m", "app.cli", "serve"]
