# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL that is stopped, started again, cut off and shared; and the ways between the two databases."""
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

import sharing
from world import Fault, Server, authorities, editions, expect, until, versions

ROWS = 300
# How long a request may wait for a database that is away, and a server for one that is back.
LONGEST_REFUSAL, LONGEST_RETURN = 15, 10


class Cluster:
    """A PostgreSQL server of its own in a private folder, as Scripts/with-postgres makes one."""

    def __init__(self, world):
        self.bin = pathlib.Path(os.environ.get("HEMICYCLE_TEST_POSTGRES_BIN") or found())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hemicycle-faults-pg-"))
        world.endings.append(lambda: shutil.rmtree(self.folder, ignore_errors=True))
        os.chmod(self.folder, 0o755)
        # PostgreSQL refuses to run as root: another user of the system does.
        self.user = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.run("initdb", "-D", self.folder / "data", "-U", "hemicycle", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                 "--no-sync")
        with open(self.folder / "data/postgresql.conf", "a") as file:
            # Durable, or doctor would rightly complain.
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nunix_socket_permissions = 0777\n"
                       "max_connections = 100\nshared_buffers = 64MB\nfsync = on\n")
        world.endings.append(self.stop)
        self.start()

    def run(self, program, *arguments, said=None, **more):
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | more
        output |= {"stdin": subprocess.DEVNULL} if said is None else {"input": said.encode()}
        ran = subprocess.run(
            [self.bin / program, *arguments], cwd=self.folder, env=environment, timeout=90, **output, **self.user)
        expect(ran.returncode == 0, f"{program} failed: {(ran.stdout or b'')[-400:]!r}")
        return (ran.stdout or b"").decode()

    def start(self):
        # Its processes must not hold the pipe that tells when pg_ctl is done.
        with open(self.folder / "started", "w") as out:
            self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "start", stdout=out, stderr=out)

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def database(self, name):
        self.run("createdb", "-h", self.folder, "-U", "hemicycle", name)
        return f"postgres://hemicycle@/{name}?host={self.folder}"

    def sql(self, database, text):
        # By standard input: an argument holds 128 KiB at most.
        return self.run("psql", "-h", self.folder, "-U", "hemicycle", "-XAtq", "-v", "ON_ERROR_STOP=1", database, said=text)


