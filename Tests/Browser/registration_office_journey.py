#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through the secretariat's side of registration: lists, reminders, files, figures, applications and forms.

What is decided stays decided: each visitor takes an application and a question of their own. Every journey ends with what holds on
every page that asks for an account.
"""
import re
import sys

from account_journey import Guest, apart, once, rules_of_every_page
from common import DESK, PHONE
from visitor import Journeys, only

KINDS = ((DESK, True, "en"), (PHONE, False, "fr"), (PHONE, True, "de"))


class Office(Guest):
    """Somebody of the secretariat."""

    @property
    def list(self):
        return f"/{self.language}/brussels-2027/organise/registration"

    def begin(self, path=""):
        self.be_secretariat()
        self.open(self.list + path)

    def show(self, **chosen):
        for name, value in chosen.items():
            field = self.page.locator(f".filters [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.click(".filters button")

    def addresses(self, selector):
        return [link.get_attribute("href") for link in self.page.locator(selector).all()]

    def names(self):
        return self.all("main tbody th a")

    def choose_file(self, kind, text):
        self.page.select_option("#f-kind", kind)
        self.page.set_input_files("#f-file", {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()})
        self.click("main form .form-act button", self.words("files.look"))


journey = Journeys("registration_office_journey", rules_of_every_page, Office, alone=apart)


@journey(by=only(*KINDS))
def some_are_found_and_reminded_after_a_look(v):
    v.begin()
    v.show(whose="bodies", state="invited")
    v.sound()
    found = v.names()
    v.hopes(found, "nobody has not answered")
    v.show(q=found[0])
    v.hopes(found[0] in v.names(), "who was searched for is not found")
    v.page.locator("main tbody input[type=checkbox]").first.check()
    v.page.select_option("#f-act", "remind")
    v.click(".bulk button")
    v.sound()
    v.expect(v.all("main tbody th")[0], found[0], "who is about to be reminded")
    if v.page.locator("main .acts-row button").count():
        v.click("main .acts-row button")
        v.noticed("registration-bulk-done")


@journey(by=only(*KINDS))
def a_file_with_a_wrong_line_changes_nothing_and_the_right_one_is_taken(v):
    v.begin("/files")
    name = once("Ville")
    v.choose_file("delegations", f"body,language,contact,address\n{name},fr,Anna Müller,anna@ville.example\n{name} B,xx,,\n")
    v.hopes(re.search(r"\b3\b.*language", v.text(".wrong-summary li")), "line and column are not named")
    v.open(f"{v.list}?q={name.split()[1]}")
    v.expect(v.names(), [], "what was taken of a refused file")
    v.open(v.list + "/files")
    v.choose_file("delegations", f"body,language,contact,address\n{name},fr,Anna Müller,anna@ville.example\n")
    v.sound()
    v.click("main .acts-row button", v.words("files.take"))
    v.noticed("registration-file-taken")
    v.open(f"{v.list}?q={name.split()[1]}")
    v.expect(v.names(), [name], "what was taken")


@journey(by=only(*KINDS))
def figures_say_what_they_mean_and_what_is_invented(v):
    v.begin("/figures")
    v.sound()
    v.expect(len(v.all("#today ~ table tbody th")), 5, "figures with a definition")
    v.hopes(v.said("figures.invented-line", edition="").strip() in v.text("main .key"), "nothing says that the past is invented")
    v.click("#time ~ .plots details summary")


@journey(by=only(*KINDS))
def applications_are_approved_and_refused_with_a_reason(v):
    v.begin("/applications?state=asked&kind=" + {"en": "journalist", "fr": "researcher", "de": "association"}[v.language])
    v.sound()
    refused = v.names()[-1]
    v.click("main tbody th a", refused)
    v.sound()
    if not v.page.locator("#f-reason").is_visible():
        v.click("main .stack details summary")
    v.page.fill("#f-reason", "No place is left.")
    v.click("main .stack details button")
    v.hopes(v.sees("p.notice"), "it is not said that it was refused")


@journey(by=only(*KINDS))
def an_application_is_approved_and_has_a_seat(v):
    v.begin("/applications?state=asked&kind=" + {"en": "institution", "fr": "company", "de": "researcher"}[v.language])
    v.sound()
    v.hopes(v.names(), "nobody waits to be approved")
    approved = v.names()[0]
    v.click("main tbody th a", approved)
    v.click("main .stack form.act button")
    v.hopes(v.sees("p.notice"), "it is not said that it was approved")
    v.begin()
    v.show(q=approved.split()[0].lower())
    v.hopes(approved in v.text("main tbody"), "who was approved is not on the list")


@journey(by=only(*KINDS))
def terms_are_read_by_everybody_and_changed_by_the_secretariat(v):
    v.begin("/terms")
    v.sound()
    v.page.fill(f"#f-text-{v.language}", "")
    v.click("main form.form details summary")
    for language in ("en", "fr", "de", "nl", "es", "it"):
        v.page.fill(f"#f-text-{language}", "")
    v.click("main form .form-act button")
    v.hopes(v.sees(".wrong-summary"), "terms without a word are taken")
    heading = once("Ordre")
    v.page.fill(f"#f-text-{v.language}", f"# {heading}\n\nBe kind.")
    v.click("main form .form-act button")
    v.sound()
    v.click("main form.act button")
    v.noticed("terms-kept")
    v.open(f"/{v.language}/brussels-2027/terms")
    v.sound()
    v.hopes(heading in v.all("main h2"), "the terms are not what they were made")
    v.click("main .plain li:last-child a")
    v.hopes(v.said("terms.older") in v.text("main"), "the first terms cannot be read any more")


@journey(by=only(*KINDS))
def a_question_changes_and_old_answers_stay_readable(v):
    kind = {"en": "officer", "fr": "elected", "de": "company"}[v.language]
    question = {"en": "function", "fr": "elected-office", "de": "function"}[v.language]
    v.begin(f"/forms/{kind}")
    v.sound()
    v.open(f"{v.list}/forms/{kind}/questions/{question}")
    v.sound()
    label = once("Fonction")
    v.page.fill(f"#f-label-{v.language}", label)
    v.click("main form .form-act button")
    v.click("main form button", v.words("form-editor.keep"))
    v.noticed("form-kept")
    v.hopes(label in v.text("main"), "the question is not what it was made")
    v.begin(f"?kind={kind}")
    for delegation in v.addresses("main tbody th a")[:8]:
        v.open(delegation)
        for seat in v.addresses("main a[href*='/seats/']"):
            v.open(seat)
            if v.page.locator("main a[href*='/answers/']").count():
                break
        else:
            continue
        break
    v.page.locator("main a[href*='/answers/']").first.click()
    v.sound()
    v.hopes(v.sees("main .facts-list"), "answers given before cannot be read any more")
    v.hopes(label not in v.text("main"), "an answer stands under words it was not given to")


if __name__ == "__main__":
    sys.exit(journey.main(__doc__.split("\n\n")[0]))
