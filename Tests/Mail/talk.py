# SPDX-License-Identifier: EUPL-1.2
"""SMTP on one connection (RFC 5321, 3207, 4954), and every way to do it wrong."""
import base64
import re
import socket
import struct

REFUSALS = {"auth": "535 5.7.8 Wrong account or password", "data": "554 5.5.1 No valid recipients",
            "rcpt": "550 5.1.1 Nobody has this address", "dot": "554 5.6.0 This is not wanted here",
            "starttls": "502 5.5.1 Not today"}
DEFERRALS = {"auth": "454 4.7.0 The accounts are away", "starttls": "454 4.7.0 TLS is away",
             "rcpt": "451 4.7.1 Greylisted, come back", "banner": "421 4.3.2 Too many connections",
             "dot": "452 4.3.1 The disk is full"}
# RFC 5321 section 4.5.3.1.6, with CR LF.
LONGEST_LINE = 1000


class Over(Exception):
    """The connection ends."""


class Talk:
    """One connection."""

    def __init__(self, box, wire, number, is_secure):
        self.box, self.wire, self.number, self.is_secure = box, wire, number, is_secure
        self.orders = box.next_orders()
        self.buffer = b""
        self.user = self.hello = None
        self.kept, self.latest = 0, []
        self.forget()

    def forget(self):
        self.sender, self.recipients, self.size, self.is_wide = None, [], None, False

    def run(self):
        try:
            if self.is_secure:
                self.encrypt()
            self.begin()
            while True:
                self.command(self.line())
        except (Over, OSError, ValueError) as fault:
            self.note("*", type(fault).__name__, fault)
        finally:
            self.wire.close()

    def note(self, *words):
        self.box.log.write(" ".join(map(str, (self.number, *words))) + "\n")

    # The wire.

    def encrypt(self):
        self.wire = self.box.tls.wrap_socket(self.wire, server_side=True)

    def more(self):
        got = self.wire.recv(65536)
        if not got:
            raise Over("the client left")
        self.buffer += got

    def raw_line(self):
        while (end := self.buffer.find(b"\n")) < 0:
            if len(self.buffer) > 1 << 20:
                raise Over("a line without end")
            self.more()
        line, self.buffer = self.buffer[:end + 1], self.buffer[end + 1:]
        return line

    def line(self, is_secret=False):
        line = self.raw_line()
        self.note("<", "(secret)" if is_secret else line[:200])
        if not line.endswith(b"\r\n"):
            raise Over("a command without CR LF")
        return line[:-2].decode("utf-8")

    def say(self, text):
        self.note(">", text)
        self.wire.sendall(text.encode() + b"\r\n")

    # Misbehaviour.

    def at(self, step, addresses=(), text=None):
        """Obeys an order for this step; true if the command has thereby been answered."""
        verb = self.box.verb(step, self.orders, None)
        for address in addresses:
            verb = verb or self.box.verb(step, [re.split("[+@]", address)[0]], address)
        if verb:
            self.note("!", verb, step)
            getattr(self, verb)(step, text)
        return verb is not None

    def refuse(self, step, _):
        self.say(REFUSALS.get(step, "550 5.7.1 Not here"))
        if step == "banner":
            raise Over

    def defer(self, step, _):
        self.say(DEFERRALS.get(step, "451 4.3.0 Not now"))
        if step == "banner":
            raise Over

    def odd(self, step, _):
        self.say("399 What now")

    def leave(self, *_):
        self.say("421 4.3.2 Closing")
        raise Over

    def keep(self, _, text):
        self.store(text)
        raise Over

    def cut(self, *_):
        raise Over

    def reset(self, *_):
        self.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Over

    def half(self, *_):
        self.wire.sendall(b"25")
        raise Over

    def part(self, *_):
        self.wire.sendall(b"250-More to come\r\n")
        raise Over

    def hang(self, *_):
        while True:
            self.more()

    # The protocol.

    def begin(self):
        if not self.at("banner"):
            self.say("220 mail.test ESMTP")

    def command(self, line):
        verb, _, rest = line.partition(" ")
        handler = {"EHLO": self.ehlo, "HELO": self.ehlo, "STARTTLS": self.starttls, "AUTH": self.auth, "MAIL": self.mail,
                   "RCPT": self.rcpt, "DATA": self.data, "QUIT": self.quit, "RSET": self.rset}.get(verb.upper())
        if handler:
            handler(rest)
        else:
            self.say("500 5.5.2 Unknown command")

    def ehlo(self, rest):
        self.hello = rest
        self.forget()
        if self.at("ehlo"):
            return
        options = self.box.options
        words = ["mail.test", "8BITMIME", f"SIZE {options.largest}"]
        words += ["STARTTLS"] if not self.is_secure and not options.no_starttls else []
        words += ["AUTH PLAIN LOGIN"] if options.account else []
        words += ["SMTPUTF8"] if options.utf8 else []
        for word in words[:-1]:
            self.say(f"250-{word}")
        self.say(f"250 {words[-1]}")

    def starttls(self, _):
        if self.is_secure or self.box.options.no_starttls:
            return self.say("503 5.5.1 No TLS here")
        if self.buffer:
            raise Over("something was said after STARTTLS")
        if self.at("starttls"):
            return
        self.say("220 2.0.0 Go on")
        self.at("tls")
        self.encrypt()
        self.is_secure = True
        self.hello = None

    def auth(self, rest):
        kind, _, first = rest.partition(" ")
        if kind.upper() == "PLAIN":
            if not first:
                self.say("334 ")
                first = self.line(is_secret=True)
            user, password = base64.b64decode(first).decode().split("\0")[1:]
        elif kind.upper() == "LOGIN":
            self.say("334 VXNlcm5hbWU6")
            user = base64.b64decode(self.line(is_secret=True)).decode()
            self.say("334 UGFzc3dvcmQ6")
            password = base64.b64decode(self.line(is_secret=True)).decode()
        else:
            return self.say("504 5.5.4 Unknown way to sign in")
        if self.at("auth"):
            return
        if f"{user}:{password}" != self.box.options.account:
            return self.say(REFUSALS["auth"])
        self.user = user
        self.say("235 2.7.0 Welcome")

    def mail(self, rest):
        found = re.fullmatch(r"FROM:<([^<>]*)>((?: [^ ]+)*)", rest, re.I)
        if not found or self.hello is None or self.sender is not None:
            return self.say("503 5.5.1 Not so" if found else "501 5.5.4 Not so")
        if self.box.options.account and not self.user:
            return self.say("530 5.7.0 Sign in first")
        if self.at("mail", [found[1]]):
            return
        for option in found[2].split():
            name, _, value = option.upper().partition("=")
            if name == "SIZE":
                self.size = int(value)
            elif option.upper() == "BODY=8BITMIME":
                self.is_wide = True
            elif not (name == "SMTPUTF8" and self.box.options.utf8):
                return self.say(f"555 5.5.4 {name} is not known")
        if (self.size or 0) > self.box.options.largest:
            return self.say("552 5.3.4 Too large")
        self.sender = found[1]
        self.say("250 2.1.0 Good")

    def rcpt(self, rest):
        found = re.fullmatch(r"TO:<([^<>]+)>", rest, re.I)
        if not found or self.sender is None:
            return self.say("503 5.5.1 Not so" if found else "501 5.5.4 Not so")
        if not found[1].isascii() and not self.box.options.utf8:
            return self.say("553 5.6.7 Only ASCII here")
        self.latest = [found[1]]
        if not self.at("rcpt", [found[1]]):
            self.recipients.append(found[1])
            self.say("250 2.1.5 Good")

    def data(self, _):
        if not self.recipients:
            return self.say("503 5.5.1 To whom?")
        if self.at("data", self.recipients):
            return
        self.say("354 Go on")
        self.at("go", self.recipients)
        text, fault = self.text()
        if not self.at("dot", self.recipients, text):
            if fault:
                self.say(fault)
            else:
                self.say(f"250 2.0.0 Kept as {self.store(text)}")
                self.at("after", self.recipients)
        self.forget()

    def text(self):
        """The text up to the dot, and what is wrong with it."""
        lines, size, fault, is_told = [], 0, None, False
        while (line := self.raw_line()) != b".\r\n":
            size += len(line)
            if size > 1000 and not is_told:
                is_told = True
                self.at("text", self.recipients)
            if not line.endswith(b"\r\n") or b"\r" in line[:-2]:
                fault = "554 5.6.0 CR or LF alone"
            if len(line) > LONGEST_LINE:
                fault = "554 5.6.0 A line is too long"
            if not self.is_wide and not line.isascii():
                fault = "554 5.6.1 Bytes beyond ASCII were not announced"
            lines.append(line[1:] if line.startswith(b".") else line)
        if size > self.box.options.largest:
            fault = "552 5.3.4 Too large"
        return b"".join(lines), fault

    def store(self, text):
        self.kept += 1
        return self.box.keep(text, {"from": self.sender, "to": self.recipients, "tls": self.is_secure, "user": self.user,
                                    "hello": self.hello, "size": self.size, "nth": self.kept})

    def rset(self, _):
        self.forget()
        self.say("250 2.0.0 Forgotten")

    def quit(self, _):
        if not self.at("quit", self.latest):
            self.say("221 2.0.0 Bye")
        raise Over
