# SPDX-License-Identifier: EUPL-1.2
"""A server that is asked to stop finishes what was begun, refuses what is new, and is gone soon."""
import pathlib
import signal
import socket
import time

from wire import Wire
from world import Server, authorities, expect

LATEST = 5
# Enough for a spreadsheet to take a moment.
ROWS = 300


def begin(world, url, rows=0):
    if rows:
        world.take(url, authorities("stop", rows, 1))
    return Server(world, url)


def ends(server, since):
    """The server ends well and in time."""
    code = server.process.wait(max(0.1, LATEST - (time.monotonic() - since)))
    expect(code == 0, f"it ended with {code}: {server.logged.read_text()[-300:]}")
    expect("Stopped." in server.said.read_text(), "it does not say that it stopped")


def is_refused(port):
    """Nobody answers a new connection, or only with 503."""
    try:
        with Wire(port, 3) as wire:
            wire.send(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = wire.answer()
            return answer is None or answer.status == 503
    except (ConnectionError, socket.timeout):
        return True


def kept_alive(server, count):
    """Connections that had an answer and wait for the next request."""
    wires = [Wire(server.port, 30) for _ in range(count)]
    for number, wire in enumerate(wires):
        wire.send(f"GET {'/en/network' if number % 2 else '/readyz'} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    for wire in wires:
        expect(wire.answer().status == 200, "a page is not answered before the stop")
    return wires


def tests(world):
    url = f"sqlite:{world.place('stopping') / 'hemicycle.db'}"
    with world.test(f"SIGTERM with 50 connections open: exit 0 within {LATEST} s, running requests finish, new ones are refused"):
        server = begin(world, url, ROWS)
        wires = kept_alive(server, 50)
        book, form = Wire(server.port, 30), Wire(server.port, 30)
        book.send(b"GET /network/authorities.xlsx HTTP/1.1\r\nHost: localhost\r\n\r\n")
        form.send(b"GET /network/authorities.json?page=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345")
        time.sleep(0.15)
        asked = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        expect(is_refused(server.port), "a new connection is answered")
        form.send(b"67890")
        for wire, begins in ((book, b"PK"), (form, b'{"count":%d' % ROWS)):
            answer = wire.answer()
            is_whole = answer and answer.status == 200 and answer.body.startswith(begins)
            expect(is_whole, f"a running request was not finished: {answer}")
        ends(server, asked)
        expect(all(wire.ends(2) for wire in wires), "a connection is left open")
    for name, number in (("SIGINT", signal.SIGINT), ("SIGTERM", signal.SIGTERM)):
        with world.test(f"{name} with connections that sent nothing, or half a request: exit 0 within {LATEST} s"):
            server = begin(world, url)
            wires = [Wire(server.port, 10) for _ in range(20)]
            for wire in wires[10:]:
                wire.send(b"GET /en/network HTTP/1.1\r\nHost: loc")
            time.sleep(0.2)
            asked = time.monotonic()
            server.process.send_signal(number)
            ends(server, asked)
    with world.test("a connection kept alive gets no page after SIGTERM, and readyz never says ready"):
        server = begin(world, url)
        busy = Wire(server.port, 20)
        wires = kept_alive(server, 4)
        busy.send(b"POST /en HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345")
        time.sleep(0.2)
        asked = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        for wire, path in zip(wires, ("/readyz", "/en/network", "/en/", "/readyz")):
            try:
                wire.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                answer = wire.answer(within=3)
            except OSError:
                answer = None
            expect(answer is None or path != "/readyz" or answer.status == 503, f"{path} is answered {answer} while stopping")
        busy.send(b"67890")
        answer = busy.answer()
        expect(answer and answer.status == 405, f"a running request was not finished: {answer}")
        ends(server, asked)
    with world.test("a second SIGTERM while it stops changes nothing, and a stopped server leaves all in one file"):
        server = begin(world, url)
        asked = time.monotonic()
        for _ in range(3):
            server.process.send_signal(signal.SIGTERM)
        ends(server, asked)
        log = pathlib.Path(url.removeprefix("sqlite:") + "-wal")
        expect(not log.exists() or log.stat().st_size == 0, f"the log beside the database holds {log.stat().st_size} bytes")
        world.doctor(url)
