# SPDX-License-Identifier: EUPL-1.2
"""Clients that are slow, idle, greedy or too many: others are served meanwhile, and the server goes on as before."""
import contextlib
import resource
import socket
import threading
import time

from wire import Wire
from world import Server, authorities, expect, until

# A head has twenty seconds to come; a machine that does other things may notice some seconds later.
SHORTEST, LONGEST = 15, 35


class Dripping(threading.Thread):
    """Sends a byte every two seconds and tells how long that was endured."""

    def __init__(self, port, beginning, before):
        super().__init__(daemon=True)
        self.wire, self.beginning, self.before, self.took, self.got = Wire(port, 40), beginning, before, None, b""

    def run(self):
        if self.before:
            self.wire.send(self.before)
            self.wire.answer()
        started = time.monotonic()
        for byte in self.beginning + b"X-Slow: " + b"a" * 1000:
            if not self.wire.send(bytes([byte])) or self.wire.ends(2) or time.monotonic() - started > LONGEST + 5:
                break
        self.took, self.got = time.monotonic() - started, self.wire.buffer
        self.wire.close()


def request(path, connection="keep-alive"):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n".encode()


def times(server, count):
    """How long pages take, ready and not, in turn."""
    took = []
    for number in range(count):
        started = time.monotonic()
        answer = server.get("/en/network" if number % 2 else "/readyz")
        took.append(time.monotonic() - started)
        expect(answer.status == 200, f"a normal request is answered {answer.status}")
    return took


def idle(server):
    """Connections that say nothing, or only half of what they want."""
    usual = max(times(server, 20))
    with contextlib.ExitStack() as stack:
        wires = [stack.enter_context(Wire(server.port, 10)) for _ in range(200)]
        for wire in wires[::3]:
            wire.send(b"GET /en/network HT")
        for wire in wires[1::3]:
            wire.send(request("/readyz"))
        took = times(server, 40)
        # One second is the promise; a machine that is slow without them may be as slow with them.
        expect(max(took) < max(1, 3 * usual), f"a normal request took {max(took):.2f} s, without them {usual:.2f} s")
        for wire in wires[1::3]:
            expect(wire.answer().status == 200, "one of the 200 is not answered")


def vanishing(server):
    """Clients that go away in the middle of everything, with and without a word."""
    for number in range(120):
        wire = Wire(server.port, 10)
        wire.send([request("/network/authorities.xlsx"), request("/en/network") * 20,
                   b"POST /en HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nx", b"GET /en/net"][number % 4])
        if number % 3 == 0:  # a reset instead of an end
            wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        elif number % 3 == 1:
            with contextlib.suppress(OSError):
                wire.socket.shutdown(socket.SHUT_WR)
        wire.close()


def half_closed(server):
    """Who has said all and closes that half still gets the answer, ready or not."""
    for path in ("/en/network", "/en/network?q=crowd", "/readyz"):
        with Wire(server.port, 10) as wire:
            wire.send(request(path))
            wire.socket.shutdown(socket.SHUT_WR)
            answer = wire.answer()
            expect(answer and answer.status == 200, f"{path} is not answered to a half-closed connection")
            expect(wire.ends(5), "the other half stays open")


def ready_answers(server):
    lines = server.get("/metrics").text.splitlines()
    return int(float(next(line for line in lines if line.startswith("hemicycle_ready_answers_total")).split()[1]))


def greedy(server):
    """Asks without end and never reads: the server stops taking in, instead of keeping all answers in memory."""
    one = request("/en/network").replace(b"\r\n\r\n", b"\r\nX-Long: " + b"a" * 110 + b"\r\n\r\n")
    asked, limit = 5000, 3000
    before = ready_answers(server)
    with Wire(server.port, 10, buffer=32768) as wire:
        wire.socket.setblocking(False)
        rest = memoryview(one * asked)
        end = time.monotonic() + 20
        made = since = 0
        # Until nothing happens for a while: then the buffers of the system are full and nobody empties them.
        while time.monotonic() < end and time.monotonic() - (since or end) < 2 and made < limit:
            with contextlib.suppress(BlockingIOError):
                rest = rest[wire.socket.send(rest[:65536]):]
            now = ready_answers(server) - before
            made, since = now, since if now == made and since else time.monotonic()
            time.sleep(0.05)
        expect(made < limit, f"{made} answers were made and kept in memory for one who does not read")
    times(server, 4)


def flood(world, url):
    """More connections than the process may have files: it serves again when they are gone."""
    limit = 120
    server = Server(world, url, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
    expect(server.get("/en/network").status == 200, "no page before the flood")
    wires = []
    for _ in range(limit + 80):
        with contextlib.suppress(OSError):
            wires.append(Wire(server.port, 2))
    time.sleep(1)
    for wire in wires:
        wire.close()
    expect(server.process.poll() is None, "the server ended")

    def serves():
        with contextlib.suppress(OSError):
            return server.get("/en/network", timeout=3).status == 200
    until(15, serves, "it does not serve after too many connections")
    server.stands()
    expect(server.stop() == 0, "it does not end well")


def tests(world):
    url = f"sqlite:{world.place('crowds') / 'hemicycle.db'}"
    world.take(url, authorities("crowd", 60, 1))
    server = Server(world, url)
    server.get("/en/network")
    slow = [Dripping(server.port, beginning, before) for beginning, before in (
        (b"GET /en/network HTTP/1.1\r\nHost: localhost\r\n", b""), (b"POST /en HTTP/1.1\r\n", b""), (b"\r\n" * 500, b""),
        (b"GET / HTTP/1.1\r\n", request("/en/network")), (b"GET / HTTP/1.1\r\n", request("/readyz")))]
    for client in slow:
        client.start()
    for sentence, test, arguments in (
        ("with 200 idle connections normal requests are answered in under a second", idle, (server,)),
        ("clients that vanish in the middle do no harm", vanishing, (server,)),
        ("a connection half closed after the request gets its answer", half_closed, (server,)),
        ("a client that asks without end and never reads costs little memory", greedy, (server,)),
        ("more connections than files are allowed: served again when they are gone", flood, (world, url)),
    ):
        with world.test(sentence):
            test(*arguments)
            server.stands()
    with world.test("a client that sends a byte every two seconds is let go after some 20 seconds, first request or later"):
        for client in slow:
            client.join(LONGEST + 10)
            expect(SHORTEST <= (client.took or 0) <= LONGEST, f"endured for {client.took} s, got {client.got[:80]!r}")
        server.stands()
        expect(server.stop() == 0, "it does not end well")
