#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through the site as its readers do: on a phone and at a desk, with and without scripts, in three languages.

Every journey ends with what holds on every page: nothing logged as an error, no other host asked, no cookie, nothing stored.
What a page should say is read from the translations, not written here.
"""
import io
import json
import re
import sys
import zipfile
from urllib.parse import urljoin, urlsplit

from PIL import Image

from common import LANGUAGES, Words, pages
from visitor import Journeys, english, one


def rules_of_every_page(v):
    """What holds wherever the journey went."""
    problems = list(dict.fromkeys(v.watch.problems))
    problems += [f"a cookie is set: {c['name']}" for c in v.context.cookies()]
    # A screen on a wall remembers when it last heard of the server, and nothing of anybody.
    kept = v.page.evaluate("(() => { try { return [...Object.keys(localStorage), ...Object.keys(sessionStorage)] } catch { return [] } })()")
    if [key for key in kept if not key.startswith("display ")]:
        problems.append(f"something is stored in the browser: {kept}")
    return problems


journey = Journeys("journey", rules_of_every_page)


def names(v):
    """The names in the directory that is open."""
    return v.all("main table tbody th a")


def digits(text):
    return int(re.sub(r"\D", "", text) or 0)


# The programme

def codes(v):
    """The sessions that are shown, by their codes."""
    return v.page.eval_on_selector_all("main .card", "cards => cards.map(card => card.id.replace('s-', ''))")


@journey()
def a_topic_narrows_the_programme_and_the_whole_comes_back(v):
    w = v.words
    v.open(f"/{v.language}")
    v.click("nav.nav a", w("nav.programme"))
    v.expect(v.path, f"/{v.language}/brussels-2027/programme", "the bar leads")
    v.hopes(len(codes(v)) == 43, f"{len(codes(v))} sessions of 43")
    v.page.select_option("#topic", "mediation")
    v.click("form[role=search] button")
    v.expect(v.query.get("topic"), "mediation", "the address")
    v.expect(codes(v), ["TH05", "HT1"], "the sessions on mediation")
    v.expect(v.page.input_value("#topic"), "mediation", "the field")
    v.click("main .result a", w("programme.all"))
    v.hopes(len(codes(v)) == 43, "the whole programme is not back")
    v.page.fill("#q", "xyzzyx")
    v.click("form[role=search] button")
    v.expect(v.text("main .empty h2"), w("programme.nothing"), "the title")


@journey()
def sessions_are_kept_clash_are_shared_and_taken_out(v):
    w = v.words
    base = f"/{v.language}/brussels-2027/programme"
    v.open(base + "/mine")
    v.expect(v.text("main .empty h2"), w("mine.empty"), "the title")
    for code in ("TH01", "TH02"):
        v.open(f"{base}/{code}")
        v.click("main form button", w("mine.add"))
        v.expect(v.path, base + "/mine", "adding leads")
    v.expect(codes(v), ["TH01", "TH02"], "what was chosen")
    v.hopes(v.sees("main .panel a[href='#s-TH01']"), "the clash is not said")
    v.click("main a", w("mine.share.link"))
    v.expect(v.query.get("sessions"), "TH01.TH02", "the link to share")
    v.expect(v.text("h1"), w("mine.shared"), "what others see")
    v.open(base + "/mine")
    v.click(".removals button[value=remove]")
    v.expect(codes(v), ["TH02"], "what is left")
    # What was chosen is the one cookie there is; other journeys begin without.
    v.hopes([c["name"] for c in v.page.context.cookies()] == ["mine-brussels-2027"], "another cookie is set")
    v.page.context.clear_cookies()


@journey()
def a_cancelled_session_says_so_everywhere(v):
    w = v.words
    base = f"/{v.language}/brussels-2027"
    v.open(base + "/programme/TH18")
    v.hopes(w("session.status.cancelled") in v.text("main"), "the page does not say it")
    v.open(base + "/changes")
    v.hopes(w("change.cancelled") in v.text("main"), "the changes do not say it")
    v.open(base + "/programme")
    v.hopes(w("session.status.cancelled") in v.text("#s-TH18"), "the programme does not say it")


# The directory

@journey()
def a_misspelt_name_leads_to_the_city_its_province_and_back(v):
    w = v.words
    v.open(f"/{v.language}")
    v.click("nav.nav a", w("nav.network"))
    v.expect(v.path, f"/{v.language}/network", "the bar leads")
    v.page.fill("#q", "Leige")
    v.click("form[role=search] button")
    v.expect(v.text(".result"), w.pattern("network.misspelt", text="Leige"), "the answer to Leige")
    v.hopes("Liège" in names(v), "Liège is not among what comes near")
    v.click("main table a", "Liège")
    v.expect(v.path, f"/{v.language}/network/be-liege", "Liège is at")
    v.expect(v.text("h1"), "Liège", "the title")
    v.expect(v.text(".over"), re.compile("^" + re.escape(w("kind.city"))), "the line above it")
    v.click("main a[href$='/network/be-province-of-liege']")
    v.expect(v.text(".over"), re.compile("^" + re.escape(w("kind.province"))), "the line above the province")
    v.click("main a[href$='/network/be-liege']")
    v.expect(v.text("h1"), "Liège", "the city below its province")
    for _ in range(3):
        v.page.go_back()
    v.expect(v.query, {"q": "Leige"}, "back in the list, the search")
    v.expect(v.page.input_value("#q"), "Leige", "back in the list, the field")


@journey()
def a_filter_narrows_the_list_and_can_be_left(v):
    w = v.words
    v.open(f"/{v.language}/network")
    every = digits(v.text(".result"))
    v.page.select_option("#country", "BE")
    belgium = v.page.locator("#country option[value=BE]").text_content().strip()
    v.click("form[role=search] button")
    v.expect(v.query, {"country": "BE"}, "the address")
    v.expect(v.page.input_value("#country"), "BE", "the field")
    v.expect(v.text(".result"), w.pattern("network.found"), "the sentence")
    found = digits(v.text(".result"))
    v.hopes(0 < found < every, f"{found} of {every} authorities are Belgian")
    v.expect(set(v.all("main tbody td:nth-of-type(1)")), {belgium}, "the countries in the list")
    v.expect(len(names(v)), found, "lines in the list")
    v.click("form[role=search] a", w("network.all"))
    v.expect(digits(v.text(".result")), every, "all of them again")


@journey()
def a_name_in_another_language_finds_the_city(v):
    for spelt in ("Luik", "Lüttich", "liege"):
        v.open(f"/{v.language}/network?q={spelt}")
        v.expect(v.text(".result"), v.words.pattern("network.found"), "the answer to " + spelt)
        v.expect(names(v)[0], "Liège", "the first answer to " + spelt)


@journey()
def nothing_found_says_so_and_what_to_do(v):
    w = v.words
    v.open(f"/{v.language}/network?q=xyzzyx")
    v.expect(v.text("main h2"), w("network.nothing"), "the title")
    v.hopes(w("network.nothing-advice") in v.text("main"), "no advice")
    v.expect(names(v), [], "the list")
    v.click("main a", w("network.all"))
    v.expect(v.here, f"/{v.language}/network", "the way out leads")


@journey()
def the_list_turns_its_pages_and_sorts(v):
    w = v.words
    v.open(f"/{v.language}/network")
    first = names(v)
    v.click("nav.pages a", w("network.next"))
    v.expect(v.query, {"page": "2"}, "the address")
    v.hopes(names(v) and not set(names(v)) & set(first), "the second page repeats the first")
    v.click("nav.pages a", w("network.previous"))
    v.expect(names(v), first, "the first page again")
    v.hopes(v.sees("thead a"), "the links that sort are hidden")
    v.click("thead a", w("network.population"))
    people = [digits(t) for t in v.all("main tbody td.n")]
    v.expect(people, sorted(people, reverse=True), "the populations")
    v.expect(v.page.locator("thead [aria-sort=descending]").count(), 1, "marked columns")


@journey(by=english)
def the_language_changes_and_the_search_stays(v):
    v.open(f"/{v.language}/network?q=Leige&country=BE")
    found = names(v)
    for other in [o for o in LANGUAGES if o != v.language] + [v.language]:
        v.click(f".tools a[hreflang={other}]")
        v.expect(v.path, f"/{other}/network", "the switch leads")
        v.expect(v.query, {"q": "Leige", "country": "BE"}, "the query in " + other)
        v.expect(v.page.locator("html").get_attribute("lang"), other, "the language of the page")
        v.expect(v.text("h1"), Words(other)("network.title"), "the title in " + other)
        v.expect(v.page.input_value("#q"), "Leige", "the field in " + other)
        v.expect(names(v), found, "the list in " + other)
        v.expect(v.page.locator(".tools [aria-current]").get_attribute("hreflang"), other, "the language that is marked")


@journey()
def a_list_can_be_downloaded_as_it_is_filtered(v):
    v.open(f"/{v.language}/network?country=BE")
    found = digits(v.text(".result"))
    links = [a.get_attribute("href") for a in v.page.locator(".downloads a").all()]
    v.expect([urlsplit(a).path.rsplit(".")[-1] for a in links], ["csv", "xlsx", "json"], "what is offered")
    kinds = {"csv": "text/csv", "json": "application/json",
             "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    for link in links:
        ending = urlsplit(link).path.rsplit(".")[-1]
        answer = v.context.request.get(urljoin(v.base, link))
        v.expect(answer.status, 200, link + " answers")
        v.expect(answer.headers["content-type"].split(";")[0], kinds[ending], "the type of " + link)
        body = answer.body()
        if ending == "csv":
            v.hopes(body.startswith(b"\xef\xbb\xbf"), "the table does not say that it is UTF-8")
            lines = body.decode("utf-8-sig").strip().split("\r\n")
            v.expect(len(lines), found + 1, "lines of the table")
        elif ending == "xlsx":
            book = zipfile.ZipFile(io.BytesIO(body))
            v.expect(book.testzip(), None, "the damaged part of the workbook")
            v.expect(len(re.findall(rb"<row ", book.read("xl/worksheets/sheet1.xml"))), found + 1, "rows of the workbook")
        else:
            content = json.loads(body)
            content = content if isinstance(content, list) else next(x for x in content.values() if isinstance(x, list))
            v.expect(len(content), found, "authorities in the JSON")


# The editions

@journey()
def the_home_page_finds_a_city_and_shows_the_editions(v):
    w = v.words
    v.open(f"/{v.language}")
    v.expect(v.text("h1"), w("site.name"), "the title")
    v.expect(v.page.title(), w("site.name"), "the title of the window")
    v.hopes(len(v.all(".past a")) >= 8, "the past editions are missing")
    v.page.fill("#q", "Lüttich")
    v.click("form[role=search] button", w("home.search.button"))
    v.expect(v.query, {"q": "Lüttich"}, "the search")
    v.expect(names(v)[0], "Liège", "the first answer")
    v.click(".mark")
    v.click("main a", w("home.editions.link"))
    v.expect(v.text("h1"), w("editions.title"), "the editions")


@journey()
def editions_are_compared_and_read(v):
    w = v.words
    v.open(f"/{v.language}/editions")
    v.expect(v.text("h1"), w("editions.title"), "the title")
    rows = v.all("main table.fold tbody tr th a")
    v.hopes(len(rows) >= 9, f"only {len(rows)} editions")
    # What is drawn is in the table too.
    drawn = {digits(t) for t in v.page.locator("#plot ~ * .strong").all_text_contents() if re.search(r"\d", t)}
    v.hopes(len(drawn) > 5, "hardly anything is drawn")
    told = {digits(t.split("*")[0]) for t in v.all("main table.fold tbody td.n") if re.search(r"\d", t)}
    v.expect(drawn - told, set(), "figures that are only drawn")
    v.click(f"main table a[href='/{v.language}/nice-2021']")
    v.expect(v.text("h1"), re.compile("2021$"), "the edition")
    v.hopes(v.text(".lede") and len(v.all("main h2")) >= 3, "the edition says nothing")
    v.click("nav.pages a[rel=next]")
    v.expect(v.path, f"/{v.language}/brussels-2024", "the next edition is at")
    v.click("main .facts-list a")
    v.expect(v.path, f"/{v.language}/network/be-city-of-brussels", "the host is at")
    v.page.go_back()
    v.click(f"main a[href$='/editions#topics']")
    v.expect(v.path, f"/{v.language}/editions", "the topics are at")
    top = v.page.locator("#topics").evaluate("e => e.getBoundingClientRect().top")
    v.hopes(0 <= top < 844, "the topics are not in sight")
    v.page.go_back()
    v.click("nav.pages a", w("edition.all"))
    v.expect(v.here, f"/{v.language}/editions", "back at")


@journey()
def the_invented_edition_says_so_everywhere(v):
    w = v.words
    v.open(f"/{v.language}/brussels-2027")
    v.hopes(v.sees(".strip"), "the strip is hidden")
    v.expect(v.text(".strip"), w("edition.invented") + " " + w("edition.invented.text"), "the strip")
    v.page.emulate_media(media="print")
    v.hopes(v.sees(".strip"), "the strip is lost on paper")
    v.page.emulate_media(media="screen")
    v.open(f"/{v.language}/brussels-2024")
    v.expect(v.page.locator(".strip").count(), 0, "strips on a real edition")
    for path in ("", "/editions"):
        v.open(f"/{v.language}{path}")
        smallest = "main :is(tr, section, li):not(:has(section, tr))"
        marked = [t for t in v.all(smallest) if w("edition.invented.short") in t]
        v.hopes(any("2027" in t for t in marked), "nothing says that 2027 is invented")
        v.hopes(not any("2024" in t for t in marked), "2024 is called invented")


@journey(by=one)
def the_figures_of_the_editions_can_be_downloaded(v):
    v.open("/en/editions")
    links = [a.get_attribute("href") for a in v.page.locator(".downloads a").all()]
    v.expect(links, ["/editions.csv", "/editions/figures.csv"], "what is offered")
    for link in links:
        answer = v.context.request.get(urljoin(v.base, link))
        v.expect((answer.status, answer.headers["content-type"].split(";")[0]), (200, "text/csv"), link + " answers")
        v.hopes(answer.body().startswith(b"\xef\xbb\xbf") and answer.body().count(b"\r\n") > 8, link + " is no table")
        v.hopes("attachment" in answer.headers.get("content-disposition", ""), link + " is not offered as a file")


# The keyboard

@journey()
def the_skip_link_leads_to_the_content(v):
    v.open(f"/{v.language}/network")
    v.press("Tab")
    v.expect(v.page.evaluate("document.activeElement.innerText"), v.words("site.skip"), "the first stop")
    box = v.page.locator(".skip").bounding_box()
    v.hopes(box["y"] >= 0 and box["x"] >= 0 and box["x"] + box["width"] <= v.width, "the link stays out of sight")
    v.press("Enter")
    v.expect(v.page.evaluate("document.activeElement.id"), "main", "the focus is on")
    v.press("Tab")
    v.hopes(v.page.evaluate("!!document.activeElement.closest('main')"), "the next stop is not in the content")


@journey()
def a_city_is_found_by_keyboard_alone(v):
    v.open(f"/{v.language}/network")
    v.tab_to("#q")
    v.page.keyboard.type("Leige")
    v.press("Enter")
    v.page.wait_for_url("**q=Leige**")
    v.tab_to("main table tbody a")
    v.press("Enter")
    v.page.wait_for_url("**/network/be-liege")
    v.expect(v.text("h1"), "Liège", "the title")
    v.tab_to("main a[href$='/network']")
    v.press("Enter")
    v.page.wait_for_url(f"**/{v.language}/network")


# Addresses

@journey()
def what_is_not_there_is_said_and_leads_home(v):
    w = v.words
    v.open(f"/{v.language}/network/no-such-authority", status=404)
    v.expect(v.text("h1"), w("problem.title.404"), "the title")
    v.hopes(w("page.not-found") in v.text("main"), "no sentence")
    v.click("main a", w("problem.home"))
    v.expect(v.path.rstrip("/"), f"/{v.language}", "the way home leads")
    v.open(f"/{v.language}/no-such-page", status=404)


@journey()
def the_bare_address_speaks_the_language_of_the_browser(v):
    v.open("/")
    v.expect(v.path.rstrip("/"), f"/{v.language}", "the bare address leads")
    v.open(f"/{v.language}/")
    v.expect(v.text("h1") != "", True, "a title")


@journey(by=one)
def every_link_of_every_page_answers(v):
    told, wrong = {}, []
    for path, status in pages():
        v.open(path, status)
        # A page that is missing is missing in every language.
        everywhere = "a[href], link[href], form[action]:not([method=post])" if status == 200 else "a[href]:not(.tools *)"
        of_link = "all => all.map(a => a.getAttribute('href') || a.getAttribute('action'))"
        for href in v.page.eval_on_selector_all(everywhere, of_link):
            url = urljoin(v.page.url, href)
            if href.startswith("#"):
                if not v.page.locator(f"[id='{href[1:]}']").count():
                    wrong.append(f"{href} on {path}")
            elif urlsplit(url).netloc == urlsplit(v.base).netloc:
                told.setdefault(url.split("#")[0], path)
    for url, path in told.items():
        answer = v.context.request.get(url, max_redirects=3)
        if answer.status != 200:
            wrong.append(f"{url[len(v.base):]} answers {answer.status}, linked on {path}")
    v.hopes(len(told) > 100, "hardly any link was found")
    v.expect(wrong, [], "links that lead nowhere")


# Other ways to see it

@journey(by=one)
def paper_shows_the_content_and_no_navigation(v):
    v.page.emulate_media(media="print")
    for path, status in pages():
        v.open(path, status)
        ways = ("nav.nav", ".tools", ".skip", ".filters", ".pages", ".downloads", ".foot-site")
        v.expect([w for w in ways if v.page.locator(w).count() and v.sees(w)], [], "navigation on paper")
        v.hopes(v.sees("h1") and v.sees("main"), "no content on paper")
        v.expect(v.page.locator("h1").evaluate("e => getComputedStyle(e).color"), "rgb(0, 0, 0)", "the ink")
        v.expect(v.page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)", "the paper")
    v.hopes(v.page.pdf(format="A4", tagged=True)[:5] == b"%PDF-", "no PDF")


@journey(by=one, forced_colors="active", color_scheme="dark")
def the_colours_of_the_visitor_are_kept(v):
    for path in ("/en/network?country=BE", "/en/network/be-liege", "/en/editions", "/en/"):
        v.open(path)
        picture = Image.open(io.BytesIO(v.page.screenshot())).convert("RGB")
        v.hopes(len(picture.getcolors(1 << 24)) > 2, "the page is blank")
        ground = v.page.evaluate("getComputedStyle(document.body).backgroundColor")
        v.expect(ground, "rgb(0, 0, 0)", "the ground")
        v.press("Tab", "Tab")
        ring = v.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        v.hopes(ring != "none", "the focus is not marked")
        for drawing in v.page.locator("main svg[role=img]:visible").all()[:3]:
            seen = Image.open(io.BytesIO(drawing.screenshot())).convert("RGB")
            v.hopes(len(seen.getcolors(1 << 24)) > 2, "a drawing is blank")


if __name__ == "__main__":
    sys.exit(journey.main(__doc__.split("\n\n")[0]))
