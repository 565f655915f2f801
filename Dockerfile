# The front end, built.
FROM node:24-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
COPY schema.graphql ../
RUN npm run build

# What the API and the workers need, in a virtual environment.
FROM python:3.13-slim AS packages
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /venv/bin/python -m compileall -q /venv

# One image for every process: `python -m api`, `python -m workers`, `python -m workers prepare`.
FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 HOST=0.0.0.0
WORKDIR /app
COPY --from=packages /venv /venv
COPY models models
COPY resolvers resolvers
COPY workers workers
COPY api api
COPY --from=frontend /build/frontend/dist frontend/dist
RUN python -m compileall -q .
USER 65534:65534
EXPOSE 8000
CMD ["python", "-m", "api"]
