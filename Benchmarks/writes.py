# SPDX-License-Identifier: EUPL-1.2
"""Durable writes: ours beside SQLite itself, and ours beside pgbench and beside several writers of our own."""
import os
import pathlib
import re
import subprocess

from bench import environment, median, number, table, tool

CLIENTS = 64
SEVERAL = 16

# What one act of the product sends. A number from a sequence has gaps and says nothing of the order of commits.
LINE = """\\set id random(1, 9000000000000000000)
BEGIN;
INSERT INTO measured_line (id, words) VALUES (:id, 'a line of some length, as a form sends it');
INSERT INTO act (number, at, actor, role, verb) VALUES (nextval('act_number'), 1700000000000, 'command line', 'operator',
    'line.added') RETURNING number \\gset
INSERT INTO act_noun (act, noun) VALUES (:number, 'lines');
COMMIT;
"""
# With what the product promises: numbers without gaps in the order of commits, and other processes told.
ORDERED = LINE.replace("nextval('act_number')", ":next").replace(
    "BEGIN;\n", "BEGIN;\nUPDATE act_counter SET last = last + 1 RETURNING last AS next \\gset\n").replace(
    "COMMIT;", "NOTIFY hemicycle_act;\nCOMMIT;")
PLACE = "UPDATE measured_place SET taken = taken + 1 WHERE id = :place AND taken < places;\n"
PLACES = LINE.replace("\\set id", "\\set place random(1, 8)\n\\set id").replace("BEGIN;\n", "BEGIN;\n" + PLACE)


def measure(bench):
    sqlite(bench)
    with Postgres(bench) as postgres:
        postgres.prepare()
        postgresql(bench, postgres)


def plan(bench):
    """Rounds, and seconds of each measurement in them."""
    return (1, 1) if bench.quick else (3, 2)


def ours(bench, url, *options):
    """Writes per second, CPU microseconds of this program per write, and what one waits for in milliseconds."""
    result = bench.run_json("measure", "writes", "--database", url, "--seconds", plan(bench)[1], *options)[0]
    return [result[key] for key in ("perSecond", "processorMicroseconds", "medianMilliseconds", "slowestPercentMilliseconds")]


def in_turns(bench, ways):
    """Every way once in each round; the medians of what each returned."""
    rounds = [[way() for way in ways] for _ in range(plan(bench)[0])]
    return [[median(values) if values[0] is not None else None for values in zip(*results)] for results in zip(*rounds)]


def columns(result):
    return ["" if value is None else number(value) for value in result]


