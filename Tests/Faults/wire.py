# SPDX-License-Identifier: EUPL-1.2
"""HTTP/1.1 on a bare socket: sends any bytes, and reads answers as strictly as RFC 9112 has them."""
import contextlib
import select
import socket
import time


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def __getitem__(self, name):
        """The one value of a field, or None."""
        values = self.fields.get(name.lower(), [])
        return ", ".join(values) if values else None

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def __str__(self):
        return f"{self.status} {self.fields} {self.body[:120]!r}"

    @property
    def unprotected(self):
        """What every answer has to tell and this one does not."""
        wanted = {"content-security-policy": "default-src 'none'", "x-content-type-options": "nosniff", "x-request-id": ""}
        return [name for name, value in wanted.items() if value not in (self[name] or "") or not self[name]]


class Wire:
    """A connection, and what it has brought so far."""

    def __init__(self, port, timeout=10, buffer=None):
        self.socket = socket.socket()
        if buffer:
            for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
                self.socket.setsockopt(socket.SOL_SOCKET, option, buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.timeout = timeout
        self.buffer = b""
        self.is_ended = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        with contextlib.suppress(OSError):
            self.socket.close()

    def send(self, data):
        """Sends, and takes in what arrives meanwhile: a server may answer before it has read all. False when it has hung up."""
        rest = memoryview(data)
        end = time.monotonic() + self.timeout
        self.socket.setblocking(False)
        try:
            while rest and not self.is_ended:
                can_read, can_write, _ = select.select([self.socket], [self.socket], [], max(0, end - time.monotonic()))
                if not can_read and not can_write:
                    raise TimeoutError("nothing more is taken in")
                if can_read:
                    self._receive()
                if can_write:
                    try:
                        rest = rest[self.socket.send(rest[:65536]):]
                    except BlockingIOError:
                        continue
                    except (BrokenPipeError, ConnectionResetError):
                        return False
            return not rest
        finally:
            self.socket.settimeout(self.timeout)

    def _receive(self):
        try:
            data = self.socket.recv(1 << 16)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            self.is_ended = True
        self.buffer += data

    def _more(self, end):
        """Waits for more bytes; False at the end of the connection."""
        if self.is_ended:
            return False
        can_read, _, _ = select.select([self.socket], [], [], max(0, end - time.monotonic()))
        if not can_read:
            raise TimeoutError(f"no answer in time, only {self.buffer[:200]!r}")
        self._receive()
        return not self.is_ended

    def _until(self, mark, end):
        while mark not in self.buffer:
            if not self._more(end):
                return None
        head, _, self.buffer = self.buffer.partition(mark)
        return head

    def _bytes(self, count, end):
        while len(self.buffer) < count:
            if not self._more(end):
                raise ConnectionError(f"an answer ended {count - len(self.buffer)} bytes too early")
        body, self.buffer = self.buffer[:count], self.buffer[count:]
        return body

    def answer(self, method="GET", within=None):
        """The next answer; None when the connection ends without one."""
        end = time.monotonic() + (within or self.timeout)
        head = self._until(b"\r\n\r\n", end)
        if head is None:
            if self.buffer:
                raise ConnectionError(f"the connection ended inside an answer: {self.buffer[:200]!r}")
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        version, status, *_ = first.split(" ", 2)
        if version != "HTTP/1.1" or len(status) != 3 or not status.isdigit():
            raise ConnectionError(f"no answer begins with {first[:200]!r}")
        fields = {}
        for line in lines:
            name, colon, value = line.partition(":")
            if not colon or not name or " " in name:
                raise ConnectionError(f"no field: {line[:200]!r}")
            fields.setdefault(name.lower(), []).append(value.strip())
        answer = Answer(int(status), fields, b"")
        if answer.status < 200:
            return self.answer(method, within)
        if len(set(fields.get("content-length", ["0"]))) != 1 or "content-length" in fields and "transfer-encoding" in fields:
            raise ConnectionError(f"the length of an answer is told twice: {fields}")
        if method == "HEAD" or answer.status in (204, 304):
            return answer
        answer.body = self._body(fields, end)
        return answer

    def _body(self, fields, end):
        if "transfer-encoding" in fields:
            body = b""
            while True:
                size = int(self._until(b"\r\n", end) or b"", 16)
                body += self._bytes(size, end)
                if self._bytes(2, end) != b"\r\n":
                    raise ConnectionError("a chunk does not end where it should")
                if size == 0:
                    return body
        if "content-length" in fields:
            return self._bytes(int(fields["content-length"][0]), end)
        while self._more(end):
            pass
        body, self.buffer = self.buffer, b""
        return body

    def ends(self, within):
        """Whether the connection ends in time, with nothing more on it."""
        end = time.monotonic() + within
        try:
            while self._more(end):
                pass
        except TimeoutError:
            return False
        return not self.buffer


def exchange(port, data, timeout=10, quiet=0.25, methods=("GET",)):
    """Sends bytes, and returns all that is answered until it is quiet, and whether the connection was ended then."""
    with Wire(port, timeout) as wire:
        wire.send(data)
        answers = []
        try:
            while answer := wire.answer(methods[min(len(answers), len(methods) - 1)], within=quiet if answers else timeout):
                answers.append(answer)
        except TimeoutError:
            if not answers:
                raise
        return answers, wire.is_ended
