# Node's current long-term release. Any image with node, npm, /bin/sh and useradd will do.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# A workspace that is not built here, but whose dependencies the lock file holds.
COPY sandbox/package.json ./sandbox/
# Both secrets are optional: the npm configuration of a company that has a registry or a certificate of its own.
# They are mounted for this one step, so neither reaches a layer.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=secret,id=certificates,target=/run/secrets/certificates.pem \
    npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${NODE_IMAGE}
# Airbyte starts connectors as uid 1000 without privileges. The official Node image already has a user of that id,
# "node", which is renamed; on another base the user is made.
RUN if getent passwd 1000 >/dev/null; then \
      groupmod --new-name airbyte "$(id --group --name 1000)" && \
      usermod --login airbyte --home /airbyte "$(id --user --name 1000)"; \
    else \
      groupadd --gid 1000 airbyte && \
      useradd --uid 1000 --gid 1000 --no-create-home --home-dir /airbyte airbyte; \
    fi && \
    mkdir -p /airbyte/integration_code /config /secrets /source && \
    chown airbyte:airbyte /airbyte /config /secrets /source
# The code stays root's, so the connector cannot rewrite itself. The build has bundled every dependency into dist/.
WORKDIR /airbyte/integration_code
COPY package.json ./
COPY --from=build /build/dist ./dist
LABEL io.airbyte.name="source-gong/source-gong" \
      io.airbyte.version="0.1.0"
# The platform replaces the entrypoint by a shell script that evaluates this variable from another folder, hence the
# absolute path. The two lines must say the same. Half of Node's young generation serves as well here, and takes 16 MB less.
ENV NODE_ENV="production" \
    AIRBYTE_ENTRYPOINT="node --max-semi-space-size=8 /airbyte/integration_code/dist/main.js"
# A number, because Kubernetes cannot prove that a named user is not root.
USER 1000:1000
ENTRYPOINT ["node", "--max-semi-space-size=8", "/airbyte/integration_code/dist/main.js"]
