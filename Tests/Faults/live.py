# SPDX-License-Identifier: EUPL-1.2
"""Live streams: crowds are told, whoever is gone is let go of, and a server that stops does not wait for them."""
import contextlib
import pathlib
import re
import select
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request

from secure import certificate
from world import Server, editions, expect, table, until

CROWD = 500
# From the commit of another process to the last of them.
LATEST = 2
# A stop with streams is as quick as one without.
STOP = 3
# TLS waits for the farewell of clients for five seconds; these do not read.
STOP_TLS = 8
PATH = "/liege-2031/programme/live"
HEAD = f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n"
SESSIONS = [
    "edition", "code", "day", "start", "end", "kind", "title_en", "title_fr", "abstract_en", "languages", "interpreted", "topic",
    "rooms", "capacity", "registration", "status", "speakers", "moderator", "rapporteur", "notes"]


class Stream:
    """A client of server-sent events on a bare socket."""

    def __init__(self, port, fields="", trust=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        if trust:
            self.socket = trust.wrap_socket(self.socket, server_hostname="localhost")
        self.socket.sendall(f"{HEAD}{fields}\r\n".encode())
        self.text, self.is_ended = "", False

    def fileno(self):
        return self.socket.fileno()

    def take(self):
        """Reads what is there."""
        try:
            data = self.socket.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        self.is_ended = not data
        self.text += data.decode("utf-8", "replace")

    @property
    def changes(self):
        """The numbers of the changes that were told."""
        return [int(n) for n in re.findall(r"id: (\d+)\nevent: change\ndata: programme:liege-2031\n\n", self.text)]

    def close(self):
        self.socket.close()


def wait(streams, seconds, truth):
    """Reads all streams until something is true of each; returns those of which it is not."""
    end, rest = time.monotonic() + seconds, [s for s in streams if not truth(s)]
    while rest and time.monotonic() < end:
        readable, _, _ = select.select([s for s in rest if not s.is_ended], [], [], 0.05) if any(not s.is_ended for s in rest) else ([], [], [])
        for stream in readable:
            stream.take()
        rest = [s for s in rest if not truth(s)]
        if rest and all(s.is_ended for s in rest):
            break
    return rest


def begun(stream):
    return "retry: 3000\n" in stream.text


def crowd(server, count, fields="", trust=None):
    streams = [Stream(server.port, fields, trust) for _ in range(count)]
    late = wait(streams, 20, begun)
    expect(not late, lambda: f"{len(late)} of {count} streams do not begin: {late[0].text[:300]!r}")
    return streams


def release(world, url, title):
    """Publishes a programme of one session with this title."""
    row = ["liege-2031", "OP", "2031-03-11", "14:00", "15:00", "opening", title, "", "", "EN", "", "", "", "", "open", "confirmed", "", "", "", ""]
    world.take(url, table(SESSIONS, [row]), "programme")
    world.done("release", "liege-2031", "--database", url)


def gauge(server, name):
    return read_gauge(server.get("/metrics").text, name)


def read_gauge(text, name):
    return float(next(line.split()[1] for line in text.splitlines() if line.startswith(name + " ")))


def sockets(server):
    """The states of the connections that the server holds, by proc(5): 01 is established, 08 is CLOSE_WAIT."""
    own = set()
    for path in pathlib.Path(f"/proc/{server.pid}/fd").iterdir():
        # One that was closed meanwhile is none.
        with contextlib.suppress(FileNotFoundError):
            own.add(path.readlink().name)
    lines = [line.split() for line in pathlib.Path(f"/proc/{server.pid}/net/tcp").read_text().splitlines()[1:]]
    return [parts[3] for parts in lines if f"socket:[{parts[9]}]" in own and parts[3] != "0A"]


def told(world, url):
    with world.test(f"{CROWD} streams are told of a release by another process within {LATEST} s, once each"):
        server = Server(world, url)
        streams = crowd(server, CROWD)
        expect(gauge(server, "hemicycle_live_streams") == CROWD, "the metrics do not count the streams")
        release(world, url, "second")
        late = wait(streams, LATEST, lambda s: s.changes)
        expect(not late, f"{len(late)} of {CROWD} are not told")
        wait(streams, 0.6, lambda s: len(s.changes) > 1)
        expect({len(s.changes) for s in streams} == {1}, "some are told more than once")
        head = streams[0].text.partition("\r\n\r\n")[0].lower()
        for field in ("text/event-stream", "cache-control: no-store", "x-accel-buffering: no", "content-security-policy: ", "x-request-id: "):
            expect(field in head, f"the head lacks {field}: {head}")
        number = streams[0].changes[0]
        release(world, url, "third")
        again = crowd(server, 1, f"Last-Event-ID: {number}\r\n") + crowd(server, 1, f"Last-Event-ID: {number + 1000}\r\n")
        expect(not wait(again, LATEST, lambda s: s.changes), "who comes again is not told what was missed")
        # A server that was not told by the database yet tells once more what was read meanwhile.
        time.sleep(0.6)
        same = crowd(server, 1, f"Last-Event-ID: {again[0].changes[-1]}\r\n")[0]
        wait([same], 0.6, lambda s: s.changes)
        expect(not same.changes, "who knows all is told something")
        return server, streams + again + [same]


def gone(world, server, streams):
    with world.test("clients that leave, each in its way, are let go of at once: no CLOSE_WAIT, no stream counted"):
        until(5, lambda: len(sockets(server)) >= CROWD, "the connections are not found")
        for number, stream in enumerate(streams[: CROWD // 2]):
            if number % 3 == 1:
                stream.socket.shutdown(socket.SHUT_WR)
            if number % 3 == 2:
                # Not an end but a reset, as of a process that crashed.
                stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            if number % 3 != 1:
                stream.close()
        left = len(streams) - CROWD // 2
        until(5, lambda: gauge(server, "hemicycle_live_streams") == left, lambda: f"{gauge(server, 'hemicycle_live_streams')} streams instead of {left}")
        until(5, lambda: "08" not in sockets(server) and len(sockets(server)) <= left, lambda: f"held: {sockets(server)}")
        for stream in streams:
            stream.close()
        until(5, lambda: gauge(server, "hemicycle_live_streams") == 0, "streams are counted that nobody reads")
        server.stands()


def killed(world, server):
    with world.test("streams of a process that is killed are let go of"):
        script = "import socket, sys\nheld = [socket.create_connection(('127.0.0.1', %d)) for _ in range(100)]\n" % server.port
        script += f"for one in held: one.sendall({(HEAD + chr(13) + chr(10)).encode()!r})\nprint('open', flush=True)\nsys.stdin.read()\n"
        client = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            client.stdout.readline()
            until(10, lambda: gauge(server, "hemicycle_live_streams") == 100, "the streams do not begin")
        finally:
            client.kill()
            client.wait(10)
        until(5, lambda: gauge(server, "hemicycle_live_streams") == 0, "the streams of a dead process are counted")
        until(5, lambda: "08" not in sockets(server), "connections wait to be closed")


def stops(server, number, within=STOP):
    asked = time.monotonic()
    server.process.send_signal(number)
    code = server.process.wait(within + 10)
    took = time.monotonic() - asked
    expect(code == 0 and took < within, f"it ended with {code} after {took:.1f} s: {server.logged.read_text()[-300:]}")
    expect("Stopped." in server.said.read_text(), "it does not say that it stopped")


def stopping(world, url, server):
    with world.test(f"SIGTERM with {CROWD} streams, some of dead clients and some that read nothing: all end, exit 0 within {STOP} s"):
        streams = crowd(server, CROWD)
        for stream in streams[:50]:
            stream.socket.shutdown(socket.SHUT_WR)
        stops(server, signal.SIGTERM)
        rest = streams[100:]
        wait(rest, 5, lambda s: s.is_ended)
        expect(all(s.is_ended for s in rest), "a stream is left open")
        expect(all(s.text.endswith("0\r\n\r\n") for s in rest), lambda: f"a stream is broken off: {rest[0].text[-80:]!r}")
    with world.test(f"SIGINT in the middle of telling, and while streams begin: exit 0 within {STOP} s"):
        server = Server(world, url)
        crowd(server, 100)
        late = [Stream(server.port) for _ in range(50)]
        release(world, url, "fourth")
        stops(server, signal.SIGINT)
        for stream in late:
            with contextlib.suppress(OSError):
                stream.close()


def limits(world, url):
    with world.test("beyond the limits a stream is refused with 503, and pages are served"):
        server = Server(world, url, environment={"HEMICYCLE_LIVE_STREAMS": "20", "HEMICYCLE_LIVE_STREAMS_PER_ADDRESS": "10"})
        streams = crowd(server, 10)
        answer = server.get(PATH)
        expect(answer.status == 503 and answer["retry-after"] == "60", f"the eleventh is answered {answer}")
        expect(server.get("/en/liege-2031/programme").status == 200, "a page is not served")
        streams.pop().close()
        until(5, lambda: gauge(server, "hemicycle_live_streams") == 9, "a stream that ended is counted")
        crowd(server, 1)
        stops(server, signal.SIGTERM)


def over_tls(world, url):
    with world.test(f"the same over TLS: told, let go of however clients leave, and exit 0 within {STOP_TLS} s"):
        own = certificate(world.place("live-tls"), "own")
        server = Server(world, url, environment={**own, "HEMICYCLE_PUBLIC_URL": "https://localhost"})
        trust = ssl.create_default_context(cafile=own["HEMICYCLE_TLS_CERTIFICATE"])

        def count():
            with urllib.request.urlopen(f"https://127.0.0.1:{server.port}/metrics", timeout=10, context=trust) as answer:
                return read_gauge(answer.read().decode(), "hemicycle_live_streams")

        streams = crowd(server, 60, trust=trust)
        release(world, url, "fifth")
        expect(not wait(streams, LATEST, lambda s: s.changes), "not all are told")
        for number, stream in enumerate(streams[:30]):
            if number % 3 == 0:
                stream.close()  # without the farewell of TLS
            elif number % 3 == 1:
                stream.socket.setblocking(False)
                with contextlib.suppress(ssl.SSLError, OSError):
                    stream.socket.unwrap()
            else:
                stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                stream.close()
        until(5, lambda: count() == 30, lambda: f"{count():.0f} streams instead of 30")
        stops(server, signal.SIGTERM, within=STOP_TLS)


def tests(world):
    url = f"sqlite:{world.place('live') / 'hemicycle.db'}"
    world.take(url, editions(), "editions")
    release(world, url, "first")
    server, streams = told(world, url) or (None, None)
    if not server:
        return
    gone(world, server, streams)
    killed(world, server)
    stopping(world, url, server)
    limits(world, url)
    over_tls(world, url)
