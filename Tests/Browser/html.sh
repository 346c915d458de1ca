#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Checks the markup of every page, and the style sheets and pictures the pages name, with the Nu HTML checker: no error and no
# warning. One Java for all.
# Usage: html.sh BASE_URL [PATH...]     without a path: those of pages.txt
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
base=${1:?the address of a running server}; base=${base%/}; shift
jar=$(find "$here/.venv" -name vnu.jar -print -quit 2>/dev/null || true)
[ -n "$jar" ] || { echo "There is no Nu checker. Run Tests/Browser/install.sh." >&2; exit 2; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then printf '%s\n' "$@"; else grep -v -e '^#' -e '^$' "$here/pages.txt"; fi > "$work/list"
: > "$work/names"; : > "$work/faults"
number=0
take() { # PATH WANTED_STATUS ENDING
  number=$((number + 1))
  local file=$work/$number.$3 status
  status=$(curl -sS -m 30 -o "$file" -w '%{http_code}' -H 'Accept: text/html,*/*' "$base$1") || status=none
  if [ "$status" != "$2" ]; then
    printf '%s\tanswers %s instead of %s\n' "$1" "$status" "$2" >> "$work/faults"
    [ -s "$file" ] || return 0
  fi
  printf '%s\t%s\n' "file:$file" "$1" >> "$work/names"
}

while read -r path status; do take "$path" "${status:-200}" html; done < "$work/list"
# Style sheets and pictures, then what the style sheets import.
grep -ohE '(href|src)="/[^"?#]+\.(css|svg)' "$work"/*.html | sed 's/^[a-z]*="//' | sort -u > "$work/assets" || true
while read -r path; do take "$path" 200 "${path##*.}"; done < "$work/assets"

# What this version of the checker does not know yet, though every browser has it since 2023.
unknown='.*“subgrid” is not a “grid-template-(columns|rows)” value.*'
java -Xss2m -jar "$jar" --also-check-css --also-check-svg --filterpattern "$unknown" --format gnu \
  $(cut -f1 "$work/names" | sed 's/^file://') > "$work/said" 2>&1 || true
# A line that names none of our files is the checker's own failure.
awk -F'\t' -v OFS='\t' 'NR == FNR { name[$1] = $2; next }
  { line = $0; gsub(/^"|"/, "", line); at = index(substr(line, 6), ":") + 5; file = substr(line, 1, at - 1)
    if (file in name) print name[file], substr(line, at + 1); else if (line != "") print "Nu checker", line }' \
  "$work/names" "$work/said" >> "$work/faults"

sort -u "$work/faults" | awk -F'\t' '{ print "FAULT html " $1 ": " $2 }'
all=$(cut -f2 "$work/names" | cat - <(cut -f1 "$work/faults") | sort -u | wc -l)
bad=$(cut -f1 "$work/faults" | sort -u | wc -l)
echo "html: $((all - bad)) passed, $bad failed"
[ "$bad" = 0 ] && [ "$all" -gt 0 ]
