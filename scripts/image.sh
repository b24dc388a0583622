#!/usr/bin/env bash
# Builds the image and runs the four verbs from it against a sandbox (npm run image).
# With a running Docker engine: docker build on the official Node image. Without one, as root on Debian: buildah on a
# stand-in base (image/base.sh). SOURCE_GONG_IMAGE_WORK is the folder that keeps base and layers between runs.
set -euo pipefail
cd "$(dirname "$0")/.."
image=source-gong/source-gong:dev
work=${SOURCE_GONG_IMAGE_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/source-gong/image}
mkdir -p "$work"
run=$(mktemp -d) # what this run shares with the containers; uid 1000 has to get in
chmod 755 "$run"
mkdir -m 777 "$run/config"
container=
finish() {
  if [ -n "$container" ]; then buildah rm "$container" >/dev/null || true; fi
  rm -rf "$run"
}
trap finish EXIT

# npm inside the build goes the way npm goes on this machine. The file is a build secret: it enters no layer.
npm_configuration() {
  local user certificates
  user=$(npm config get userconfig 2>/dev/null)
  certificates=$(npm config get cafile 2>/dev/null)
  if [ -f "$user" ]; then grep -v '^ *cafile *=' "$user" >"$run/npmrc" || true; fi
  printf '\nregistry=%s\n' "$(npm config get registry 2>/dev/null)" >>"$run/npmrc"
  secrets=(--secret "id=npmrc,src=$run/npmrc")
  if [ -f "$certificates" ]; then
    echo 'cafile=/run/secrets/certificates.pem' >>"$run/npmrc"
    secrets+=(--secret "id=certificates,src=$certificates")
  fi
  chmod 600 "$run/npmrc"
}

build() {
  echo "image: building (log: $work/build.log)"
  "$@" "${secrets[@]}" --tag "$image" . >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 1; }
}

with_docker() {
  DOCKER_BUILDKIT=1 build docker build
  docker image inspect "$image" >"$run/image.json"
  runner=(docker run --rm --network host --cap-drop ALL --volume "$run/config:/config" --entrypoint "" "$image")
}

with_buildah() {
  if [ "$(id -u)" != 0 ]; then
    echo 'image: no Docker engine answers; the way without one needs root (buildah, debootstrap)' >&2
    exit 1
  fi
  if ! command -v buildah >/dev/null || ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends buildah debootstrap
  fi
  # A store of its own, so that the machine's other images are left alone.
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/storage" "$work/run" \
    >"$work/storage.conf"
  export CONTAINERS_STORAGE_CONF=$work/storage.conf BUILDAH_ISOLATION=chroot
  local base=localhost/source-gong-base:24
  if ! buildah inspect --type image "$base" >/dev/null 2>&1; then bash scripts/image/base.sh "$work" "$base"; fi
  build buildah build --layers --build-arg "NODE_IMAGE=$base"
  buildah inspect --type image "$image" >"$run/image.json"
  container=$(buildah from "$image")
  # With chroot isolation the container shares the machine's loopback, where the sandbox listens.
  runner=(buildah run --cap-drop ALL --volume "$run/config:/config" "$container" --)
}

npm_configuration
if docker info >/dev/null 2>&1; then with_docker; else with_buildah; fi
npx tsx scripts/image/verify.ts "$run/image.json" "$run/config" "${runner[@]}"
