#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A mail server for tests: keeps what it accepts as files, is strict about the protocol, and misbehaves when told to.

    python3 server.py FOLDER [--account USER:PASSWORD] [--largest BYTES] [--no-starttls] [--name HOST] [--utf8] [--port N]

Once it listens (on 127.0.0.1 only) it prints one line of JSON: {"smtp": PORT, "smtps": PORT, "ca": "FOLDER/ca.pem"}. It ends,
with 0, on SIGTERM. The certificate is made at the start, for localhost and 127.0.0.1, or for the HOST named instead.

Each accepted message is FOLDER/mails/000001.eml, as it came, dots undoubled; beside it 000001.json, written last:
{"from", "to": [...], "tls", "user", "hello", "size": as announced or null, "nth": which mail on its connection}.
FOLDER/log.txt has a line per command and reply, without the secrets.

An order is VERB-STEP or VERB-STEP-N: what is done instead of the right thing, the first N times only if there is an N.

    where an order stands                                        for the steps
    a line of FOLDER/orders; the next connection takes the       all
      first line away and obeys it throughout (several orders
      on a line are separated by spaces; "-" stands for none)
    the local part of the envelope's sender                      mail
    the local part of a recipient (before a +)                   rcpt and those after it

    banner    before greeting                    rcpt      at RCPT TO
    ehlo      at EHLO                            data      at DATA
    starttls  at STARTTLS                        go        when 354 has been said
    tls       when the reply to it has been said text      when 1000 bytes of the text are read
    auth      when account and password are said dot       when the whole text is read
    mail      at MAIL FROM                       after     when the reply to that has been said
                                                 quit      at QUIT

    refuse    a reply 5xx                        cut       the connection is closed, without a reply
    defer     a reply 4xx                        reset     likewise, with RST
    leave     421 and the connection is closed   half      two digits of a reply, then likewise
    odd       a reply that fits nowhere          part      a line of a reply of several lines, then likewise
    keep      the message is kept, then cut      hang      nothing any more

So refuse-rcpt@x is never accepted, defer-dot-2@x at the third try, and keep-dot-1@x arrives twice if it is sent again.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import socket
import sys
import threading

import certificate
from talk import Talk

ORDER = re.compile(r"(refuse|defer|leave|odd|keep|cut|reset|half|part|hang)"
                   r"-(banner|ehlo|starttls|tls|auth|mail|rcpt|data|go|text|dot|after|quit)(?:-(\d+))?$")


class Mailbox:
    """What all connections share: the folder, the orders, and how often each was obeyed."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options
        (folder / "mails").mkdir(parents=True, exist_ok=True)
        self.orders = folder / "orders"
        self.lock = threading.Lock()
        self.count = len(list((folder / "mails").glob("*.json")))
        self.obeyed = {}
        self.log = open(folder / "log.txt", "a", buffering=1)
        self.tls = certificate.make(folder, options.name)

    def next_orders(self):
        """What the next connection has to do wrong."""
        with self.lock:
            if not self.orders.exists():
                return []
            first, _, rest = self.orders.read_text().partition("\n")
            self.orders.write_text(rest)
            return [word for word in first.split() if ORDER.match(word)]

    def verb(self, step, orders, whose):
        """What to do instead at this step, or None."""
        for order in orders:
            found = ORDER.match(order)
            if not found or found[2] != step:
                continue
            with self.lock:
                times = self.obeyed[whose, order] = self.obeyed.get((whose, order), 0) + 1
            if not found[3] or times <= int(found[3]):
                return found[1]
        return None

    def keep(self, text, envelope):
        with self.lock:
            self.count += 1
            number = f"{self.count:06}"
        (self.folder / "mails" / f"{number}.eml").write_bytes(text)
        unfinished = self.folder / "mails" / f"{number}.json.new"
        unfinished.write_text(json.dumps(envelope))
        os.rename(unfinished, self.folder / "mails" / f"{number}.json")
        return number


def listen(box, port, is_secure):
    """Accepts for ever in a thread; returns the port."""
    door = socket.create_server(("127.0.0.1", port), backlog=256)

    def accept():
        number = 0
        while True:
            wire, _ = door.accept()
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number += 1
            label = f"{'s' if is_secure else ''}{number}"
            threading.Thread(target=Talk(box, wire, label, is_secure).run, daemon=True).start()
    threading.Thread(target=accept, daemon=True).start()
    return door.getsockname()[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--account", metavar="USER:PASSWORD")
    parser.add_argument("--largest", type=int, default=20 << 20, metavar="BYTES")
    parser.add_argument("--no-starttls", action="store_true")
    parser.add_argument("--name", metavar="HOST")
    parser.add_argument("--utf8", action="store_true")
    parser.add_argument("--port", type=int, default=0, help="of smtp; any free one if 0")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    box = Mailbox(options.folder.resolve(), options)
    ports = {"smtp": listen(box, options.port, False), "smtps": listen(box, 0, True)}
    print(json.dumps({**ports, "ca": str(box.folder / "ca.pem")}), flush=True)
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
