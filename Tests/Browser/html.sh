#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks the markup of every page, and the style sheets and pictures the pages name, with the Nu HTML checker: no error and no
# warning. One Java for all.
# Usage: html.sh BASE_URL [PATH...]              without a path: those of pages.txt
#        html.sh BASE_URL --signed-in FOLDER     the pages that signed_in.py wrote there, each as its visitor sees it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
base=${1:?the address of a running server}; base=${base%/}; shift
jar=$(find "$here/.venv" -name vnu.jar -print -quit 2>/dev/null || true)
[ -n "$jar" ] || { echo "There is no Nu checker. Run Tests/Browser/install.sh." >&2; exit 2; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

told=html; folder=
if [ "${1:-}" = --signed-in ]; then folder=$2; told=html-signed-in; set --; fi
if [ $# -gt 0 ]; then printf '%s\n' "$@"; else grep -v -e '^#' -e '^$' "${folder:-$here}/pages.txt"; fi > "$work/list"
: > "$work/names"; : > "$work/faults"
number=0
take() { # PATH WANTED_STATUS ENDING VISITOR
  number=$((number + 1))
  local file=$work/$number.$3 status cookie=()
  if [ -n "$folder" ]; then cookie=(-H "@$folder/$4.cookie"); fi
  status=$(curl -sS -m 30 -o "$file" -w '%{http_code}' -H 'Accept: text/html,*/*' "${cookie[@]}" "$base$1") || status=none
  if [ "$status" != "$2" ]; then
    printf '%s\tanswers %s instead of %s\n' "$1" "$status" "$2" >> "$work/faults"
    [ -s "$file" ] || return 0
  fi
  printf '%s\t%s\n' "file:$file" "$1" >> "$work/names"
}

while read -r path status visitor; do take "$path" "${status:-200}" html "${visitor:-secretariat}"; done < "$work/list"
if [ -n "$folder" ]; then
  for file in "$folder"/*.html; do
    printf '%s\tthe answer “%s”\n' "file:$(realpath "$file")" "$(basename "$file" .html)" >> "$work/names"
  done
fi
# Style sheets and pictures. Pages of one's own have no others than the public ones.
: > "$work/assets"
[ -n "$folder" ] || grep -ohE '(href|src)="/[^"?#]+\.(css|svg)' "$work"/*.html | sed 's/^[a-z]*="//' | sort -u > "$work/assets" || true
while read -r path; do take "$path" 200 "${path##*.}"; done < "$work/assets"

# What this version of the checker does not know yet, though every browser has it since 2023; and its advice on browsers of 2019.
unknown='.*(“subgrid” is not a “grid-template-(columns|rows)” value|The string “webauthn” is not a valid autofill field name).*'
unknown="$unknown|.*The “inputmode” attribute is not supported in all browsers.*"
java -Xss2m -jar "$jar" --also-check-css --also-check-svg --filterpattern "$unknown" --format gnu \
  $(cut -f1 "$work/names" | sed 's/^file://') > "$work/said" 2>&1 || true
# A line that names none of our files is the checker's own failure.
awk -F'\t' -v OFS='\t' 'NR == FNR { name[$1] = $2; next }
  { line = $0; gsub(/^"|"/, "", line); at = index(substr(line, 6), ":") + 5; file = substr(line, 1, at - 1)
    if (file in name) print name[file], substr(line, at + 1); else if (line != "") print "Nu checker", line }' \
  "$work/names" "$work/said" >> "$work/faults"

sort -u "$work/faults" | awk -F'\t' '{ print "FAULT '"$told"' " $1 ": " $2 }'
all=$(cut -f2 "$work/names" | cat - <(cut -f1 "$work/faults") | sort -u | wc -l)
bad=$(cut -f1 "$work/faults" | sort -u | wc -l)
echo "$told: $((all - bad)) passed, $bad failed"
[ "$bad" = 0 ] && [ "$all" -gt 0 ]
