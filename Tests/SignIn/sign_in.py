# SPDX-License-Identifier: EUPL-1.2
"""Signs in to the program with a provider of identities: the good way, and every way that must not let in.

Usage: sign_in.py PROGRAM
Prints a line for each test; the last is `sign-in: N passed, N failed`. Exits 1 when one failed.
"""
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "Faults"), str(HERE.parent / "Browser")]

from common import DESK, Words, chromium, context  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from signed_in import Answer, Client, totp  # noqa: E402
from world import Fault, World, expect, free_port, until  # noqa: E402

SECRET = "a secret: 100%+ of tests"
NAME = "City of Tests & Co"
PATIENCE = 60
WORDS = Words("en")
# What the program refuses whoever it is about.
WRONG = {
    "wrong-nonce": "a token of another attempt", "wrong-issuer": "a token of another issuer",
    "wrong-audience": "a token for another client", "expired-token": "an expired token",
    "expired-key": "a token signed with an expired key", "alg-none": "a token that is not signed",
    "wrong-signature": "a token that somebody else signed",
}


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirections are looked at, not followed."""

    def redirect_request(self, *_):
        return None


class Browser(Client):
    """Somebody who goes step by step."""

    def __init__(self, scene):
        super().__init__(scene.base)
        self.scene = scene
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), urllib.request.ProxyHandler({}), Stay())

    def begin(self, next=None, language="en"):
        """Presses the button; returns the address at the provider."""
        path = f"/{language}/account/providers/city" + (f"?{urlencode({'next': next})}" if next else "")
        answer = self.ask(path)
        expect(answer.status == 302, f"{path} answers {answer.status}: {answer.words[:200]}")
        cookie = answer.headers.get("Set-Cookie", "")
        expect("HttpOnly" in cookie and "SameSite=Lax" in cookie, f"the cookie of the attempt: {cookie}")
        return answer.headers["Location"]

    def at_provider(self, address, mail):
        """Proves to be somebody there; returns the address that leads back."""
        answer = self.ask(address + "&" + urlencode({"login_hint": mail}))
        expect(answer.status == 302, f"the provider answers {answer.status}: {answer.text[:200]}")
        return answer.headers["Location"]

    def come(self, mail, **more):
        return self.ask(self.at_provider(self.begin(**more), mail))

    def is_in(self, answer, name, at="/en/account"):
        expect(answer.status == 303 and urlsplit(answer.headers["Location"]).path == at, f"not let in: {told(answer)}")
        page = self.ask("/en/account")
        expect(page.status == 200 and name in page.words, f"not in as {name}: {told(page)}")

    def is_refused(self, answer, key):
        sentence = " ".join(WORDS(key, provider=NAME).split())
        expect(answer.status == 422 and sentence in answer.words, f"not refused with {key}: {told(answer)}")
        page = self.ask("/en/account")
        expect(WORDS("sign-in.title") in page.words and WORDS("account.stays") not in page.words, "whoever was refused is in")


def told(answer: Answer):
    return f"{answer.status} {answer.headers.get('Location', '')} {answer.words[:300]}"


def changed(address, **fields):
    """An address with other values in its query."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | fields
    return address.split("?")[0] + "?" + urlencode(query)


def field(address, name):
    return parse_qs(urlsplit(address).query).get(name, [None])[0]


class Scene:
    """A provider, and a server that trusts it, on a fresh database with three persons who were invited."""

    def __init__(self, world, alg):
        self.world, folder = world, world.place("oidc")
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.url = f"sqlite:{folder}/one.db"
        self.provider = subprocess.Popen(
            [sys.executable, "-B", HERE / "provider.py", "--alg", alg, "--redirect-uri",
             self.base + "/en/account/providers/city/return"], stdout=subprocess.PIPE, text=True)
        world.processes.append(self.provider)
        self.issuer = f"http://127.0.0.1:{self.provider.stdout.readline().strip()}"
        settings, secret = folder / "oidc.json", folder / "secret"
        secret.write_text(SECRET + "\n")
        settings.write_text(json.dumps([{"id": "city", "name": NAME, "issuer": self.issuer, "client_id": "hemicycle",
                                         "client_secret_file": str(secret)}]))
        for name in ("Anna Known", "Bert Unchecked", "Cleo Careful"):
            world.done("account", "invite", mail_of(name), "--role", "secretariat", "--name", name, "--database", self.url)
        self.log = folder / "log"
        with open(self.log, "wb") as log:
            self.process = world.start(
                "serve", "--database", self.url, "--listen", f"127.0.0.1:{self.port}", stdout=log, stderr=log,
                environment={"HEMICYCLE_PUBLIC_URL": self.base, "HEMICYCLE_OIDC": str(settings),
                             "HEMICYCLE_TRUSTED_PROXIES": "127.0.0.1"})
        until(PATIENCE, self.is_ready, lambda: f"the server did not start: {self.log.read_text()[-500:]}")

    def is_ready(self):
        try:
            return Client(self.base).ask("/readyz").status == 200
        except OSError:
            if self.process.poll() is not None:
                raise Fault(f"the server ended: {self.log.read_text()[-500:]}") from None
            return False

    def control(self, what, **fields):
        return Client(self.issuer).done(f"/control/{what}?{urlencode(fields)}", {})

    def asked(self, path):
        return json.loads(Client(self.issuer).done("/control/counts").text).get(path, 0)


