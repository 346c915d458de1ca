#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A web server for tests of what is sent out: keeps every request as a file, and misbehaves when the path says so.

    python3 receiver.py FOLDER [--name HOST]

Once it listens (on 127.0.0.1 only) it prints one line of JSON: {"http": PORT, "https": PORT, "ca": "FOLDER/ca.pem"}. It ends,
with 0, on SIGTERM. Each request is FOLDER/requests/000001.json: {"method", "path", "fields": [[name, value]...], "body": base64,
"tls"}.

    /status/N        that status, with the fields Retry-After: 7 and Location: /elsewhere
    /status/N/T      the first T times; then 200
    /echo            the body of the request
    /large/N         N bytes         /fields/N    N fields of 1000 bytes
    /slow/S          a byte every tenth of a second, S seconds long
    /hang            nothing         /cut         the connection is closed       /short   less than announced
    anything else    200 and "taken"
"""
import argparse
import base64
import json
import os
import pathlib
import signal
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import certificate


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock, count, seen = threading.Lock(), 0, {}
    folder = None

    def log_message(self, *_):
        pass

    def keep(self, body):
        cls = Handler
        with cls.lock:
            cls.count += 1
            name = cls.folder / "requests" / f"{cls.count:06}.json"
            cls.seen[self.path] = cls.seen.get(self.path, 0) + 1
        kept = {"method": self.command, "path": self.path, "fields": self.headers.items(),
                "body": base64.b64encode(body).decode(), "tls": isinstance(self.connection, ssl.SSLSocket)}
        name.with_suffix(".new").write_text(json.dumps(kept))
        os.rename(name.with_suffix(".new"), name)

    def say(self, status, body=b"", fields=(), length=None):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.keep(body)
        kind, *rest = self.path.strip("/").split("/")
        number = int(rest[0]) if rest and rest[0].isdigit() else 0
        if kind == "status":
            is_over = len(rest) > 1 and Handler.seen[self.path] > int(rest[1])
            self.say(200 if is_over else number, b"said", [("Retry-After", "7"), ("Location", "/elsewhere")])
        elif kind == "echo":
            self.say(200, body)
        elif kind == "large":
            self.say(200, b"x" * number)
        elif kind == "fields":
            self.say(200, b"", [("X-Filler", "y" * 1000)] * number)
        elif kind == "slow":
            self.say(200, length=number * 10)
            for _ in range(number * 10):
                self.wfile.write(b"z")
                time.sleep(0.1)
        elif kind == "hang":
            self.connection.recv(1)
        elif kind == "short":
            self.say(200, b"less", length=100)
            self.close_connection = True
        elif kind == "cut":
            self.close_connection = True
        else:
            self.say(200, b"taken")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = handle_any


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--name", metavar="HOST")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder = Handler.folder = options.folder.resolve()
    (folder / "requests").mkdir(parents=True, exist_ok=True)
    ports = {}
    for kind in ("http", "https"):
        web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        web.daemon_threads = True
        web.handle_error = lambda *_: None
        if kind == "https":
            # The handshake is done in the thread of the connection, so that a client who is silent keeps nobody out.
            web.socket = certificate.make(folder, options.name).wrap_socket(
                web.socket, server_side=True, do_handshake_on_connect=False)
        ports[kind] = web.server_address[1]
        threading.Thread(target=web.serve_forever, daemon=True).start()
    print(json.dumps({**ports, "ca": str(folder / "ca.pem")}), flush=True)
    while True:
        signal.pause()


if __name__ == "__main__":
    main()
