# SPDX-License-Identifier: EUPL-1.2
"""What the groups share: the report, the program, its servers, the files it takes, and the end of all processes begun here."""
import contextlib
import csv
import hashlib
import io
import itertools
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import traceback

from wire import Answer, Wire

# How long a command of the command line may take before it hangs, on a machine that does other things too.
PATIENCE = 60


class Fault(Exception):
    """The program did not do what it should."""


class NotTried(Exception):
    """This machine does not allow the test."""


def expect(truth, otherwise):
    if not truth:
        raise Fault(otherwise() if callable(otherwise) else str(otherwise))


def until(seconds, truth, otherwise, every=0.05):
    """Waits for something to become true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        found = truth()
        if found:
            return found
        if time.monotonic() > end:
            raise Fault(otherwise() if callable(otherwise) else str(otherwise))
        time.sleep(every)


class Report:
    """One line for each test, whichever thread ran it."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def test(self, sentence):
        started = time.monotonic()
        try:
            yield
        except NotTried as reason:
            self.say(f"skip  {sentence} (not tried: {reason})")
        except Fault as fault:
            self.fault(sentence, fault)
        except Exception as failure:
            place = traceback.extract_tb(failure.__traceback__)[-1]
            self.fault(sentence, f"{type(failure).__name__}: {failure} ({pathlib.Path(place.filename).name}:{place.lineno})")
        else:
            with self.lock:
                self.passed += 1
            took = f" [{time.monotonic() - started:.1f} s]" if "FAULTS_TIMES" in os.environ else ""
            self.say(f"ok    {sentence}{took}")

    def fault(self, sentence, why):
        with self.lock:
            self.failed += 1
        self.say(f"FAULT {sentence}: {' '.join(str(why).split())[:900]}")

    def say(self, line):
        with self.lock:
            print(line, flush=True)


class Ran:
    """A command that came to its end."""

    def __init__(self, arguments, code, out, err):
        self.arguments, self.code, self.bytes = arguments, code, out
        self.out, self.err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def __str__(self):
        return f"{' '.join(self.arguments)} ended with {self.code}; out: {self.out[-300:]!r}; err: {self.err[-300:]!r}"


class World:
    """A folder, a program, and everything that was begun."""

    def __init__(self, program):
        self.program = program
        self.report = Report()
        self.test = self.report.test
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hemicycle-faults-"))
        os.chmod(self.folder, 0o711)
        self.numbers = itertools.count(1)
        self.processes = []
        self.endings = []
        self.lock = threading.Lock()
        # Settings of whoever runs this are not settings of the tests; nor is a proxy.
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("HEMICYCLE_", "PG")) and k.lower() != "http_proxy"}
        self.environment |= {"TMPDIR": str(self.place("temporary")), "LC_ALL": "C.UTF-8"}

    def place(self, name):
        """A new folder."""
        folder = self.folder / f"{next(self.numbers)}-{name}"
        folder.mkdir(mode=0o755)
        return folder

    def start(self, *arguments, prefix=(), environment=None, **more):
        """Begins the program in a process that ends with this run."""
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        more.setdefault("stdin", subprocess.DEVNULL)
        with self.lock:
            process = subprocess.Popen(
                [*prefix, self.program, *map(str, arguments)], env=self.environment | (environment or {}), cwd=self.folder, **more)
            self.processes.append(process)
        return process

    def run(self, *arguments, patience=PATIENCE, **more):
        """Runs the program to its end."""
        process = self.start(*arguments, **more)
        try:
            out, err = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise Fault(f"{' '.join(map(str, arguments))} hangs; err: {err[-300:]!r}") from None
        return Ran([str(a) for a in arguments], process.returncode, out or b"", err or b"")

    def done(self, *arguments, **more):
        """Runs the program, which has to succeed."""
        ran = self.run(*arguments, **more)
        expect(ran.code == 0, ran)
        return ran

    def refused(self, *arguments, naming="", **more):
        """Runs the program, which has to end with 1 and one sentence. Returns the sentence."""
        ran = self.run(*arguments, **more)
        expect(ran.code == 1, f"not refused with 1: {ran}")
        return sentence(ran, naming)

    def refused_late(self, *arguments, naming="", **more):
        """The same for a server that is refused when it begins to listen: its log may stand before the sentence."""
        ran = self.run(*arguments, **more)
        expect(ran.code == 1, f"not refused with 1: {ran}")
        lines = [line for line in ran.err.splitlines() if not re.match(r"\d{4}-\d\d-\d\dT\S+ (info|error) hemicycle: ", line)]
        return sentence(Ran(ran.arguments, 1, ran.bytes, "\n".join(lines).encode()), naming)

    def doctor(self, url, port=None, **more):
        """The database is sound: doctor ends with 0."""
        ran = self.run("doctor", "--database", url, "--listen", f"127.0.0.1:{port or free_port()}", **more)
        faults = [line for line in ran.out.splitlines() if not line.startswith("ok")]
        expect(ran.code == 0, f"doctor: {'; '.join(faults)} {ran.err}")

    def export(self, url, kind="authorities", **more):
        return self.done("export", kind, "--database", url, **more).bytes

    def take(self, url, rows, kind="authorities", **more):
        """Imports rows."""
        file = self.folder / f"{next(self.numbers)}.csv"
        file.write_bytes(rows)
        return self.done("import", kind, file, "--database", url, **more)

    def close(self):
        for process in self.processes:
            with contextlib.suppress(OSError):
                process.kill()
            with contextlib.suppress(Exception):
                process.wait(10)
        for ending in reversed(self.endings):
            with contextlib.suppress(Exception):
                ending()
        shutil.rmtree(self.folder, ignore_errors=True)