def mail_of(name):
    return name.lower().replace(" ", ".") + "@city.example"


def good_ways(world, scene):
    anna = mail_of("Anna Known")
    with world.test("the page to sign in offers the provider by its name"):
        page = Client(scene.base).done("/en/account")
        expect(WORDS("sign-in.with", provider=NAME) in page.words, "there is no link")
    with world.test("whoever the provider knows by an invited address is let in, to where they wanted to go"):
        browser = Browser(scene)
        address = browser.begin(next="/en/account/names")
        asked = {name: field(address, name) for name in ("response_type", "client_id", "code_challenge_method", "scope")}
        expect(asked == {"response_type": "code", "client_id": "hemicycle", "code_challenge_method": "S256",
                         "scope": "openid email profile"}, f"what is asked for: {asked}")
        for name in ("state", "nonce", "code_challenge"):
            expect(len(field(address, name) or "") >= 22, f"{name} is too short to be guessed by nobody")
        browser.is_in(browser.ask(browser.at_provider(address, anna)), "Anna Known", at="/en/account/names")
        expect([c.name for c in browser.jar] == ["stay"], "the cookie of the attempt is still there")
    with world.test("a second time the same account opens, and the provider's keys are not asked for again"):
        keys = scene.asked("/keys")
        browser = Browser(scene)
        browser.is_in(browser.come(anna), "Anna Known")
        expect(scene.asked("/keys") == keys, "they are asked for again")
    with world.test("whoever chose a language comes back to it"):
        browser = Browser(scene)
        browser.is_in(browser.come(anna, language="fr"), "Anna Known", at="/fr/account")
    with world.test("a goal that is elsewhere is not gone to"):
        browser = Browser(scene)
        browser.is_in(browser.come(anna, next="https://example.org/"), "Anna Known")


def wrong_ways(world, scene):
    anna = mail_of("Anna Known")
    with world.test("an address of the provider's that nobody here has is refused in words"):
        browser = Browser(scene)
        browser.is_refused(browser.come("stranger@elsewhere.example"), "sign-in.provider-unknown")
    with world.test("an address that the provider did not check opens nothing, and later, checked, it does"):
        browser, bert = Browser(scene), mail_of("Bert Unchecked")
        scene.control("mode", m="unverified-mail")
        browser.is_refused(browser.come(bert), "sign-in.provider-unknown")
        browser.is_in(browser.come(bert), "Bert Unchecked")
    with world.test("whoever declines at the provider is told that it did not work"):
        browser = Browser(scene)
        answer = browser.ask(browser.begin(), {"act": "decline"})
        browser.is_refused(browser.ask(answer.headers["Location"]), "sign-in.provider-failed")
    with world.test("an answer serves once"):
        browser = Browser(scene)
        back = browser.at_provider(browser.begin(), anna)
        expect(browser.ask(back).status == 303, "the first time it does not let in")
        browser.jar.clear()
        browser.is_refused(browser.ask(back), "sign-in.expired")
    with world.test("an answer that is carried to another browser lets nobody in there, and the right one still comes in"):
        browser, other = Browser(scene), Browser(scene)
        back = browser.at_provider(browser.begin(), anna)
        other.is_refused(other.ask(back), "sign-in.expired")
        other.begin()
        other.is_refused(other.ask(back), "sign-in.expired")
        browser.is_in(browser.ask(back), "Anna Known")
    with world.test("an answer without state, with another, or without anything is refused"):
        for fields in ({"state": ""}, {"state": "x" * 43}):
            browser = Browser(scene)
            browser.is_refused(browser.ask(changed(browser.at_provider(browser.begin(), anna), **fields)), "sign-in.expired")
        browser.is_refused(browser.ask("/en/account/providers/city/return"), "sign-in.expired")
    with world.test("the code of one attempt does not fit the verifier of another"):
        browser = Browser(scene)
        first = browser.at_provider(browser.begin(), anna)
        second = browser.at_provider(browser.begin(), anna)
        browser.is_refused(browser.ask(changed(second, code=field(first, "code"))), "sign-in.provider-failed")
    with world.test("an answer that names another issuer is refused"):
        browser = Browser(scene)
        back = changed(browser.at_provider(browser.begin(), anna), iss="https://other.example")
        browser.is_refused(browser.ask(back), "sign-in.provider-failed")
    with world.test("a provider that nobody named is not found"):
        expect(Client(scene.base).ask("/en/account/providers/other").status == 404, "it is found")


