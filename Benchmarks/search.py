# SPDX-License-Identifier: EUPL-1.2
"""Search in the directory of the demonstration and among a hundred thousand invented authorities."""
import csv
import http.client
import random
import time
import urllib.parse

from bench import median, number, table

MANY = 100_000
COLUMNS = ("id,name_local,name_en,country,kind,population,population_source,latitude,longitude,nuts_code,efus_member,"
           "national_forum,member_evidence,other_names,parent").split(",")
# Per country: where it lies, and what names of its places are made of.
LANDS = {
    "FR": (46, 2, ["Saint-", "Mont", "Beau", "Ville", "Château", "Neu", "Roche", "Cler", "Font", "Chante"],
           ["mar", "lou", "vi", "gre", "sé", "bour", "ren", "dou", "pi", "tal"], ["ville", "court", "mont", "ac", "ay", "bourg", "ières"]),
    "DE": (51, 10, ["Ober", "Unter", "Neu", "Alt", "Groß", "Klein", "Bad ", "Wald", "Rhein", "Königs"],
           ["mann", "lin", "hol", "wer", "ei", "schön", "ber", "gar", "fried", "lü"], ["stadt", "dorf", "burg", "heim", "hausen", "au"]),
    "IT": (43, 12, ["San ", "Monte", "Castel", "Villa", "Rocca", "Porto ", "Bor", "Civi", "Acqua", "Colle"],
           ["ran", "le", "vi", "nar", "do", "ti", "gli", "fer", "ma", "pe"], ["ano", "ello", "ate", "ona", "etto", "ino", "ara"]),
    "ES": (40, -4, ["Villa", "San ", "Torre", "Puebla de ", "Alda", "Fuente", "Cala", "Navar", "Gua", "Medina "],
           ["nue", "dal", "mar", "rri", "que", "za", "ño", "lo", "ca", "ben"], ["va", "jara", "ente", "osa", "illo", "ar", "edo"]),
    "PL": (52, 19, ["Nowy ", "Stary ", "Biała ", "Wiel", "Kras", "Jano", "Świę", "Gór", "Ostro", "Lub"],
           ["no", "sta", "czy", "wi", "ło", "ra", "dzi", "ko", "mie", "ja"], ["ów", "ice", "owo", "in", "sk", "no", "iec"]),
    "SE": (59, 15, ["Norr", "Söder", "Väster", "Öster", "Stor", "Lilla ", "Ham", "Sund", "Björk", "Ek"],
           ["la", "mar", "ne", "ås", "by", "vi", "ling", "ten", "kö", "ra"], ["sund", "köping", "stad", "ås", "vik", "hamn", "berg"]),
}


def measure(bench):
    rows = directory(bench, "demonstration", bench.demonstration())
    database, imported = invented(bench, 3_000 if bench.quick else MANY)
    rows += directory(bench, "invented", database)
    table(
        "Search in the directory, over HTTP, one connection",
        ["", "authorities", "median ms", "slowest 5 % ms", "CPU ms", "shown"], rows,
        f"{imported}\nEach answer is the whole page: the table and the map of what was found. First: the first search after the\n"
        "start, which makes the index of all names. Shown: the median of the rows of the table, at most 50.")


def invented(bench, count):
    """A database with authorities that do not exist, and a sentence on how long taking them in took."""
    file, database = bench.folder / "authorities.csv", bench.folder / "invented.db"
    names = write_names(file, count)
    began = time.monotonic()
    bench.run("import", "authorities", file, "--database", f"sqlite:{database}")
    return database, f"{count:,} invented authorities with {names:,} names were imported in {time.monotonic() - began:.1f} s."


def write_names(file, count):
    """The same file for the same count, every time. Returns how many names there are."""
    chance, used, names = random.Random(count), set(), 0
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        while len(used) < count:
            land = chance.choice(list(LANDS))
            latitude, longitude, starts, middles, ends = LANDS[land]
            name = chance.choice(starts) + "".join(chance.choices(middles, k=chance.randint(0, 2))) + chance.choice(ends)
            if chance.random() < 0.35:
                name += {"FR": "-sur-", "DE": " an der ", "IT": " sul ", "ES": " de ", "PL": " nad ", "SE": " vid "}[land] + (
                    chance.choice(middles) + chance.choice(ends)).capitalize()
            if (land, name) in used:
                continue
            used.add((land, name))
            others = [name.replace("-", " "), "".join(map(chance.choice, (starts, middles, ends)))][:chance.randint(0, 2)]
            names += 1 + len(others)
            writer.writerow([
                f"{land.lower()}-invented-{len(used)}", name, name, land, "city", chance.randint(500, 400_000), "approx",
                f"{latitude + chance.uniform(-3, 3):.4f}", f"{longitude + chance.uniform(-4, 4):.4f}", "", "unknown", "", "",
                "|".join(others), ""])
    return names


def directory(bench, label, database):
    """First, exact, beginning and misspelt searches; returns a row of each."""
    with bench.serving(database) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        authorities = list(csv.DictReader(get(connection, "/network/authorities.csv").decode("utf-8-sig").splitlines()))
        chance = random.Random(1)
        names = [row["name_local"] for row in authorities if len(row["name_local"]) > 5]
        names = chance.sample(sorted(set(names)), min(len(names), 10 if bench.quick else 60))
        kinds = {"exact": names, "beginning": [name[:4] for name in names], "misspelt": [misspelt(name) for name in names]}
        rows = [row(label, "first", len(authorities), server, connection, ["invented place"])]
        for kind, texts in kinds.items():
            rows.append(row(label, kind, len(authorities), server, connection, texts))
    return rows


def misspelt(name):
    """Two letters exchanged after the first one, where they differ; and one letter more."""
    at = next((i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha() and name[i] != name[i + 1]), 0)
    return name[:at] + name[at + 1] + name[at] + name[at + 2:] + "x"


def row(label, kind, count, server, connection, texts):
    took, shown = [], []
    before = server.cpu()
    for text in texts:
        began = time.monotonic()
        page = get(connection, "/en/network?q=" + urllib.parse.quote(text)).decode()
        took.append((time.monotonic() - began) * 1e3)
        shown.append(page.count("<tr><th scope=\"row\">"))
        if sum(took) > 12_000:
            break
    cpu = (server.cpu() - before) * 1e3 / len(took)
    slow = sorted(took)[int(len(took) * 0.95)] if len(took) > 1 else took[0]
    return [f"{label}, {kind}", f"{count:,}", number(median(took)), number(slow), number(cpu), f"{median(shown):.0f}"]


def get(connection, target):
    connection.request("GET", target)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{target} is answered with {answer.status}")
    return body
