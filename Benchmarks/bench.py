# SPDX-License-Identifier: EUPL-1.2
"""What every part uses: processes and what they cost, and tables."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request


class Bench:
    """The program under measurement, a folder that is removed at the end, and how thorough this run is."""

    def __init__(self, root, program, folder, stack, quick):
        self.root, self.program, self.folder, self.stack, self.quick = root, program, folder, stack, quick
        self.demo = folder / "demo.db"

    def version(self):
        return self.run("version").strip()

    def run(self, *arguments, **settings):
        """Runs a command of the program, with settings in its environment, and returns what it prints."""
        done = subprocess.run([self.program, *map(str, arguments)], env=environment(**settings), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"hemicycle {arguments[0]} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def run_json(self, *arguments, **settings):
        return [json.loads(line) for line in self.run(*arguments, **settings).splitlines()]

    def serving(self, database, command="serve"):
        """A server, started and ready."""
        return Hemicycle(self, database, command)

    def demonstration(self):
        """A file with the demonstration, made once."""
        if not self.demo.exists():
            with self.serving(self.demo, "demo"):
                pass
        return self.demo


def environment(**more):
    """The environment without settings of whoever runs this."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HEMICYCLE_")} | more


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A program of ours to start, to look at and to stop; ends with the block."""

    def __init__(self, command, log, env=None):
        self.log = log
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log.open("wb"), stderr=subprocess.STDOUT, env=env)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(15)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def cpu(self):
        """Seconds of processor time so far, user and system, of this process and its children."""
        return sum(cpu_seconds(int(pid)) for pid in [self.child.pid, *self.children()])

    def children(self):
        return pathlib.Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text().split()

    def memory(self):
        """Proportional and resident set size in MB (10^6 bytes)."""
        text = pathlib.Path(f"/proc/{self.child.pid}/smaps_rollup").read_text()
        return [int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1]) * 1024 / 1e6 for name in ("Pss", "Rss")]

    def wait_until(self, is_ready, what, patience=60):
        end = time.monotonic() + patience
        while not is_ready():
            if self.child.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{what} did not start:\n{self.log.read_text()}")
            time.sleep(0.001)

    def settle(self):
        """Waits until nothing is done in the background any more."""
        before = -1.0
        while self.cpu() - before > 0.002:
            before = self.cpu()
            time.sleep(0.5)


def cpu_seconds(pid):
    """What utime and stime of /proc/PID/stat add up to, in nanoseconds instead of ticks: the CPU clock of another process."""
    return time.clock_gettime(~pid << 3 | 2)


class Hemicycle(Process):
    def __init__(self, bench, database, command):
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.port = port
        began = time.monotonic()
        url = database if "://" in str(database) else f"sqlite:{database}"
        super().__init__(
            [bench.program, command, "--database", url, "--listen", f"127.0.0.1:{port}"],
            bench.folder / "hemicycle.log", environment(HEMICYCLE_PUBLIC_URL=self.base))
        self.wait_until(self.answers, "the server")
        self.start_seconds = time.monotonic() - began

    def answers(self):
        """Whether the front page is answered."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return connection.recv(16).startswith(b"HTTP/1.1 200")
        except OSError:
            return False


def fetch(url, **headers):
    """The headers and the bytes of an answer as they came, compressed or not."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(url, headers=names)) as answer:
        return answer.headers, answer.read()


def tool(name, *folders):
    """Where a tool is; nginx is often outside the path of a user."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin", *map(str, folders)]))
    if not found:
        raise SystemExit(f"{name} is not there: Scripts/install bench")
    return found


median = statistics.median


def table(title, columns, rows, note=None):
    """A table that is readable as it is and is one in Markdown too: the first column is text, the others stand to the right."""
    cells = [list(map(str, row)) for row in rows]
    widths = [max(3, *(len(row[i]) for row in [columns, *cells])) for i in range(len(columns))]

    def line(row):
        placed = [text.rjust(w) if i else text.ljust(w) for i, (text, w) in enumerate(zip(row, widths))]
        return "| " + " | ".join(placed) + " |"

    print(f"\n{title}\n")
    print(line(columns))
    print(line(["-" * (w - 1) + (":" if i else "-") for i, w in enumerate(widths)]))
    for row in cells:
        print(line(row))
    if note:
        print(f"\n{note}")
    sys.stdout.flush()


def number(value):
    """Three digits that mean something, or all there are of a large number."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Goals:
    """What was aimed at, and whether this run reached it."""
    met, missed = [], []


def goal(what, aim, is_met):
    """The cell of a table for it."""
    (Goals.met if is_met else Goals.missed).append(f"{what} ({aim})")
    return f"{aim}: {'met' if is_met else 'missed'}"
