# SPDX-License-Identifier: EUPL-1.2
"""What the browser checks share: the browser, the list of pages, the translations, the count."""
import argparse
import json
import os
import pathlib
import re
import shutil
import sys
from urllib.parse import urlsplit

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGES = ["en", "fr", "nl", "de", "es", "it"]
PHONE, DESK = 390, 1280


def parser(description):
    """Options that every check takes."""
    p = argparse.ArgumentParser(description=description)
    p.add_argument("base", help="address of a running server, such as http://localhost:8080")
    p.add_argument("--timeout", type=float, default=30, help="seconds to wait for a page (default: 30)")
    p.add_argument("--out", default=str(HERE / "out"), help="folder for pictures and reports (default: out here)")
    return p


def lines(file):
    """The lines of a list of pages, as their words."""
    return [line.split() for line in pathlib.Path(file).read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]


def pages(names=(), file=HERE / "pages.txt"):
    """Paths with the status each answers: those named, or all of pages.txt."""
    all = [name.split() for name in names] or lines(file)
    return [(parts[0], int(parts[1]) if len(parts) > 1 else 200) for parts in all]


def visitors(file):
    """Whose page each path of a list is: the third word of its line."""
    return {parts[0]: parts[2] if len(parts) > 2 else "secretariat" for parts in lines(file)}


def slug(path):
    """A path as the name of a file."""
    return re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-").lower() or "root"


def chromium(playwright):
    """The browser of the system. As root, and where the kernel grants no name spaces, without its sandbox: it sees only us."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        sys.exit("There is no Chromium. Run Tests/Browser/install.sh, or set CHROMIUM to its path.")
    options = ["--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars"]
    if os.geteuid() != 0:
        try:
            return playwright.chromium.launch(executable_path=program, args=options)
        except Exception as failure:
            if "sandbox" not in str(failure).lower():
                raise
    return playwright.chromium.launch(executable_path=program, args=options + ["--no-sandbox"])


def context(browser, width, language="en", **more):
    """A visitor: a window, a language, nothing remembered. Not `is_mobile`, which would hide what is too wide."""
    height = {320: 640, PHONE: 844}.get(width, 900)
    more = {"service_workers": "block", **more}
    return browser.new_context(viewport={"width": width, "height": height}, locale=language, reduced_motion="reduce", **more)


class Watch:
    """Notes what a page must never do: log an error, lose a file, ask another host."""

    def __init__(self, page, base):
        self.problems, self.host = [], urlsplit(base).netloc
        page.on("pageerror", lambda e: self.problems.append("script error: " + str(e).splitlines()[0]))
        page.on("console", self._heard)
        page.on("request", self._asked)
        page.on("requestfailed", self._lost)

    def _heard(self, message):
        # A page that is meant to be missing, or refuses a form, says so in the console; its status is checked elsewhere.
        of_page = re.search("status of (404|409|422)", message.text) and "/assets/" not in (message.location or {}).get("url", "")
        # Workers would answer for the server, so most checks have none.
        of_page = of_page or "Service Worker registration blocked by Playwright" in message.text
        if message.type in ("error", "warning") and not of_page:
            self.problems.append(f"console {message.type}: {message.text}")

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.problems.append("asked another host: " + request.url)

    def _lost(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):
            self.problems.append("not loaded: " + request.url)


def visit(page, url, timeout=30):
    """Opens an address, waits for its fonts and returns its status. Not until the network is idle: live pages never are."""
    answer = page.goto(url, wait_until="load", timeout=timeout * 1000)
    page.evaluate("() => { document.fonts.ready; }")
    return answer.status if answer else 0


class Words:
    """The translations of one language, as the server uses them."""

    def __init__(self, language):
        self.language = language
        self.table = json.loads((ROOT / "Translations" / f"{language}.json").read_text("utf-8"))

    def __call__(self, key, **values):
        """The text of a key that has one form."""
        text = self.table[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def pattern(self, key, **values):
        """An expression for all forms of a key; a value that is not given may be anything."""
        forms = self.table[key]
        forms = list(forms.values()) if isinstance(forms, dict) else [forms]

        def one(form):
            parts = re.split(r"\{([a-z-]+)\}", form)
            return "".join(re.escape(p) if n % 2 == 0 else re.escape(str(values[p])) if p in values else "(.+?)"
                           for n, p in enumerate(parts))
        return re.compile("^(?:" + "|".join(re.sub(r"(\\?\s)+", r"\\s+", one(f)) for f in forms) + ")$", re.S)


class Count:
    """What passed and what did not, told as a plain list."""

    def __init__(self, name):
        self.name, self.passed, self.faults = name, 0, []

    def add(self, where, problems):
        """Counts one check: passed when it has no problems."""
        if problems:
            self.faults.append(where)
            print("\n".join(f"FAULT {where}: {p}" for p in problems), flush=True)
        else:
            self.passed += 1

    def end(self):
        print(f"{self.name}: {self.passed} passed, {len(self.faults)} failed", flush=True)
        return 1 if self.faults or not self.passed else 0
