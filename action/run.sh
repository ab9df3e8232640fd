#!/usr/bin/env bash
# The steps of action.yml, one a call: run.sh install | check | build.
#
# install: brings the program of STANDPOINT_VERSION from STANDPOINT_RELEASES, an address or a folder that has
#   v0.1.0/standpoint-0.1.0-TARGET.tar.gz, and holds it against STANDPOINT_SHA256, or against v0.1.0/SHA256SUMS.
#   STANDPOINT_PROGRAM names one that is there already.
# check, build: run it on the folder SITE. BASE_URL, DENY_WARNINGS and PDF are those of action.yml.
# GITHUB_PATH and GITHUB_OUTPUT are files that GitHub reads; elsewhere they may be missing.
set -euo pipefail

fail() {
  echo "::error::$*" >&2
  exit 1
}

target() {
  local machine
  machine=$(uname -m)
  case "$machine" in
    arm64 | aarch64) machine=aarch64 ;;
    x86_64 | amd64) machine=x86_64 ;;
    *) fail "there is no release for processors of the kind $machine" ;;
  esac
  case "$(uname -s)" in
    Linux) echo "$machine-unknown-linux-musl" ;;
    Darwin) echo "$machine-apple-darwin" ;;
    MINGW* | MSYS* | CYGWIN*) echo "x86_64-pc-windows-msvc" ;;
    *) fail "there is no release for $(uname -s)" ;;
  esac
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -c 1-64
}

# fetch FROM TO: copies or downloads one file.
fetch() {
  case "$1" in
    https://*) curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 3 --output "$2" -- "$1" ;;
    http://*) fail "releases are not fetched over http: $1" ;;
    *) cp -- "$1" "$2" ;;
  esac || fail "cannot get $1"
}

install() {
  if [ -n "${STANDPOINT_PROGRAM:-}" ]; then
    local folder
    folder=$(cd "$(dirname "$STANDPOINT_PROGRAM")" && pwd)
    [ -x "$folder/standpoint" ] || [ -x "$folder/standpoint.exe" ] || fail "there is no program $STANDPOINT_PROGRAM"
    echo "$folder" >>"${GITHUB_PATH:-/dev/null}"
    return
  fi
  local version=${STANDPOINT_VERSION:?} wanted=${STANDPOINT_SHA256:-} releases=${STANDPOINT_RELEASES:?}
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "this is no version: $version"
  [[ -z $wanted || $wanted =~ ^[0-9a-f]{64}$ ]] || fail "sha256 must have 64 digits from 0 to f"
  local name ending=tar.gz there into
  name="standpoint-$version-$(target)"
  case "$name" in *windows*) ending=zip ;; esac
  into=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/standpoint.XXXXXX")
  fetch "$releases/v$version/$name.$ending" "$into/archive"
  if [ -z "$wanted" ]; then
    fetch "$releases/v$version/SHA256SUMS" "$into/sums"
    wanted=$(awk -v file="$name.$ending" '$2 == file || $2 == "*" file { print $1 }' "$into/sums")
    [ -n "$wanted" ] || fail "SHA256SUMS has no line for $name.$ending"
    echo "To take this archive and no other one, write: sha256: $wanted"
  fi
  there=$(digest "$into/archive")
  [ "$there" = "$wanted" ] || fail "$name.$ending has the digest $there, and not $wanted; it is not run"
  mkdir "$into/bin"
  case "$ending" in
    zip) unzip -q -j "$into/archive" '*/standpoint.exe' -d "$into/bin" ;;
    *) tar -xzf "$into/archive" -C "$into/bin" --strip-components 1 "$name/standpoint" ;;
  esac
  echo "$into/bin" >>"${GITHUB_PATH:-/dev/null}"
  echo "$into/bin"
}

# What check and build are called with. macOS has a bash that knows no newer way.
arguments=("${SITE:-.}")
[ -z "${BASE_URL:-}" ] || arguments+=(--base-url "$BASE_URL")
[ "${DENY_WARNINGS:-false}" = false ] || arguments+=(--deny-warnings)

check() {
  standpoint check "${arguments[@]}" --format github
}

build() {
  local command=build
  [ "${PDF:-false}" = false ] || command=pdf
  standpoint "$command" "${arguments[@]}"
  echo "public=${SITE:-.}/public" >>"${GITHUB_OUTPUT:-/dev/null}"
}

case "${1:-}" in
  install | check | build) "$1" ;;
  *) fail "usage: run.sh install | check | build" ;;
esac
