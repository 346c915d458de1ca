# SPDX-License-Identifier: EUPL-1.2
"""Reads every file of the programme with programs that know nothing of ours, and compares what they understood with each other."""
import csv
import datetime
import html
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
import zoneinfo

import extruct
import feedparser
import icalendar
import jsonschema
import openapi_spec_validator
import openpyxl
import vobject
import xmlschema

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Browser"))

from signed_in import Client  # noqa: E402

EDITION, PAST = "brussels-2027", ["barcelona-2017", "nice-2021", "brussels-2024"]
ZONE = zoneinfo.ZoneInfo("Europe/Brussels")
ZONES = {
    name: zoneinfo.ZoneInfo(zone)
    for name, zone in ((EDITION, "Europe/Brussels"), *zip(PAST, ("Europe/Madrid", "Europe/Paris", "Europe/Brussels")))
}
UTC = datetime.timezone.utc
passed, failed = 0, 0


def expect(truth, otherwise):
    if not truth:
        raise AssertionError(otherwise)


class Readers:
    def __init__(self, program, base):
        self.program, self.base = program, base
        self.database = os.environ["HEMICYCLE_DEMO_DATABASE"]

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=30) as answer:
            return answer.read()

    def run(self, *arguments):
        ran = subprocess.run([self.program, *arguments, "--database", self.database], capture_output=True, text=True, timeout=60)
        expect(ran.returncode == 0, f"{' '.join(map(str, arguments))}: {ran.stderr}")
        return ran.stdout

    def rows(self, edition=EDITION):
        return list(csv.DictReader(io.StringIO(self.get(f"/{edition}/programme.csv").decode("utf-8-sig"))))

    def held(self, edition=EDITION):
        """The rows with a time that are held, with the instants that Python's own zones give them."""
        for row in self.rows(edition):
            if row["start"] and row["status"] != "cancelled":
                day = datetime.date.fromisoformat(row["day"])
                start = datetime.datetime.combine(day, datetime.time.fromisoformat(row["start"]), ZONE)
                end = datetime.datetime.combine(day, datetime.time.fromisoformat(row["end"]), ZONE)
                if row["end"] <= row["start"]:
                    end += datetime.timedelta(days=1)
                yield row, start.astimezone(UTC), end.astimezone(UTC)

    # Schedules

    def schedule_xml_is_valid(self):
        schema = xmlschema.XMLSchema(str(HERE / "Schemas/schedule.xml.xsd"))
        for edition in [EDITION, *PAST[2:]]:
            for language in ("en", "fr", "de"):
                schema.validate(io.BytesIO(self.get(f"/{edition}/schedule.xml?language={language}")))

    def schedule_json_is_valid(self):
        schema = json.loads((HERE / "Schemas/schedule-v1.schema.json").read_text())
        checker = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
        for language in ("en", "fr", "de"):
            for fault in checker.iter_errors(json.loads(self.get(f"/{EDITION}/schedule.json?language={language}"))):
                raise AssertionError(f"{list(fault.absolute_path)}: {fault.message[:200]}")

    def schedules_hold_what_is_held_and_no_more(self):
        tree = ElementTree.fromstring(self.get(f"/{EDITION}/schedule.xml"))
        own = subprocess.run([self.program, "version"], capture_output=True, text=True, timeout=60).stdout.split()[-1]
        expect(tree.find("generator").get("version") == own, "the generator has no version")
        starts = sorted(datetime.datetime.fromisoformat(e.findtext("date")).astimezone(UTC) for e in tree.iter("event"))
        expect(starts == sorted(start for _, start, _ in self.held()), "starts differ between schedule.xml and the table")
        ids = [event.get("id") for event in tree.iter("event")]
        expect(len(set(ids)) == len(ids) and all(int(i) > 0 for i in ids), "ids are not positive and unique")
        expect(all(event.find("subtitle") is not None for event in tree.iter("event")), "an event has no subtitle")
        for room in tree.iter("room"):
            if room.get("name"):
                spans = sorted((datetime.datetime.fromisoformat(e.findtext("date")), e.findtext("duration")) for e in room)
                for (first, length), (second, _) in zip(spans, spans[1:]):
                    hours, minutes = map(int, length.split(":"))
                    expect(first + datetime.timedelta(hours=hours, minutes=minutes) <= second, f"{room.get('name')} is taken twice")
        plain = json.loads(self.get(f"/{EDITION}/schedule.json"))
        found = sorted(
            datetime.datetime.fromisoformat(event["date"]).astimezone(UTC)
            for day in plain["schedule"]["conference"]["days"] for events in day["rooms"].values() for event in events)
        expect(found == starts, "schedule.json holds other starts")

    # Calendars

    def calendars_agree_on_every_start(self):
        raw = self.get(f"/{EDITION}/programme.ics?language=fr")
        one = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
        other = {e.uid.value: e for e in vobject.readOne(raw.decode()).vevent_list}
        expect(one.keys() == other.keys() and len(one) == len([r for r in self.rows() if r["start"]]), "entries differ")
        for uid, entry in one.items():
            for name in ("dtstart", "dtend"):
                expect(entry[name].dt == getattr(other[uid], name).value, f"{uid}: {name} is read differently")
        held = sorted((start, end) for _, start, end in self.held())
        read = sorted((e["dtstart"].dt, e["dtend"].dt) for e in one.values() if str(e["STATUS"]) != "CANCELLED")
        expect(read == held, "the calendar holds other times than the table")
        cancelled = [str(e["STATUS"]) for e in one.values()].count("CANCELLED")
        expect(cancelled == len([r for r in self.rows() if r["status"] == "cancelled"]) == 1, f"{cancelled} are cancelled")
        expect(all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is longer than 75 octets")

    def calendars_can_be_asked_in_part(self):
        def count(query):
            return len(icalendar.Calendar.from_ical(self.get(f"/{EDITION}/programme.ics?{query}")).walk("VEVENT"))
        expect(count("session=TH01") == 1, "one session")
        expect(count("sessions=TH01.OP.XX") == 2, "two of three")
        expect(count("topic=mediation") == len([r for r in self.rows() if r["topic"] == "mediation"]), "a topic")

    def a_moved_edition_keeps_its_names_and_its_clock(self):
        def entries():
            return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(self.get(f"/{EDITION}/programme.ics")).walk("VEVENT")}
        before = entries()
        # Into summer time: the clock of the hall stays, the instants are an hour earlier.
        self.run("edition", "move", EDITION, "14")
        try:
            # Another process wrote: this one notices within moments.
            end = time.monotonic() + 5
            while (after := entries()) == before and time.monotonic() < end:
                time.sleep(0.1)
            expect(after.keys() == before.keys(), "entries came or went")
            for uid, entry in after.items():
                old = before[uid]
                shift = entry["dtstart"].dt - old["dtstart"].dt
                expect(shift == datetime.timedelta(days=14, hours=-1), f"{uid} moved by {shift}")
                expect(int(entry["SEQUENCE"]) == int(old["SEQUENCE"]) + 1, f"{uid}: SEQUENCE")
                expect(entry["LAST-MODIFIED"].dt > old["LAST-MODIFIED"].dt, f"{uid}: LAST-MODIFIED")
            held = sorted((start, end) for _, start, end in self.held())
            read = sorted((e["dtstart"].dt, e["dtend"].dt) for e in after.values() if str(e["STATUS"]) != "CANCELLED")
            expect(read == held, "after the move the calendar holds other times than the table")
        finally:
            self.run("edition", "move", EDITION, "-14")
            end = time.monotonic() + 5
            while next(self.held())[0]["day"] != "2027-03-17" and time.monotonic() < end:
                time.sleep(0.1)

    def a_personal_calendar_holds_what_was_chosen_until_it_is_ended(self):
        client, mine = Client(self.base), f"/en/{EDITION}/programme/mine"
        client.sign_in("privacy@demo.example", "Paul Muster")
        for code in ("TH01", "TH18"):
            client.done(mine, {"session": code, "act": "add"})
        made = client.done(f"{mine}/calendars", {}).text
        address = urllib.parse.urlsplit(html.unescape(re.search(r'<p class="secret">(\S+)</p>', made)[1]))
        path = f"{address.path}?{address.query}"
        raw = self.get(path)
        one = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
        other = {e.uid.value: e for e in vobject.readOne(raw.decode()).vevent_list}
        public = {
            str(e["UID"]): e for e in icalendar.Calendar.from_ical(self.get(f"/{EDITION}/programme.ics?language=en")).walk("VEVENT")}
        expect(one.keys() == other.keys() and len(one) == 2, f"{len(one)} entries, {len(other)} for another reader")
        for uid, entry in one.items():
            expect(entry["dtstart"].dt == other[uid].dtstart.value, f"{uid} is read differently")
            expect(entry.to_ical() == public[uid].to_ical(), f"{uid} differs from the public calendar")
        expect(sorted(str(e["STATUS"]) for e in one.values())[0] == "CANCELLED", "TH18 is not cancelled")
        expect(all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is longer than 75 octets")
        end = re.search(r'action="([^"]+/calendars/[^"]+/end)"', client.done(mine).text)[1]
        client.done(end, {})
        for code in ("TH01", "TH18"):
            client.done(mine, {"session": code, "act": "remove"})
        try:
            self.get(path)
        except urllib.error.HTTPError as refused:
            expect(refused.code == 404, f"an ended calendar answers {refused.code}")
        else:
            raise AssertionError("an ended calendar is still read")

    # Tables, feeds, pages

    def a_workbook_holds_the_table(self):
        sheet = openpyxl.load_workbook(io.BytesIO(self.get(f"/{EDITION}/programme.xlsx"))).active
        found = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        table = list(csv.reader(io.StringIO(self.get(f"/{EDITION}/programme.csv").decode("utf-8-sig"))))
        expect(found == table, "the workbook and the table differ")

    def what_was_exported_is_imported_without_a_change(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("rooms", "speakers", "programme"):
                file = pathlib.Path(folder) / f"{kind}.csv"
                self.run("export", kind, str(file))
                said = self.run("import", kind, str(file))
                expect(" 0 added, 0 changed," in said, said)

    def our_own_schedule_is_imported_without_a_change(self):
        for edition in (EDITION, *PAST):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "schedule.xml"
                path.write_bytes(self.get(f"/{edition}/schedule.xml?language=de"))
                said = self.run("import", "schedule", str(path), "--dry-run")
            expect("schedule: 0 added, 0 changed," in said and "Line" not in said, f"{edition}: {said}")

    def a_workbook_saved_by_another_program_is_imported_without_a_change(self):
        """Days and times as a spreadsheet keeps them: numbers with a format."""
        for edition in (EDITION, PAST[0]):
            book = openpyxl.load_workbook(io.BytesIO(self.get(f"/{edition}/programme.xlsx")))
            sheet = book.active
            columns = {cell.value: cell.column for cell in sheet[1]}
            for row in range(2, sheet.max_row + 1):
                for name, read, shown in (
                    ("day", datetime.date.fromisoformat, "dd/mm/yyyy"),
                    ("start", datetime.time.fromisoformat, "hh:mm"),
                    ("end", datetime.time.fromisoformat, "h:mm AM/PM"),
                ):
                    cell = sheet.cell(row, columns[name])
                    if cell.value:
                        cell.value, cell.number_format = read(cell.value), shown
            with tempfile.TemporaryDirectory() as folder:
                path = f"{folder}/programme.xlsx"
                book.save(path)
                said = self.run("import", "programme", path, "--dry-run")
            expect("0 added, 0 changed," in said and "passed over" not in said, f"{edition}: {said}")

    def a_feed_reader_sees_each_release(self):
        feed = feedparser.parse(self.get(f"/{EDITION}/changes.atom?language=fr"))
        expect(not feed.bozo, f"the feed is not well formed: {feed.get('bozo_exception')}")
        expect(feed.feed.title and feed.feed.id.endswith(f"/fr/{EDITION}/changes"), "the feed has no title or id")
        stamps = [entry.updated_parsed for entry in feed.entries]
        expect(len(stamps) >= 3 and stamps == sorted(stamps, reverse=True), "entries are not the releases, newest first")
        expect(len({entry.id for entry in feed.entries}) == len(feed.entries), "ids are not unique")

    def the_api_is_described_as_it_answers(self):
        """Each operation is asked by a program that makes up questions, right and wrong, from the description alone."""
        openapi_spec_validator.validate(json.loads(self.get("/api/openapi.json")))
        tool = pathlib.Path(sys.executable).parent / "schemathesis"
        with tempfile.TemporaryDirectory() as folder:
            ran = subprocess.run(
                [str(tool), "run", f"{self.base}/api/openapi.json", "--url", self.base, "--phases", "coverage,fuzzing",
                 "--max-examples", "20", "--seed", "1", "--no-color",
                 # The record of acts and the figures of registration ask for a token: tests of theirs ask with one.
                 "--exclude-path-regex", "^/api/v1/(acts|registration-figures)"],
                capture_output=True, text=True, timeout=300, cwd=folder)
        expect(ran.returncode == 0 and "17 selected / 21 total" in ran.stdout, ran.stdout[-2000:] + ran.stderr[-500:])

    def the_api_and_the_table_say_the_same(self):
        for edition in (EDITION, *PAST):
            found, target = [], f"/api/v1/sessions?edition={edition}&limit=7"
            while target:
                part = json.loads(self.get(target))
                found += part["results"]
                target = part["next"] and part["next"].removeprefix(self.base)
            rows = {row["code"]: row for row in self.rows(edition)}
            expect({one["code"] for one in found} == set(rows) and len(found) == len(rows), f"{edition}: other sessions")
            for one in found:
                row = rows[one["code"]]
                expect(one["title"].get("en", "") == row["title_en"], f"{one['id']}: {one['title']}")
                start = one["start"] and datetime.datetime.fromisoformat(one["start"]).astimezone(ZONES[edition])
                expect((start.strftime("%H:%M") if start else "") == row["start"], f"{one['id']}: {start}")

    def pages_say_what_they_are_about(self):
        for code, status in (("TH01", "EventScheduled"), ("TH18", "EventCancelled")):
            html = self.get(f"/fr/{EDITION}/programme/{code}").decode()
            data = extruct.extract(html, syntaxes=["json-ld", "opengraph"])
            event = data["json-ld"][0]
            row = next(row for row in self.rows() if row["code"] == code)
            expect(event["@type"] == "Event" and event["eventStatus"].endswith("/" + status), f"{code}: {event}")
            expect(event["name"] == row["title_fr"], f"{code}: {event['name']}")
            expect(datetime.datetime.fromisoformat(event["startDate"]).utcoffset() is not None, "a start without an offset")
            names = dict(data["opengraph"][0]["properties"])
            expect(names["og:title"] == row["title_fr"] and names["og:url"].endswith(code), f"{code}: {names}")


def main():
    global passed, failed
    readers = Readers(sys.argv[1], sys.argv[2])
    for name in [n for n in Readers.__dict__ if "_" in n and not n.startswith("_")]:
        try:
            getattr(readers, name)()
            passed += 1
            print(f"ok    {name.replace('_', ' ')}")
        except Exception as fault:
            failed += 1
            place = traceback.extract_tb(fault.__traceback__)[-1]
            print(f"FAULT {name.replace('_', ' ')}: {type(fault).__name__} {str(fault)[:600]} (line {place.lineno})")
    print(f"readers: {passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