def found():
    """The newest PostgreSQL of the machine."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    program = shutil.which("initdb")
    if not folders and not program:
        raise Fault("No PostgreSQL server was found: run Scripts/install test.")
    return folders[-1] if folders else pathlib.Path(program).parent


def unmigrated(world, cluster):
    url = cluster.database("bare")
    for command in (["serve", "--listen", "127.0.0.1:0"], ["export", "authorities"], ["edition", "list"]):
        world.refused(*command, "--database", url, naming="hemicycle migrate")
    expect(world.run("doctor", "--database", url).code == 1, "doctor does not call it a fault")
    cluster.sql("bare", "CREATE TABLE song (name text)")
    backup = world.folder / "bare.backup"
    world.take(f"sqlite:{world.folder / 'bare.db'}", authorities("bare", 2, 1))
    world.done("backup", backup, "--database", f"sqlite:{world.folder / 'bare.db'}")
    world.refused("restore", backup, "--database", url, naming="something else")
    tables = cluster.sql("bare", "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    expect(tables.split() == ["song"], f"tables were made: {tables}")


def newer(world, cluster):
    url = cluster.database("newer")
    world.done("migrate", "--database", url)
    cluster.sql("newer", "INSERT INTO migration (id, digest, ends_older_programs, at) VALUES ('9999 the future', 'x', true, 0)")
    for command in (["serve", "--listen", "127.0.0.1:0"], ["migrate"], ["export", "authorities"]):
        world.refused(*command, "--database", url, naming="9999 the future")


def stopped(world, cluster, server, url):
    """While PostgreSQL is away pages that need it are 503; when it is back they are there without a restart."""
    pages = ["/en/network?q=post", "/network/authorities.csv", "/de/network/post-0003", "/en/liege-2031"]
    for path in pages[2:]:
        expect(server.get(path).status == 200 and server.get(path).status == 200, f"{path} is not there before")
    cluster.stop()
    try:
        for path in (*pages, "/fr/network?page=2"):
            started = time.monotonic()
            answer = server.get(path, timeout=LONGEST_REFUSAL + 5)
            took = time.monotonic() - started
            expect(answer.status == 503 or path in pages[2:] and answer.status == 200, f"{path} is answered {answer}")
            expect(took < LONGEST_REFUSAL, f"{path} took {took:.1f} s")
            if answer.status == 503:
                expect((answer["retry-after"] or "").isdigit(), f"503 without Retry-After: {answer}")
                expect(not answer.unprotected, f"503 without {answer.unprotected}")
                words = {"en": "The data cannot be reached", "fr": '<html lang="fr"', "de": '<html lang="de"'}.get(path[1:3], "")
                expect(words in answer.text and str(cluster.folder) not in answer.text, f"no sentence: {answer.text[:300]}")
        answer = server.get("/readyz")
        expect(answer.status == 503 and answer.body == b"not ready\n", f"/readyz says {answer}")
        expect(server.get("/healthz").status == 200, "/healthz says that the process is not alive")
        for command in (["export", "authorities"], ["serve", "--listen", "127.0.0.1:0"], ["doctor"],
                        ["backup", world.folder / "away.backup"]):
            ran = world.run(*command, "--database", url)
            expect(ran.code == 1 and str(cluster.folder) not in ran.err and "Fatal" not in ran.err, f"away, yet: {ran}")
        file = world.folder / "away.csv"
        file.write_bytes(authorities("post", ROWS, 99))
        world.refused("import", "authorities", file, "--database", url)
    finally:
        cluster.start()
    end = time.monotonic() + LONGEST_RETURN
    for path in ("/readyz", *pages, "/fr/network?page=2"):
        until(end - time.monotonic(), lambda: server.get(path).status == 200, f"{path} is not back within {LONGEST_RETURN} s")
    server.stands()
    expect(versions(world.export(url), "post") == (["1"], ROWS), "the import of a stopped database is there, or half of it")


def comes_back(world, server, url, version):
    """Writes work again, and pages made meanwhile do not stay old: the server listens again after at most five seconds."""
    server.get("/en/network")
    world.take(url, authorities("post", ROWS, version))
    until(8, lambda: f"Nº{version}" in server.get("/en/network").text, "the page stays old")
    server.stands()


def cut_off(world, cluster, server, url):
    """An operator ends all connections: the next requests make new ones, and nobody notices."""
    for round_ in range(3):
        cluster.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hemicycle'")
        for path in ("/en/network?q=post", "/readyz", "/network/authorities.csv", "/it/network", "/en/network?q=stad"):
            answer = server.get(path)
            expect(answer.status == 200, f"{path} is answered {answer.status} in round {round_}")
    comes_back(world, server, url, 3)


def interrupted(world, cluster, url):
    """PostgreSQL goes away in the middle of an import: it is whole or absent, and acknowledged only when whole."""
    chance = random.Random()
    for version in (20, 21, 22):
        file = world.folder / "interrupted.csv"
        file.write_bytes(authorities("cut", 2 * ROWS, version))
        process = world.start("import", "authorities", file, "--database", url)
        time.sleep(chance.uniform(0.1, 1))
        cluster.stop()
        cluster.start()
        _, err = process.communicate(timeout=60)
        code = process.returncode
        expect(code in (0, 1) and len(err.splitlines()) == code, f"it ended with {code}: {err[-300:]!r}")
        found, rows = versions(world.export(url), "cut")
        expect(len(found) <= 1 and rows in (0, 2 * ROWS), f"half of it is there: {found} in {rows} rows")
        expect(code == 1 or found == [str(version)], f"import {version} was acknowledged, and {found} is there")
    world.doctor(url)


def killed(world, url):
    """`kill -9` of importers: whole or absent, and the lock of a dead writer keeps nobody waiting."""
    chance = random.Random()
    acknowledged = {"post": 3, "next": 0}
    file = world.folder / "killed.csv"
    for round_ in range(4, 9):
        file.write_bytes(authorities("post", ROWS, round_))
        started = time.monotonic()
        process = world.start("import", "authorities", file, "--database", url)
        time.sleep(chance.uniform(0.02, 0.7))
        process.kill()
        process.communicate()
        if process.returncode == 0:
            acknowledged["post"] = round_
        world.take(url, authorities("next", 20, round_), patience=25)
        expect(time.monotonic() - started < 25, "the next import waited for a dead one")
        exported = world.export(url)
        found, rows = versions(exported, "post")
        expect(len(found) == 1 and rows == ROWS, f"it is half: {found} in {rows} rows")
        expect(acknowledged["post"] <= int(found[0]) <= round_, f"it is {found} after {acknowledged['post']} was acknowledged")
        acknowledged["post"] = int(found[0])
        expect(versions(exported, "next") == ([str(round_)], 20), "the import after it is not whole")
    world.doctor(url)


def sample(world, url):
    return [world.export(url, kind) for kind in ("authorities", "institutions", "editions", "edition-figures")]


def moved(world, cluster, url):
    """PostgreSQL to SQLite and back: equal exports everywhere."""
    expected = sample(world, url)
    folder = world.place("moved")
    world.done("backup", folder / "first.backup", "--database", url)
    world.done("restore", folder / "first.backup", "--database", f"sqlite:{folder / 'first.db'}")
    expect(sample(world, f"sqlite:{folder / 'first.db'}") == expected, "PostgreSQL to SQLite changes the exports")
    world.doctor(f"sqlite:{folder / 'first.db'}")
    world.done("backup", folder / "second.backup", "--database", f"sqlite:{folder / 'first.db'}")
    again = cluster.database("again")
    world.done("restore", folder / "second.backup", "--database", again)
    expect(sample(world, again) == expected, "SQLite to PostgreSQL changes the exports")
    world.doctor(again)
    world.refused("restore", folder / "second.backup", "--database", again, naming="holds data already")
    expect(sample(world, again) == expected, "a refused restore changed something")
    world.take(again, authorities("post", ROWS, 50))
    expect(versions(world.export(again), "post") == (["50"], ROWS), "what was restored takes no import")
    for name in ("first.backup", "second.backup"):
        expect(os.stat(folder / name).st_mode & 0o777 == 0o600, f"others can read {name}")


def tests(world):
    cluster = Cluster(world)
    with world.test("a PostgreSQL database that was not migrated is not served, and one of something else not restored into"):
        unmigrated(world, cluster)
    with world.test("PostgreSQL made by a newer program is refused by name of the step"):
        newer(world, cluster)
    shared = cluster.database("shared")
    world.done("migrate", "--database", shared)
    sharing.check(world, shared, "PostgreSQL")
    url = cluster.database("faults")
    world.done("migrate", "--database", url)
    world.take(url, authorities("post", ROWS, 1))
    world.take(url, editions(), "editions")
    server = Server(world, url)
    with world.test(f"PostgreSQL stopped: 503 and a sentence; started: served within {LONGEST_RETURN} s by the same process"):
        stopped(world, cluster, server, url)
    with world.test("after PostgreSQL is back an import is taken and shown"):
        comes_back(world, server, url, 2)
    with world.test("connections that PostgreSQL ends are made again, and no request fails"):
        cut_off(world, cluster, server, url)
    with world.test("kill -9 of imports into PostgreSQL: whole or absent, and the next one waits for nobody"):
        killed(world, url)
    with world.test("PostgreSQL stopped during an import: whole or absent, acknowledged only when whole"):
        interrupted(world, cluster, url)
    with world.test("PostgreSQL: six migrations of the same new database at once all come through"):
        sharing.together(world, lambda round_: cluster.database(f"together{round_}"), 2)
    with world.test("PostgreSQL to SQLite and back by backup and restore: the exports stay equal"):
        moved(world, cluster, url)
    with world.test("SIGTERM while PostgreSQL is away: exit 0 in time"):
        cluster.stop()
        server.get("/en/network?q=post")
        expect(server.stop(within=10) == 0, "it does not end well")
