# SPDX-License-Identifier: EUPL-1.2
"""What cannot work is refused: exit 1, one sentence for people on standard error, and nothing is touched. Wrong use is 2."""
import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess

from world import NotTried, Server, authorities, digest, editions, expect, free_port, sentence, table

# Commands that open a database, and what they need besides.
OPENING = [["serve", "--listen", "127.0.0.1:0"], ["migrate"], ["export", "authorities"], ["edition", "list"],
           ["import", "authorities", "FILE"]]
INSERT_STEP = "INSERT INTO migration (id, digest, ends_older_programs, at) VALUES "
# As root without the rights that make files of others, and one's own locked ones, readable.
WITHOUT_POWERS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]


def each_refuses(world, path, naming=None, commands=OPENING, folder=None, **more):
    """Every command refuses the file by name and leaves it, and what lies beside it, as it was."""
    file = world.folder / "refused.csv"
    file.write_bytes(authorities("refused", 2, 1))
    folder = folder or path.parent
    before = digest(folder)
    for command in commands:
        arguments = [file if word == "FILE" else word for word in command]
        text = world.refused(*arguments, "--database", f"sqlite:{path}", naming=naming or path.name, **more)
        changed = set(digest(folder).items()) ^ set(before.items())
        expect(not changed, f"{command[0]} said {text!r}, but changed {sorted({os.path.basename(name) for name, _ in changed})}")


def doctor_finds(world, path, words):
    """Doctor ends with 1 and says it, in one line of its list."""
    ran = world.run("doctor", "--database", f"sqlite:{path}", "--listen", f"127.0.0.1:{free_port()}")
    expect(ran.code == 1, f"doctor does not call it a fault: {ran}")
    faults = [line for line in ran.out.splitlines() if line.startswith("fault")]
    expect(len(faults) == 1 and words in faults[0], f"doctor says: {faults}")


