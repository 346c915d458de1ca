#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Makes the Python environment of the draw's tests beside this file. Done at once when it is there.
set -euo pipefail
cd "$(dirname "$0")"
venv=$PWD/.venv

# It is made anew when another Python or other versions are wanted.
wanted=$(python3 --version; cat requirements.txt)
[ "$(cat "$venv/installed" 2>/dev/null)" = "$wanted" ] && exit 0
python3 -m venv --clear "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check -r requirements.txt
printf '%s\n' "$wanted" > "$venv/installed"
