#!/bin/sh
# Installs what the peer needs and is missing: PostgreSQL with its contributed
# extensions (Debian) and PostGraphile (npm). Nothing is started.
set -eu
cd "$(dirname "$0")"
if ! command -v postgres >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  # The package would start a cluster of its own; ours is a private one.
  mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql postgresql-contrib
fi
if [ ! -d node_modules/postgraphile ]; then
  npm ci --no-audit --no-fund --ignore-scripts
fi
