#!/usr/bin/env bash
# Judges that are not ours over the built connector (npm run interop): Gong's own OpenAPI document, PyAirbyte and dlt
# into DuckDB, and the standard tests of airbyte-cdk. All run against the sandbox; nothing of Gong is reached.
# The document is looked for at ../shared/gong/openapi-2026-07.json or where GONG_OPENAPI says; without it that judge is left
# out. The others need Python 3.10 to 3.12 and, the first time, a package index with some 200 packages (1 GB installed).
set -euo pipefail
cd "$(dirname "$0")/.."
environment=.venv/interop

give_up() {
  echo "interop: $1" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.10 python3 python; do
    if "$candidate" -c 'import sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

if [ ! -f dist/main.js ]; then give_up 'there is no dist/main.js; run npm run build first'; fi
node_modules/.bin/tsx interop/openapi.ts
if ! cmp --silent interop/requirements.txt "$environment/requirements.txt"; then
  python=$(find_python)
  if [ -z "$python" ]; then give_up 'needs Python 3.10, 3.11 or 3.12 on the PATH (PyAirbyte takes no other)'; fi
  echo "interop: installing PyAirbyte, airbyte-cdk and dlt into $environment; this takes some minutes"
  "$python" -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement interop/requirements.txt ||
    give_up 'the Python packages could not be installed; is a package index (PyPI) reachable?'
  cp interop/requirements.txt "$environment/requirements.txt"
fi

export PYTHONDONTWRITEBYTECODE=1
"$environment/bin/python" interop/pyairbyte_duckdb.py
"$environment/bin/python" interop/pyairbyte_changes.py
"$environment/bin/python" interop/dlt_duckdb.py
"$environment/bin/python" interop/standard_tests.py
echo 'interop: all passed'
