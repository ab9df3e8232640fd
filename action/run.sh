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
    [ -f "$STANDPOINT_PROGRAM" ] && [ -x "$STANDPOINT_PROGRAM" ] || fail "there is no program $STANDPOINT_PROGRAM"
    case "$(basename "$STANDPOINT_PROGRAM")" in
      standpoint | standpoint.exe) ;;
      *) fail "a program must be called standpoint: $STANDPOINT_PROGRAM" ;;
    esac
    folder=$(cd "$(dirname "$STANDPOINT_PROGRAM")" && pwd)
    echo "$folder" >>"${GITHUB_PATH:-/dev/null}"
    return
  fi
  local version=${STANDPOINT_VERSION:-} wanted releases=${STANDPOINT_RELEASES:-}
  [ -n "$version" ] || fail "write which version to take, such as version: 0.1.0"
  [ -n "$releases" ] || fail "nothing says where the releases are: write releases: with an address or a folder"
  # Windows shows digests in capitals.
  wanted=$(echo "${STANDPOINT_SHA256:-}" | tr A-F a-f)
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] || fail "this is no version: $version; write it as 0.1.0"
  [[ -z $wanted || $wanted =~ ^[0-9a-f]{64}$ ]] || fail "sha256 must have 64 digits from 0 to f"
  local name ending=tar.gz there into
  name="standpoint-$version-$(target)"
  case "$name" in *windows*) ending=zip ;; esac
  into=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/standpoint.XXXXXX")
  fetch "$releases/v$version/$name.$ending" "$into/archive"
  if [ -z "$wanted" ]; then
    fetch "$releases/v$version/SHA256SUMS" "$into/sums"
    wanted=$(awk -v file="$name.$ending" '{ sub(/\r$/, "") } $2 == file || $2 == "*" file { print $1; exit }' "$into/sums")
    [ -n "$wanted" ] || fail "SHA256SUMS has no line for $name.$ending"
    local is_first=yes
  fi
  there=$(digest "$into/archive")
  [ "$there" = "$wanted" ] || fail "$name.$ending has the digest $there, and not $wanted; it is not run"
  [ -z "${is_first:-}" ] || echo "To take this archive and no other one, write: sha256: $wanted"
  mkdir "$into/bin"
  case "$ending" in
    zip) unzip -q -j "$into/archive" '*/standpoint.exe' -d "$into/bin" ;;
    *) tar -xzf "$into/archive" -C "$into/bin" --strip-components 1 "$name/standpoint" ;;
  esac || fail "$name.$ending cannot be unpacked, or holds no program"
  echo "$into/bin" >>"${GITHUB_PATH:-/dev/null}"
  echo "$into/bin"
}

# is NAME VALUE: whether an input says yes. Nothing but these two words is meant by either.
is() {
  case "$2" in
    true) true ;;
    false | '') false ;;
    *) fail "$1 must be true or false, and is $2" ;;
  esac
}

# What check and build are called with. macOS has a bash that knows no newer way.
arguments=()
[ -z "${BASE_URL:-}" ] || arguments+=(--base-url "$BASE_URL")
if is deny-warnings "${DENY_WARNINGS:-}"; then arguments+=(--deny-warnings); fi

check() {
  standpoint check ${arguments[@]+"${arguments[@]}"} --format github -- "${SITE:-.}"
}

build() {
  local command=build
  if is pdf "${PDF:-}"; then command=pdf; fi
  standpoint "$command" ${arguments[@]+"${arguments[@]}"} -- "${SITE:-.}"
  echo "public=${SITE:-.}/public" >>"${GITHUB_OUTPUT:-/dev/null}"
}

case "${1:-}" in
  install | check | build) "$1" ;;
  *) fail "usage: run.sh install | check | build" ;;
esac