def wrong_tokens(world, scene):
    anna = mail_of("Anna Known")
    for mode, what in WRONG.items():
        with world.test(what + " lets nobody in, and the next good one does"):
            browser = Browser(scene)
            scene.control("mode", m=mode)
            browser.is_refused(browser.come(anna), "sign-in.provider-failed")
            browser.is_in(browser.come(anna), "Anna Known")
    with world.test("tokens by keys that nobody has do not make the program ask for keys without end"):
        keys = scene.asked("/keys")
        for _ in range(3):
            scene.control("mode", m="wrong-signature")
            browser = Browser(scene)
            browser.is_refused(browser.come(anna), "sign-in.provider-failed")
        expect(scene.asked("/keys") - keys <= 1, f"asked {scene.asked('/keys') - keys} times more")


def second_factor(world, scene):
    with world.test("whoever has a second factor is asked for it after the provider too"):
        browser = Browser(scene)
        browser.is_in(browser.come(mail_of("Cleo Careful")), "Cleo Careful")
        secret = re.search(r'<p class="secret">(\w+)</p>', browser.done("/en/account/app", {}).text)[1]
        browser.done("/en/account/app/confirmation", {"code": totp(secret, time.time())})
        browser.jar.clear()
        answer = browser.come(mail_of("Cleo Careful"))
        expect(urlsplit(answer.headers["Location"]).path == "/en/account/factor", f"not asked: {told(answer)}")
        expect(browser.ask("/en/organise").status == 404, "the role holds before")
        answer = browser.ask("/en/account/factor", {"code": totp(secret, time.time() + 30)})
        browser.is_in(answer, "Cleo Careful")


def rotation(world, scene, alg):
    anna = mail_of("Anna Known")
    with world.test(f"keys by {alg} let in, and so do those that come after them"):
        browser = Browser(scene)
        browser.is_in(browser.come(anna), "Anna Known")
        scene.control("rotate")
        browser = Browser(scene)
        browser.is_in(browser.come(anna), "Anna Known")


def in_chromium(world, scene):
    w = Words("de")
    with world.test("in a browser, in German, by the form of the provider"), sync_playwright() as play:
        browser = chromium(play)
        page = context(browser, DESK, "de").new_page()
        page.goto(scene.base + "/de/account")
        page.get_by_role("link", name=w("sign-in.with", provider=NAME)).click()
        page.fill("#mail", mail_of("Anna Known"))
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/de/account")
        expect(page.locator(".over").inner_text() == "Anna Known", "somebody else is in")
        browser.close()


def without_provider(world, scene):
    with world.test("a provider that does not answer is told in words, and mail is offered still"):
        browser = Browser(scene)
        back = browser.at_provider(browser.begin(), mail_of("Anna Known"))
        scene.provider.terminate()
        scene.provider.wait(10)
        began = time.monotonic()
        browser.is_refused(browser.ask(back), "sign-in.provider-failed")
        expect(time.monotonic() - began < 15, "it takes too long")
        expect(WORDS("sign-in.address") in browser.ask("/en/account").words, "mail is not offered")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    world = World(str(pathlib.Path(sys.argv[1]).resolve()))
    try:
        for alg in ("ES256", "EdDSA"):
            rotation(world, Scene(world, alg), alg)
        scene = Scene(world, "RS256")
        good_ways(world, scene)
        rotation(world, scene, "RS256")
        for group in (wrong_ways, wrong_tokens, second_factor, in_chromium, without_provider):
            group(world, scene)
    except Exception as failure:  # what no test was about: setting the scene
        world.report.fault("all groups come to their end", failure)
    finally:
        world.close()
    print(f"sign-in: {world.report.passed} passed, {world.report.failed} failed", flush=True)
    return 0 if world.report.failed == 0 and world.report.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
