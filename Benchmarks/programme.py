# SPDX-License-Identifier: EUPL-1.2
"""The programme: of 43 and of 500 sessions, as page, API and files, beside nginx; and taking 500 sessions in."""
import csv
import random
import shutil
import time

from bench import fetch, goal, median, number, table
from pages import ANEW_GOAL, CONNECTIONS, READY_GOAL, Load, Nginx

SMALL, LARGE, SESSIONS = "brussels-2027", "bench-2030", 500
ROOMS, DAYS = 8, 5
# What each edition is asked for: name, address.
TARGETS = [
    ("page", "/en/{}/programme"), ("API list", "/api/v1/sessions?edition={}"), ("schedule.xml", "/{}/schedule.xml"),
    ("schedule.json", "/{}/schedule.json"), ("programme.ics", "/{}/programme.ics"), ("changes.atom", "/{}/changes.atom"),
    ("programme.csv", "/{}/programme.csv"), ("programme.xlsx", "/{}/programme.xlsx"),
]


def measure(bench):
    database = bench.folder / "programme.db"
    shutil.copy(bench.demonstration(), database)
    took = invented(bench, database)
    targets = [(f"{name}, {count} sessions", path.format(edition))
               for edition, count in ((SMALL, 43), (LARGE, SESSIONS)) for name, path in TARGETS]
    with bench.serving(database) as server:
        with Nginx(bench, {f"f{i}": server.base + path for i, (_, path) in enumerate(targets)}) as nginx:
            beside(bench, server, nginx, targets)
        again = bench.folder / "schedule.xml"
        again.write_bytes(fetch(f"{server.base}/{LARGE}/schedule.xml")[1])
    anew(bench, database, targets)
    other = bench.folder / "schedule.db"
    shutil.copy(bench.demonstration(), other)
    editions(bench, other)
    took.append(["import schedule", timed(bench, "import", "schedule", again, "--edition", LARGE, "--database", f"sqlite:{other}")])
    table(f"Taking a programme of {SESSIONS} sessions in, whole processes, once", ["", "seconds"], took)


def timed(bench, *arguments):
    began = time.monotonic()
    bench.run(*arguments)
    return f"{time.monotonic() - began:.2f}"


def editions(bench, database):
    file = bench.folder / "editions.csv"
    file.write_text(
        "edition,city,country,dates,notes,sources,slug,zone,invented\n"
        f"30,Brussels,BE,2030-03-11/2030-03-15,,,{LARGE},Europe/Brussels,yes\n")
    bench.run("import", "editions", file, "--database", f"sqlite:{database}")


def invented(bench, database):
    """Puts the large programme into the database, the same every time; returns how long each step took."""
    chance, url = random.Random(SESSIONS), f"sqlite:{database}"
    editions(bench, database)
    words = "safe night street youth camera council park bridge school market transport square trust data prevention local".split()

    def write(name, header, rows):
        with (bench.folder / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([header.split(","), *rows])
        return bench.folder / name

    rooms = write("rooms.csv", "edition,id,name,capacity", [[LARGE, f"r{i}", f"Room {i}", 100 + i] for i in range(ROOMS)])
    speakers = write(
        "speakers.csv", "edition,id,name,office_en,authority,institution,body,country",
        [[LARGE, f"s{i}", f"Person {i}", "Mayor", "", "", f"City {i}", "BE"] for i in range(600)])
    rows = []
    for i in range(SESSIONS):
        day, slot, room = i % DAYS, i // DAYS // ROOMS, i // DAYS % ROOMS
        begin = 8 * 60 + slot * 45
        title, text = (" ".join(chance.choices(words, k=k)).capitalize() for k in (6, 60))
        rows.append([
            LARGE, f"S{i}", f"2030-03-{11 + day}", f"{begin // 60:02}:{begin % 60:02}", f"{(begin + 40) // 60:02}:{(begin + 40) % 60:02}",
            "thematic", title, text, "EN", "FR", "", f"r{room}", "", "open", "confirmed",
            "|".join(f"s{j}" for j in chance.sample(range(600), 3)), "", ""])
    sessions = write(
        "programme.csv",
        "edition,code,day,start,end,kind,title_en,abstract_en,languages,interpreted,topic,rooms,capacity,registration,status,"
        "speakers,moderator,rapporteur", rows)
    for kind, file in (("rooms", rooms), ("speakers", speakers)):
        bench.run("import", kind, file, "--database", url)
    return [
        ["import programme", timed(bench, "import", "programme", sessions, "--database", url)],
        ["release", timed(bench, "release", LARGE, "--note", "All of it.", "--database", url)],
    ]


def beside(bench, server, nginx, targets):
    rounds, seconds = (1, 1) if bench.quick else (3, 2)
    rows = []
    for (name, path), at in zip(targets, nginx.urls.values()):
        url = server.base + path
        server.settle()
        size = len(fetch(url, Accept_Encoding="gzip")[1])
        if not path.endswith(".xlsx") and fetch(at, Accept_Encoding="gzip")[1] != fetch(url, Accept_Encoding="gzip")[1]:
            raise SystemExit(f"{path}: nginx does not send the same bytes")
        for one, target in ((server, url), (nginx, at)):
            Load(one, target, "gzip", 1)
        pairs = [(Load(server, url, "gzip", seconds), Load(nginx, at, "gzip", seconds)) for _ in range(rounds)]
        share = median([a.rate / b.rate for a, b in pairs])
        rates = [number(median([load.rate for load in side])) for side in zip(*pairs)]
        rows.append([name, f"{size:,}", *rates, f"{share:.2f}", goal(f"ready {name}", "0.6", share >= READY_GOAL)])
    table(
        f"Ready answers beside nginx, gzip; wrk -t1 -c{CONNECTIONS}, {rounds} rounds of {seconds} s each, in turns",
        ["", "bytes sent", "ours req/s", "nginx req/s", "share", "goal"], rows)


def anew(bench, database, targets):
    rounds, count = (3, 3) if bench.quick else (5, 20)
    inside = bench.run_json(
        "measure", "pages", "--database", f"sqlite:{database}", "--rounds", rounds, "--count", count,
        *[path for _, path in targets])
    names = {path: name for name, path in targets}
    rows = [[names[page["target"]], f"{page['bytes']:,}", number(page["processorMicroseconds"] / 1e3),
             goal(f"{names[page['target']]} rendered", "under 0.5 ms", page["processorMicroseconds"] < ANEW_GOAL)]
            for page in inside]
    table(f"Rendered anew, CPU milliseconds ({rounds} rounds of {count})", ["", "bytes", "rendered", "goal"], rows)
