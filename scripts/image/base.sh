#!/usr/bin/env bash
# Makes a stand-in for the official Node image, for machines that reach Debian's and npm's packages but no registry of
# images. Same shape: Debian, Node and npm under /usr/local, and a user "node" with uid 1000. The folder is kept and
# used again.
#   scripts/image/base.sh WORK_FOLDER IMAGE_NAME   (run as root; expects buildah and debootstrap)
set -euo pipefail
work=$1
image=$2
root=$work/base

if [ ! -f "$work/base.complete" ]; then
  echo "base: Debian bookworm and Node 24 into $root"
  rm -rf "$root"
  debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log" >&2; exit 1; }
  # The npm package is the same binary as nodejs.org's archive. /usr/local/bin/node becomes a link to it.
  (cd "$work" && npm install --global --prefix "$root/usr/local" --ignore-scripts --loglevel=error \
    "node-linux-$(node --print process.arch)@24" npm@11)
  chroot "$root" groupadd --gid 1000 node
  chroot "$root" useradd --uid 1000 --gid node --shell /bin/bash --create-home node
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  touch "$work/base.complete"
fi

container=$(buildah from scratch)
buildah copy --quiet "$container" "$root" / >/dev/null
buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --cmd node "$container"
buildah commit --quiet --rm "$container" "$image" >/dev/null
