# SPDX-License-Identifier: EUPL-1.2
"""A release of 300 sessions that 700 people follow, each told by a mail of their own."""
import csv
import shutil

from bench import goal, median, number, table
from programme import LARGE, editions

SESSIONS, PEOPLE, FAVOURITES, ROOMS, DAYS = 300, 700, 8, 12, 5
# From the organiser's click to an answer that is on disk.
GOAL = 1_000


def measure(bench):
    rounds = 2 if bench.quick else 6
    database = bench.folder / "release.db"
    shutil.copy(bench.demonstration(), database)
    editions(bench, database)
    url = f"sqlite:{database}"
    rooms = write(bench, "rooms", "edition,id,name,capacity", [[LARGE, f"r{i}", f"Room {i}", 100] for i in range(ROOMS)])
    speakers = write(
        bench, "speakers", "edition,id,name,office_en,authority,institution,body,country",
        [[LARGE, f"s{i}", f"Person {i}", "Mayor", "", "", f"City {i}", "BE"] for i in range(SESSIONS)])
    for kind, file in (("rooms", rooms), ("speakers", speakers)):
        bench.run("import", kind, file, "--database", url)
    drafts = [draft(bench, minutes) for minutes in (0, 5)]
    bench.run("import", "programme", drafts[0], "--database", url)
    bench.run("release", LARGE, "--database", url)
    results = []
    for turn in range(rounds):
        bench.run("import", "programme", drafts[(turn + 1) % 2], "--database", url)
        people = PEOPLE if turn == 0 else 0
        results += bench.run_json(
            "measure", "release", "--database", url, "--edition", LARGE, "--people", people, "--favourites", FAVOURITES)
    if any(one["letters"] != PEOPLE for one in results):
        raise SystemExit(f"not everybody was told: {[one['letters'] for one in results]}")
    wall, processor = (median([one[name] for one in results]) for name in ("milliseconds", "processorMilliseconds"))
    table(
        f"A release of {SESSIONS} sessions, {PEOPLE} people told, SQLite (FULL), {rounds} rounds",
        ["", "milliseconds", "slowest", "CPU ms", "goal"],
        [["release", number(wall), number(max(one["milliseconds"] for one in results)), number(processor),
          goal("release", "under 1 s", wall < GOAL)]],
        "One transaction: the draft is read and compared, the release and the mails are written and on disk.")


def write(bench, name, header, rows):
    path = bench.folder / f"release-{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header.split(","), *rows])
    return path


def draft(bench, minutes):
    """The programme with every session so many minutes later."""
    rows = []
    for i in range(SESSIONS):
        day, slot, room = i % DAYS, i // DAYS // ROOMS, i // DAYS % ROOMS
        begin = 8 * 60 + slot * 60 + minutes
        clock = [f"{time // 60:02}:{time % 60:02}" for time in (begin, begin + 45)]
        rows.append([
            LARGE, f"S{i}", f"2030-03-{11 + day}", *clock, "thematic", f"Session {i} of a large conference", f"Séance {i}",
            "What is said in it takes two or three lines of text. " * 3, "EN", "FR", "", f"r{room}", "", "open", "confirmed",
            f"s{i}", "", ""])
    header = ("edition,code,day,start,end,kind,title_en,title_fr,abstract_en,languages,interpreted,topic,rooms,capacity,"
              "registration,status,speakers,moderator,rapporteur")
    return write(bench, f"programme-{minutes}", header, rows)
