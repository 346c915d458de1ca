# SPDX-License-Identifier: EUPL-1.2
"""`kill -9` while files are taken in and pages are read: the database stays sound, and every import is whole or absent."""
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

from world import Fault, Server, authorities, expect, until, versions

ROUNDS = 10
ROWS = 300

# Writes into a file until some of it is on the disk, and is gone before the end of the commit.
HALF_A_COMMIT = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = DELETE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE authority SET population = 7, name_local = 'half'")
connection.execute("CREATE TABLE filling (bytes blob)")
for _ in range(200):
    connection.execute("INSERT INTO filling VALUES (randomblob(4000))")
os._exit(9)
"""


class Stream:
    """Imports one after the other, each of which changes every row of the one before."""

    def __init__(self, world, url, prefix):
        self.world, self.url, self.prefix = world, url, prefix
        self.acknowledged = self.attempted = 0
        self.file = world.folder / f"{prefix}.csv"

    def begin(self):
        self.attempted += 1
        self.file.write_bytes(authorities(self.prefix, ROWS, self.attempted))
        self.process = self.world.start("import", "authorities", self.file, "--database", self.url)

    def end(self, was_killed):
        out, err = self.process.communicate(timeout=60)
        if self.process.returncode == 0:
            self.acknowledged = self.attempted
        else:
            expect(was_killed and self.process.returncode == -9, f"an import failed: {err.decode()!r}")
        return self.process.returncode == 0

    def check(self, exported):
        found, rows = versions(exported, self.prefix)
        if not found:
            return expect(self.acknowledged == 0, f"import {self.acknowledged} of {self.prefix} was acknowledged and is gone")
        expect(len(found) == 1 and rows == ROWS, f"{self.prefix} is half: versions {found} in {rows} rows")
        expect(self.acknowledged <= int(found[0]) <= self.attempted,
               f"{self.prefix} shows {found[0]}; acknowledged {self.acknowledged}, attempted {self.attempted}")


class Reader(threading.Thread):
    """Reads through the server meanwhile; what it reads is whole too."""

    def __init__(self, server, streams):
        super().__init__(daemon=True)
        self.server, self.streams, self.stops, self.reads, self.fault = server, streams, False, 0, None

    def run(self):
        while not self.stops:
            try:
                answer = self.server.get("/network/authorities.csv")
                expect(answer.status == 200, f"a read was answered {answer.status}")
                for stream in self.streams:
                    found, rows = versions(answer.body, stream.prefix)
                    expect(len(found) <= 1 and rows in (0, ROWS), f"a read saw half of {stream.prefix}: {found} in {rows} rows")
                self.reads += 1
            except Fault as fault:
                self.fault = fault
            except OSError as failure:
                if not self.stops:
                    self.fault = failure
            time.sleep(0.1)


def log_state(path):
    try:
        found = os.stat(path)
        return found.st_mtime_ns, found.st_size
    except FileNotFoundError:
        return None


def wait_for_kill(round_, stream, log, usual, chance):
    """Every other round at a moment of chance, else in the middle of the commit: when the log of the file first changes."""
    if round_ % 2:
        return time.sleep(chance.uniform(0, usual * 1.1))
    before = log_state(log)
    until(60, lambda: log_state(log) != before or stream.process.poll() is not None, "the import writes nothing", every=0.0003)
    time.sleep(chance.choice([0, 0, 0.001, 0.003, 0.01]))


def tests(world):
    seed = int.from_bytes(os.urandom(4), "big")
    chance = random.Random(seed)
    path = world.place("kills") / "hemicycle.db"
    url = f"sqlite:{path}"
    server = Server(world, url)
    killed, other = Stream(world, url, "killed"), Stream(world, url, "other")
    started = time.monotonic()
    for stream in (killed, other):
        stream.begin()
        stream.end(False)
    usual = (time.monotonic() - started) / 2
    cut = finished = reads = 0
    with world.test(f"kill -9 of an import, {ROUNDS} times: doctor calls the database sound, imports are whole or absent"):
        for round_ in range(ROUNDS):
            reader = Reader(server, [killed, other])
            reader.start()
            killed.begin()
            if round_ % 3 == 0:
                other.begin()
            wait_for_kill(round_, killed, f"{path}-wal", usual, chance)
            killed.process.kill()
            if killed.end(True):
                finished += 1
            else:
                cut += 1
            if round_ % 3 == 0:
                other.end(False)
            reader.stops = True
            reader.join()
            expect(reader.fault is None, f"round {round_}, seed {seed}: {reader.fault}")
            reads += reader.reads
            world.doctor(url, server.port)
            exported = world.export(url)
            for stream in (killed, other):
                stream.check(exported)
        expect(cut > 0, f"no import was cut off ({finished} came first), so nothing was tested; seed {seed}")
        expect(reads > 0, "the server was not read meanwhile")
        server.stands()
    with world.test("kill -9 of the server and of imports at once, three times: sound, whole, and served again"):
        for round_ in range(3):
            killed.begin()
            other.begin()
            wait_for_kill(round_, killed, f"{path}-wal", usual, chance)
            for process in (server.process, killed.process, other.process):
                process.kill()
            server.process.wait(10)
            for stream in (killed, other):
                stream.end(True)
            world.doctor(url)
            exported = world.export(url)
            for stream in (killed, other):
                stream.check(exported)
            server.begin()
            expect(server.get("/network/authorities.csv").body == exported, "the server shows something else than the export")
            expect(server.get("/en/network").status == 200, "the page is not shown after the restart")
    with world.test("after all kills another import is taken and shown"):
        killed.begin()
        killed.end(False)
        killed.check(world.export(url))
        until(5, lambda: f"Nº{killed.attempted}" in server.get("/en/network").text, "the page does not show it")
        server.stands()
    with world.test("whoever was killed in the middle of a commit leaves a file that is read and taken as it was before"):
        half = world.place("half") / "hemicycle.db"
        world.done("migrate", "--database", f"sqlite:{half}")
        world.take(f"sqlite:{half}", authorities("half", 3, 1))
        subprocess.run([sys.executable, "-c", HALF_A_COMMIT, half], check=False)
        expect(pathlib.Path(f"{half}-journal").stat().st_size > 512, "nothing was left to undo")
        world.doctor(f"sqlite:{half}")
        expect(versions(world.export(f"sqlite:{half}"), "half") == (["1"], 3), "half a commit is shown")
    with world.test("kill -9 at the first start leaves a file that the next start takes"):
        for _ in range(4):
            young = world.place("young") / "hemicycle.db"
            process = world.start("serve", "--database", f"sqlite:{young}", "--listen", "127.0.0.1:0")
            until(30, young.exists, "no file is made", every=0.0005)
            time.sleep(chance.uniform(0, 0.06))
            process.kill()
            process.communicate()
            world.doctor(f"sqlite:{young}")
            world.take(f"sqlite:{young}", authorities("young", 3, 1))
            expect(versions(world.export(f"sqlite:{young}"), "young") == (["1"], 3), "the import is not whole")
    server.kill()