class Samples:
    """A whole database, and copies of it with something wrong."""

    def __init__(self, world):
        self.world = world
        self.whole = world.place("whole") / "whole.db"
        world.take(f"sqlite:{self.whole}", authorities("whole", 200, 1))
        self.bytes = self.whole.read_bytes()

    def file(self, name, data):
        path = self.world.place(name) / f"{name}.db"
        path.write_bytes(data)
        return path

    def copy(self, name, *statements):
        path = self.file(name, self.bytes)
        with contextlib.closing(sqlite3.connect(path)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{path}{ending}")
        return path


def of_files(world):
    samples = Samples(world)
    with world.test("truncated database files are refused, wherever they were cut, and left as they are"):
        size = len(samples.bytes)
        for length in (60, 4096, size // 2, size - 4096, size - 777):
            path = samples.file(f"cut-{length}", samples.bytes[:length])
            each_refuses(world, path)
            doctor_finds(world, path, path.name)
    with world.test("files of something else are refused: text, a picture, zeros, a folder"):
        for name, data in (("text", b"Dear colleagues,\nsee you in Brussels.\n" * 200), ("zeros", bytes(8192)), ("letter", b"x"),
                           ("picture", b"\x89PNG\r\n\x1a\n" + os.urandom(9000))):
            path = samples.file(f"foreign-{name}", data)
            each_refuses(world, path, commands=OPENING[:3])
            doctor_finds(world, path, path.name)
        folder = world.place("folder") / "folder.db"
        folder.mkdir()
        each_refuses(world, folder, commands=OPENING[:3])
    with world.test("a SQLite database of another program is refused and left as it is"):
        path = world.place("stranger") / "stranger.db"
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.executescript("CREATE TABLE song (name text); INSERT INTO song VALUES ('La Brabançonne')")
        each_refuses(world, path)
        doctor_finds(world, path, path.name)
    with world.test("a database of a newer program is refused by name of the step, and left as it is"):
        newer = samples.copy("newer", INSERT_STEP + "('9999 the future', 'x', 1, 0)")
        each_refuses(world, newer, naming="9999 the future")
        doctor_finds(world, newer, "9999 the future")
    with world.test("a database with a step in another form is refused, one with a step that tolerates older programs is served"):
        edited = samples.copy("edited", "UPDATE migration SET digest = 'another' WHERE id LIKE '0010%'")
        each_refuses(world, edited, naming="0010", commands=OPENING[:2])
        tolerant = samples.copy("tolerant", INSERT_STEP + "('9999 more', 'x', 0, 0)")
        server = Server(world, f"sqlite:{tolerant}")
        expect("Stad whole 1 " in server.get("/en/network").text, "its page is not shown")
        server.kill()
    with world.test("doctor finds a spoilt page and an authority whose parent is missing"):
        page = next(n for n in range(8, len(samples.bytes) // 4096) if samples.bytes[n * 4096] in (2, 5, 10, 13))
        spoilt = bytearray(samples.bytes)
        spoilt[page * 4096:page * 4096 + 4096] = b"\x0d\xff" * 2048
        doctor_finds(world, samples.file("spoilt", spoilt), "damaged")
        orphan = samples.copy("orphan", "PRAGMA foreign_keys = OFF", "DELETE FROM membership WHERE authority = 'whole-0001'",
                              "INSERT INTO membership VALUES ('nobody', 'yes', '', NULL, NULL)")
        doctor_finds(world, orphan, "membership")
    with world.test("doctor, export and backup change nothing of a database at rest"):
        for command in (["doctor", "--listen", f"127.0.0.1:{free_port()}"], ["export", "authorities"],
                        ["backup", world.folder / "rest.backup"], ["edition", "list"]):
            before = digest(samples.whole)
            world.done(*command, "--database", f"sqlite:{samples.whole}")
            expect(digest(samples.whole) == before, f"{command[0]} changed the file")
    with world.test("a folder that is missing is refused and not made; export and doctor make no database"):
        path = world.place("missing") / "no" / "such.db"
        each_refuses(world, path, folder=path.parent.parent)
        none = world.place("none") / "none.db"
        world.refused("export", "authorities", "--database", f"sqlite:{none}", naming="none.db")
        world.run("doctor", "--database", f"sqlite:{none}", "--listen", f"127.0.0.1:{free_port()}")
        expect(not list(none.parent.iterdir()), f"made {list(none.parent.iterdir())}")


def of_rights(world):
    """Files and folders this user may not read or write."""
    prefix = []
    if os.geteuid() == 0:
        prefix = WITHOUT_POWERS
        locked = world.folder / "locked"
        locked.write_bytes(b"")
        os.chmod(locked, 0)
        if not shutil.which("setpriv") or subprocess.run([*prefix, "cat", locked], capture_output=True).returncode == 0:
            raise NotTried("root can read everything here")
        if subprocess.run([*prefix, world.program, "version"], capture_output=True).returncode != 0:
            raise NotTried("the program cannot be run without root's powers here")
    path = world.place("rights") / "locked.db"
    world.take(f"sqlite:{path}", authorities("locked", 3, 1))
    for mode in (0o000, 0o444):
        os.chmod(path, mode)
        for command in OPENING[:2]:
            world.refused(*command, "--database", f"sqlite:{path}", naming="locked.db", prefix=prefix)
    os.chmod(path, 0o600)
    os.chmod(path.parent, 0o555)
    world.refused(*OPENING[0], "--database", f"sqlite:{path.parent / 'new.db'}", naming="new.db", prefix=prefix)
    world.refused("backup", path.parent / "new.backup", "--database", f"sqlite:{path}", naming="new.backup", prefix=prefix)
    os.chmod(path.parent, 0o000)
    world.refused(*OPENING[0], "--database", f"sqlite:{path}", prefix=prefix)
    os.chmod(path.parent, 0o755)
    world.doctor(f"sqlite:{path}")
    secret = world.folder / "secret.csv"
    secret.write_bytes(authorities("secret", 3, 1))
    os.chmod(secret, 0)
    world.refused("import", "authorities", secret, "--database", f"sqlite:{path}", naming="secret.csv", prefix=prefix)


def of_addresses(world):
    with world.test("a wrong address of a database is refused with how to write one"):
        for url in ("mysql://localhost/x", "hemicycle.db", "sqlite:", "", "sqlite::memory:", "sqlite:file:x.db?mode=memory",
                    "postgres:/x"):
            for command in (["serve", "--listen", "127.0.0.1:0"], ["doctor"], ["migrate"]):
                world.refused(*command, "--database", url, naming="sqlite:")
    with world.test("a PostgreSQL server that is not there is refused in time, and no password is shown"):
        for url in (f"postgres://somebody:geheim@127.0.0.1:{free_port()}/none", "postgres://somebody:geheim@/none?host=/nowhere",
                    "postgres://somebody:geheim%zz@127.0.0.1/none", "postgres://somebody:geheim@127.0.0.1:x/none?nonsense=geheim"):
            for command in (*OPENING[:3], ["backup", world.folder / "never"]):
                text = world.refused(*command, "--database", url, patience=20)
                expect("geheim" not in text, f"the password is shown: {text}")
        expect(not (world.folder / "never").exists(), "a backup of nothing was made")
    with world.test("a port in use is refused by name, and the database is left closed and sound"):
        url = f"sqlite:{world.place('port') / 'hemicycle.db'}"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            world.refused_late("serve", "--database", url, "--listen", f"127.0.0.1:{port}", naming=f"127.0.0.1:{port}")
            ran = world.run("doctor", "--database", url, "--listen", f"127.0.0.1:{port}")
            expect(ran.code == 1 and "in use by another program" in ran.out, f"doctor does not see it: {ran}")
        world.doctor(url)
    with world.test("a wrong place to listen is refused: no number, too large, not of this machine"):
        url = f"sqlite:{world.place('listen') / 'hemicycle.db'}"
        for place in ("127.0.0.1:99999", "127.0.0.1", "nonsense", "127.0.0.1:", ":80", "127.0.0.1:-1", "[::1:80", "a b:80", ""):
            world.refused("serve", "--database", url, "--listen", place, naming="HOST:PORT")
        world.refused_late("serve", "--database", url, "--listen", "192.0.2.1:8080", naming="192.0.2.1")
        world.refused_late("serve", "--database", url, "--listen", "no-such-host.invalid:8080", naming="no-such-host.invalid")
    with world.test("wrong settings of the environment are refused by their names"):
        for name, value in (("HEMICYCLE_PUBLIC_URL", "conference"), ("HEMICYCLE_PUBLIC_URL", "https://u:geheim@x.org"),
                            ("HEMICYCLE_LISTEN", "x"), ("HEMICYCLE_TRUSTED_PROXIES", "10.0.0.0/99"), ("HEMICYCLE_LOG_LEVEL", "loud"),
                            ("HEMICYCLE_NO_INDEX", "perhaps"), ("HEMICYCLE_TLS_KEY", "/x"), ("HEMICYCLE_CONTACT", "nobody"),
                            ("HEMICYCLE_DATABASE", "x")):
            text = world.refused("serve", environment={name: value}, naming=name)
            expect("geheim" not in text, f"the password is shown: {text}")


def of_imports(world):
    url = f"sqlite:{world.place('imports') / 'hemicycle.db'}"
    world.take(url, authorities("kept", 20, 1))
    before = world.export(url)
    good = authorities("wrong", 200, 1)
    lines = good.split(b"\n")
    line = lines[150].split(b",")
    with world.test("a wrong line in an import is told by its number, and nothing of the file is stored"):
        for at, value in ((3, b"Belgium"), (4, b"village"), (5, b"many"), (5, b"99999999999999999999"), (7, b"91"), (7, b"nan"),
                          (0, b"No Id"), (1, b""), (10, b"perhaps"), (14, b"nobody-known"), (15, b"2026-02-30"), (1, b"\xff\xfe"),
                          (1, b'"open')):
            wrong = b"\n".join([*lines[:150], b",".join([*line[:at], value, *line[at + 1:]]), *lines[151:]])
            text = refused_import(world, url, wrong)
            expect(at == 14 or "151" in text or value.startswith(b'"'), f"{value} is not told by its line: {text}")
        expect(world.export(url) == before, "something was stored")
    with world.test("files that are no table are refused, and nothing is stored"):
        for data in (b"", b"\n\n", b"\x00" * 5000, os.urandom(5000), b"id\n", b"\xff\xfei\x00d\x00", good[:len(good) // 2] + b'"',
                     table(["a", "b"], [["1", "2"]]), b"<html>" * 100, good.replace(b"wrong-0007", b"wrong-0008"), b"," * 200000,
                     b'"' * 100001, b"PK\x03\x04" + bytes(500)):
            refused_import(world, url, data)
        big = world.folder / "big.csv"
        with open(big, "wb") as file:
            file.truncate(65 << 20)
        world.refused("import", "authorities", big, "--database", url, naming="64 MB")
        world.refused("import", "authorities", world.folder, "--database", url, naming="folder")
        world.refused("import", "authorities", world.folder / "nowhere.csv", "--database", url, naming="nowhere.csv")
        expect(world.export(url) == before, "something was stored")
    with world.test("an edition cannot be moved beyond the calendar, by nothing, or when there is none"):
        world.take(url, editions(), "editions")
        for arguments in (["liege-2031", "9223372036854775807"], ["liege-2031", "-9223372036854775808"], ["liege-2031", "5000000"],
                          ["liege-2031", "0"], ["nowhere", "1"], ["../x", "1"], ["", "1"]):
            world.refused("edition", "move", *arguments, "--database", url)
        expect(b"2031-03-11/2031-03-13" in world.export(url, "editions"), "it was moved")
    with world.test("whoever reads an export may go away, and a full standard output is told"):
        process = world.start("export", "authorities", "--database", url)
        process.stdout.close()
        expect((process.wait(30), process.stderr.read()) == (0, b""), "a closed pipe is a fault")
        if os.path.exists("/dev/full"):
            with open("/dev/full", "wb") as full:
                ran = world.run("export", "authorities", "--database", url, stdout=full)
                expect(ran.code == 1, f"a full output is not told: {ran}")
                sentence(ran, "full")
    world.doctor(url)


def refused_import(world, url, data):
    file = world.folder / "wrong-import.csv"
    file.write_bytes(data)
    return world.refused("import", "authorities", file, "--database", url)


def of_use(world):
    with world.test("wrong use ends with 2 and says how it is meant; nothing is done"):
        folder = world.place("use")
        for arguments in (["--nonsense"], ["serve", "--nonsense"], ["nonsense"], [], ["import"], ["import", "authorities"],
                          ["import", "cities", "x"], ["export", "x"], ["edition", "move", "x", "many"], ["edition"], ["backup"],
                          ["serve", "--database"], ["doctor", "extra"], ["restore", "a", "b"]):
            ran = world.run(*arguments)
            expect(ran.code == 2, f"not 2: {ran}")
            expect("Usage:" in ran.err and "Fatal" not in ran.err and ran.out == "", f"does not say how it is meant: {ran}")
        text = world.run("migrate", "postgres://somebody:geheim@host/x").err
        expect("geheim" not in text, f"the password is shown: {text}")
        expect(not list(folder.iterdir()) and not (world.folder / "hemicycle.db").exists(), "a database was made")
    with world.test("help and version end with 0 on standard output"):
        commands = ["serve", "demo", "migrate", "import", "export", "backup", "restore", "doctor", "edition", "version"]
        for arguments in [["--help"], ["-h"], ["help"], ["help", "import"], *([c, "--help"] for c in commands)]:
            ran = world.run(*arguments)
            expect(ran.code == 0 and "USAGE: hemicycle" in ran.out and ran.err == "", f"no help: {ran}")
        for arguments in (["version"], ["--version"]):
            ran = world.run(*arguments)
            expect(ran.code == 0 and re.fullmatch(r"hemicycle \d+\.\d+\.\d+\S*\n", ran.out) and ran.err == "", f"no version: {ran}")


def tests(world):
    of_files(world)
    with world.test("files and folders without the right to read or write are refused"):
        of_rights(world)
    of_addresses(world)
    of_imports(world)
    of_use(world)
