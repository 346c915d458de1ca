# SPDX-License-Identifier: EUPL-1.2
"""Certificates for the servers of tests."""
import ssl
import subprocess


def make(folder, name):
    """A CA in ca.pem of the folder, and the settings of a server whose certificate is signed by it."""
    names = f"DNS:{name}" if name else "DNS:localhost,IP:127.0.0.1"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    ca, own = str(folder / "ca.pem"), str(folder / "own.pem")
    signer = ["-subj", "/CN=CA of the test", "-addext", "keyUsage=critical,keyCertSign"]
    signed = ["-subj", f"/CN={name or 'localhost'}", "-CA", ca, "-CAkey", ca + ".key", "-addext", f"subjectAltName={names}",
              "-addext", "basicConstraints=critical,CA:FALSE"]
    for which, file in (signer, ca), (signed, own):
        subprocess.run(["openssl", "req", "-x509", *key, *which, "-keyout", file + ".key", "-out", file], check=True,
                       capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, own + ".key")
    return context
