#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Installs what the browser checks need: Debian's Chromium, a Java for the Nu checker, and a Python environment beside this
# file. Done at once when everything is there.
set -euo pipefail
cd "$(dirname "$0")"
venv=$PWD/.venv

need=()
command -v chromium >/dev/null || need+=(chromium)
command -v java >/dev/null || need+=(default-jre-headless)
command -v curl >/dev/null || need+=(curl ca-certificates)
command -v python3 >/dev/null || need+=(python3)
python3 -c 'import venv, ensurepip' 2>/dev/null || need+=(python3-venv)
if [ ${#need[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ]; then as=(); else as=(sudo); fi
  apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq)
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${need[@]}"
fi

# The environment is made anew when another Python or other versions are wanted.
wanted=$(python3 --version; cat requirements.txt)
[ "$(cat "$venv/installed" 2>/dev/null)" = "$wanted" ] && exit 0
python3 -m venv --clear "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check -r requirements.txt
# The jar comes with the checksum that its makers publish.
cd "$(dirname "$(find "$venv" -name vnu.jar -print -quit)")"
echo "$(cut -c1-40 vnu.jar.sha1)  vnu.jar" | sha1sum --check --quiet
printf '%s\n' "$wanted" > "$venv/installed"
echo "Browser checks: $(chromium --version 2>/dev/null | cut -d' ' -f1,2), Nu checker and axe are installed."
