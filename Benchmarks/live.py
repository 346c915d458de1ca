# SPDX-License-Identifier: EUPL-1.2
"""Live streams: how long after a commit each of 2,000 open pages is told, and what an open one costs."""
import re
import select
import shutil
import socket
import sqlite3
import time

from bench import goal, number, table

STREAMS, PER_ADDRESS = 2_000, 500
TOLD_GOAL = 0.5
EDITION = "brussels-2027"
CHANGE = b"event: change\n"


class Crowd:
    """Clients that read their streams, each on a connection of its own, all watched by one poll of the system."""

    def __init__(self, port, count):
        self.poll, self.sockets, self.heard = select.epoll(), {}, {}
        for n in range(count):
            # A network address may hold only so many: the crowd comes from several.
            one = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(f"127.0.0.{2 + n // PER_ADDRESS}", 0))
            one.sendall(f"GET /{EDITION}/programme/live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode())
            self.sockets[one.fileno()] = one
            self.poll.register(one.fileno(), select.EPOLLIN)

    def wait(self, mark, patience=30):
        """Reads until each was told what the mark begins; returns when each was, by the clock of this machine."""
        told, end = {}, time.monotonic() + patience
        while len(told) < len(self.sockets):
            if time.monotonic() > end:
                raise SystemExit(f"{len(self.sockets) - len(told)} of {len(self.sockets)} streams are not told")
            for file, _ in self.poll.poll(0.1):
                data = self.sockets[file].recv(1 << 16)
                now = time.monotonic()
                if not data:
                    raise SystemExit("a stream ended")
                if mark in data:
                    told.setdefault(file, now)
        return list(told.values())

    def close(self):
        for one in self.sockets.values():
            one.close()


def measure(bench):
    database = bench.folder / "live.db"
    shutil.copy(bench.demonstration(), database)
    count, rounds = (500, 3) if bench.quick else (STREAMS, 20)
    writer = sqlite3.connect(database, timeout=30, isolation_level=None)
    with bench.serving(database) as server:
        server.settle()
        before, cpu = server.memory()[0], server.cpu()
        began = time.monotonic()
        crowd = Crowd(server.port, count)
        crowd.wait(b"retry: 3000\n")
        opened, opening = time.monotonic() - began, server.cpu() - cpu
        server.settle()
        each = (server.memory()[0] - before) * 1e3 / count
        cpu, delays = server.cpu(), []
        for _ in range(rounds):
            committed = commit(writer)
            delays += [told - committed for told in crowd.wait(CHANGE)]
            time.sleep(0.5)
        telling = (server.cpu() - cpu) / rounds / count
        crowd.close()
        time.sleep(1)
        left = gauge(server, "hemicycle_live_streams")
    delays.sort()
    p50, p99 = (delays[int(len(delays) * part)] for part in (0.5, 0.99))
    table(
        f"{count:,} live streams, told of {rounds} commits of another process, SQLite", ["", "", "goal"],
        [["from the commit to the client, median ms", number(p50 * 1e3), ""],
         ["99 of 100 within ms", number(p99 * 1e3), goal("live streams, 99 of 100", "under 0.5 s", p99 < TOLD_GOAL)],
         ["the last one, ms", number(delays[-1] * 1e3), ""],
         ["CPU µs a stream and commit", number(telling * 1e6), ""],
         ["memory of a stream, kB", number(each), ""],
         ["CPU µs to open one", number(opening * 1e6 / count), ""],
         ["all opened after s, one after the other", number(opened), ""],
         ["still open a second after all clients left", number(left), ""]],
        "A server looks every 0.2 s whether another process has committed: half of that is in the median. The client is one process in Python.")


def commit(writer):
    """Records an act about the programme, as the program does; returns when it was on disk."""
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO act (number, at, actor, role, verb) SELECT number + 1, at, actor, role, 'programme.released' FROM act ORDER BY number DESC LIMIT 1")
    writer.execute("INSERT INTO act_noun (act, noun) SELECT max(number), ? FROM act", [f"programme:{EDITION}"])
    writer.execute("COMMIT")
    return time.monotonic()


def gauge(server, name):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as one:
        one.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        text = b"".join(iter(lambda: one.recv(1 << 16), b"")).decode()
    return float(re.search(rf"^{name} (\S+)", text, re.M)[1])
