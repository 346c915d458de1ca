# SPDX-License-Identifier: EUPL-1.2
"""The server's own TLS: pages come through it, what is no TLS does not harm it, and files that do not fit are refused by name."""
import socket
import ssl
import subprocess
import urllib.request

from world import Server, authorities, expect, free_port


def certificate(folder, name):
    """A key and a certificate for it, signed by itself."""
    key, chain = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", chain],
        check=True, capture_output=True)
    return {"HEMICYCLE_TLS_CERTIFICATE": str(chain), "HEMICYCLE_TLS_KEY": str(key)}


def serves(world, folder):
    own = certificate(folder, "own")
    url = f"sqlite:{folder / 'hemicycle.db'}"
    world.take(url, authorities("tls", 300, 1))
    server = Server(world, url, environment={**own, "HEMICYCLE_PUBLIC_URL": "https://localhost"})
    trust = ssl.create_default_context(cafile=own["HEMICYCLE_TLS_CERTIFICATE"])

    def page(path):
        with urllib.request.urlopen(f"https://127.0.0.1:{server.port}{path}", timeout=10, context=trust) as answer:
            return answer.status, answer.headers, answer.read()

    first, ready = page("/en/network"), page("/en/network")
    expect(first[0] == ready[0] == 200 and first[2] == ready[2] and len(ready[2]) > 20_000, "the page is not whole")
    expect("max-age" in ready[1]["Strict-Transport-Security"], "a ready page lacks Strict-Transport-Security")
    for nonsense in (b"GET /en HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\x16\x03\x01\xff\xff" + bytes(2000), bytes(64)):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
            wire.sendall(nonsense)
            try:
                wire.settimeout(25)
                said = wire.recv(4096)
            except ConnectionError:
                said = b""
            expect(not said.startswith(b"HTTP"), "it answers in the clear")
    expect(page("/en/network")[2] == ready[2], "it does not go on")
    expect(server.stop() == 0, "it does not end well")


def tests(world):
    with world.test("with its own TLS it serves pages, ready ones too, and goes on after what is no TLS"):
        serves(world, world.place("tls"))
    with world.test("a certificate that is missing, is none, or belongs to another key is refused by name"):
        folder = world.place("tls-wrong")
        own, other = certificate(folder, "own"), certificate(folder, "other")
        (folder / "text.pem").write_text("nothing")
        place = ["--database", f"sqlite:{folder / 'hemicycle.db'}", "--listen", f"127.0.0.1:{free_port()}"]
        wrong = {
            "other.key": {**own, "HEMICYCLE_TLS_KEY": other["HEMICYCLE_TLS_KEY"]},
            "text.pem": {**own, "HEMICYCLE_TLS_CERTIFICATE": str(folder / "text.pem")},
            "missing.pem": {**own, "HEMICYCLE_TLS_CERTIFICATE": str(folder / "missing.pem")},
            "HEMICYCLE_TLS_CERTIFICATE": {"HEMICYCLE_TLS_KEY": own["HEMICYCLE_TLS_KEY"]},
        }
        for naming, environment in wrong.items():
            world.refused("serve", *place, naming=naming, environment=environment)