def sqlite(bench):
    program, file, seconds = bench.folder / "writes", bench.folder / "raw.db", plan(bench)[1]
    source = pathlib.Path(__file__).parent / "writes.c"
    subprocess.run([tool("gcc"), "-O2", "-o", program, source, "-lsqlite3", "-lpthread"], check=True)

    def raw(connections, acts_per_commit):
        command = [program, file, str(connections), str(acts_per_commit), str(seconds)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rate, cpu = map(float, done.stdout.split())
        return rate, cpu, None, None

    url = f"sqlite:{bench.folder}/writes.db"
    ours(bench, url, "--callers", CLIENTS)
    alone, raw_alone, many, raw_many, raw_batch = in_turns(bench, [
        lambda: ours(bench, url, "--callers", 1), lambda: raw(1, 1),
        lambda: ours(bench, url, "--callers", CLIENTS), lambda: raw(CLIENTS, 1), lambda: raw(1, CLIENTS)])
    rows = [
        ["ours, 1 caller", *columns(alone), f"{alone[0] / raw_alone[0]:.2f}"],
        ["raw, 1 connection", *columns(raw_alone), "1"],
        [f"ours, {CLIENTS} callers", *columns(many), f"{many[0] / raw_alone[0]:.2f}"],
        [f"raw, {CLIENTS} connections", *columns(raw_many), f"{raw_many[0] / raw_alone[0]:.2f}"],
        [f"raw, 1 connection, {CLIENTS} acts a commit", *columns(raw_batch), f"{raw_batch[0] / raw_alone[0]:.2f}"],
    ]
    table(
        f"Durable writes, SQLite (WAL, synchronous = FULL), {plan(bench)[0]} rounds of {seconds} s, in turns",
        HEADER + ["to raw alone"], rows,
        "A write is a row and the act that records it, with its noun. Raw: SQLite's C interface, the same tables and\n"
        "statements, no savepoints. The last line is what a batch can reach: its caller waits for all 64.")


HEADER = ["", "writes/s", "CPU µs", "median ms", "slowest 1 % ms"]


class Postgres:
    """A server of its own with fsync on, as Scripts/with-postgres makes one."""

    def __init__(self, bench):
        self.bench = bench

    def __enter__(self):
        hand_over = 'echo "$HEMICYCLE_TEST_DATABASE&port=$PGPORT"; echo "$HEMICYCLE_TEST_POSTGRES_BIN"; read -r end || true'
        self.child = subprocess.Popen(
            [self.bench.root / "Scripts/with-postgres", "sh", "-c", hand_over], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=environment(FSYNC="on"))
        self.url, self.bin = self.child.stdout.readline().strip(), self.child.stdout.readline().strip()
        if not self.bin:
            raise SystemExit("PostgreSQL did not start.")
        self.folder, _, self.port = self.url.partition("host=")[2].partition("&port=")
        return self

    def database(self, name):
        """The address of a new database."""
        self.tool("createdb", name)
        return self.url.replace("/postgres?", f"/{name}?")

    def prepare(self):
        """Two databases with the same tables: ours and pgbench's."""
        ours(self.bench, self.url, "--callers", CLIENTS)
        self.tool("createdb", "-T", "postgres", "pgbench")
        self.tool("psql", "-qX", "-d", "pgbench", "-c", """
            TRUNCATE act, act_noun, measured_line; CREATE SEQUENCE act_number; CREATE TABLE act_counter (last bigint NOT NULL);
            INSERT INTO act_counter VALUES (1000000000000)""")

    def __exit__(self, *_):
        self.child.communicate("end\n")

    def tool(self, name, *arguments):
        done = subprocess.run(
            [os.path.join(self.bin, name), "-h", self.folder, "-p", self.port, "-U", "hemicycle", *arguments],
            capture_output=True, text=True, cwd=self.bench.folder, env=environment(LC_ALL="C"))
        if done.returncode:
            raise SystemExit(f"{name} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def pgbench(self, script, clients):
        file = self.bench.folder / "pgbench.sql"
        file.write_text(script)
        out = self.tool(
            "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(2, clients)), "-T", str(plan(self.bench)[1]),
            "-f", file, "pgbench")
        return float(re.search(r"tps = ([\d.]+)", out)[1]), None, float(re.search(r"latency average = ([\d.]+)", out)[1]), None


def postgresql(bench, postgres):
    def product(*options):
        return lambda: ours(bench, postgres.url, *options)

    def peer(script, clients):
        return lambda: postgres.pgbench(script, clients)

    plain = {
        "ours, 1 caller": product("--callers", 1),
        "pgbench, 1 client": peer(LINE, 1),
        f"ours, one writer, {CLIENTS} callers": product("--callers", CLIENTS),
        **{f"ours, {SEVERAL} writers, callers of each: {n}": product("--databases", SEVERAL, "--callers", n)
           for n in (CLIENTS // SEVERAL, 1)},
        **{f"pgbench, {n} clients": peer(LINE, n) for n in (SEVERAL, CLIENTS)},
        **{f"pgbench, {n} clients, acts in order": peer(ORDERED, n) for n in (SEVERAL, CLIENTS)},
    }
    few = {
        f"ours, one writer, {CLIENTS} callers": product("--callers", CLIENTS, "--places"),
        **{f"pgbench, {n} clients": peer(PLACES, n) for n in (SEVERAL, CLIENTS)},
    }
    note = ("One writer: many callers in one process, whose writes share a commit. Several writers of ours are kept apart by an\n"
            "advisory lock, as several processes are. pgbench: the same statements, prepared, READ COMMITTED, no lock of its own,\n"
            "numbers from a sequence; its latency is the mean. Acts in order: with what ours promises, numbers without gaps in the\n"
            "order of commits and a NOTIFY.")
    for title, ways, words in [
            ("Durable writes, PostgreSQL (fsync on)", plain, note),
            ("The same, each write taking one of few places first: 8 rows that all want to change", few, None)]:
        results = dict(zip(ways, in_turns(bench, list(ways.values()))))
        one = results[f"ours, one writer, {CLIENTS} callers"][0]
        table(
            f"{title}, {plan(bench)[0]} rounds of {plan(bench)[1]} s, in turns", HEADER + ["to one writer"],
            [[name, *columns(result), f"{result[0] / one:.2f}"] for name, result in results.items()], words)
