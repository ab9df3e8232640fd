#!/usr/bin/env bash
# Packs a program for a release: pack.sh PROGRAM TARGET FOLDER writes FOLDER/standpoint-VERSION-TARGET.tar.gz, or .zip for
# Windows. The same files give the same bytes, where tar is that of GNU.
set -euo pipefail
program=$1 target=$2
mkdir -p "$3"
into=$(cd "$3" && pwd)
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name="standpoint-$version-$target"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/$name"
cp -- "$program" README.md ARCHITECTURE.md SECURITY.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$work/$name/"
# README leads to them.
cp -R docs "$work/$name/"
cd "$work"
case "$target" in
  *windows*) 7z a -bso0 "$into/$name.zip" "$name" ;;
  *)
    chmod 755 "$name/standpoint"
    if tar --version 2>/dev/null | grep -q GNU; then
      tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -9n >"$into/$name.tar.gz"
    else
      tar -cf - "$name" | gzip -9n >"$into/$name.tar.gz"
    fi
    ;;
esac