def sentence(ran, naming=""):
    """What standard error holds: one line for people, nothing of a crash."""
    lines = ran.err.splitlines()
    expect(len(lines) == 1, f"not one sentence but {len(lines)} lines: {ran}")
    text = lines[0]
    expect(re.match(r"hemicycle: \S+( \S+){3,}", text) and len(text) < 500, f"no sentence: {ran}")
    traces = ["Fatal error", "Optional(", "Error Domain", "GRDB", "Swift.", "Stack dump", "\x1b"]
    expect(not any(trace in text for trace in traces), f"not for people: {text}")
    expect(naming in text, f"does not say {naming!r}: {text}")
    expect(ran.out == "", f"standard output is not empty: {ran}")
    return text


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`hemicycle serve` on a port of its own choice."""

    def __init__(self, world, url, **more):
        self.world, self.url = world, url
        self.folder = world.place("server")
        self.begin(**more)

    def begin(self, **more):
        number = next(self.world.numbers)
        self.said, self.logged = self.folder / f"{number}.out", self.folder / f"{number}.err"
        with open(self.said, "wb") as out, open(self.logged, "wb") as err:
            self.process = self.world.start(
                "serve", "--database", self.url, "--listen", "127.0.0.1:0", stdout=out, stderr=err, **more)
        found = until(PATIENCE, self.greeting, lambda: f"the server did not start: {self.logged.read_text()[-500:]}")
        self.port = int(found.group(1))
        self.pid = self.process.pid

    def greeting(self):
        found = re.search(r"listening on 127\.0\.0\.1:(\d+)\)", self.said.read_text())
        if not found and self.process.poll() is not None:
            raise Fault(f"the server ended with {self.process.returncode}: {self.logged.read_text()[-500:]}")
        return found

    def get(self, path, timeout=30, method="GET", **headers) -> Answer:
        """One request on a connection of its own."""
        with Wire(self.port, timeout) as wire:
            headers = {"Host": "localhost", "Connection": "close", **{name.replace("_", "-"): v for name, v in headers.items()}}
            fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            wire.send(f"{method} {path} HTTP/1.1\r\n{fields}\r\n".encode())
            answer = wire.answer(method)
            expect(answer, f"{method} {path} was not answered")
            return answer

    def stands(self):
        """The same process as before, and ready."""
        code = self.process.poll()
        expect(code is None, lambda: f"the server ended with {code}: {self.logged.read_text()[-600:]}")
        ready = self.get("/readyz")
        expect(ready.status == 200 and ready.body == b"ready\n", f"/readyz says {ready}")

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def stop(self, within=20):
        self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Fault(f"the server did not stop within {within} seconds") from None


COLUMNS = [
    "id", "name_local", "name_en", "country", "kind", "population", "population_source", "latitude", "longitude", "nuts_code",
    "efus_member", "national_forum", "member_evidence", "other_names", "parent", "member_since", "member_until",
]


def table(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def authorities(prefix, count, version):
    """Authorities that hold their version in every table a row of theirs goes to."""
    return table(COLUMNS, [[
        f"{prefix}-{n:04}", f"Stad {prefix} {n} Nº{version}", f"Town {prefix} {n}", "BE", "city", version, f"census {version}",
        f"{50 + n / 1000:.4f}", f"{4 + n / 1000:.4f}", "", "yes" if version % 2 else "no", "", f"list {version}",
        f"Ville {version}|Ciudad {version}", "", "", "",
    ] for n in range(count)])


def versions(exported, prefix):
    """Which versions the rows of a prefix show, in all their parts, and how many rows there are."""
    rows = [row for row in csv.DictReader(io.StringIO(exported.decode("utf-8-sig"))) if row["id"].startswith(prefix + "-")]
    found = set()
    for row in rows:
        found |= {row["population"], row["name_local"].rpartition("Nº")[2]}
        found |= {row["member_evidence"].partition(" ")[2], row["population_source"].partition(" ")[2]}
        found |= {name.split()[1] for name in row["other_names"].split("|")} or {"no names"}
    return sorted(found), len(rows)


EDITION_COLUMNS = ["edition", "city", "country", "dates", "notes", "sources", "slug", "zone", "invented", "host"]


def editions(dates="2031-03-11/2031-03-13"):
    return table(EDITION_COLUMNS, [[31, "Liège", "BE", dates, "invented", "", "liege-2031", "Europe/Brussels", "yes", ""]])


def digest(path):
    """What tells whether a file, or any file of a folder, was touched."""
    path = pathlib.Path(path)
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return {str(p): (hashlib.sha256(p.read_bytes()).hexdigest(), oct(p.stat().st_mode)) for p in files}
