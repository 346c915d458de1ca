#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A strict OpenID Connect provider for tests, on loopback http, built on authlib.

Approves whoever names themselves: by `login_hint` in the request (at once), or in the form of its one page. What is strict
in it: a code serves once, for one client, one redirect_uri and one code_verifier (S256 only); the client must prove itself.
`POST /control/mode?m=MODE` makes the next token wrong in one way, `POST /control/rotate?alg=RS256` replaces the keys,
`GET /control/counts` says how often each address was asked for. Prints its port when it is ready; ends on SIGTERM.
"""
import argparse
import base64
import logging
import signal
import sys
import threading
import time
import warnings

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oidc.core import OpenIDCode
from flask import Flask, jsonify, request
from werkzeug.serving import make_server

from provider_state import KEYS, MODES, Client, Code, Provider


def grant_for(provider):
    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = [provider.client.method]

        def save_authorization_code(self, code, asked):
            with provider.lock:
                provider.codes[code] = Code(code, asked, asked.user)

        def query_authorization_code(self, code, client):
            return provider.take(code, client)

        def delete_authorization_code(self, authorization_code):
            pass

        def authenticate_user(self, authorization_code):
            return authorization_code.mail

    return CodeGrant


class StrictChallenge(CodeChallenge):
    """PKCE is demanded of every client, and by S256: RFC 9700, section 2.1.1."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant, redirect_uri):
        super().validate_code_challenge(grant, redirect_uri)
        if grant.request.payload.data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge by S256 is required.")


class Identity(OpenIDCode):
    """Makes the ID token, wrong in the way the mode says."""

    def __init__(self, provider):
        super().__init__(require_nonce=True)
        self.provider, self.now = provider, threading.local()

    def exists_nonce(self, nonce, asked):
        # The form sends the request again, so a nonce may be seen until a code was made with it.
        with self.provider.lock:
            return any(code.nonce == nonce for code in self.provider.codes.values())

    def encode_id_token(self, token, asked):
        self.now.mode = self.provider.next_mode()
        made = super().encode_id_token(token, asked)
        if self.now.mode == "alg-none":
            header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
            return f"{header}.{made.split('.')[1]}."
        return made

    def resolve_client_private_key(self, client):
        keys = {"expired-key": self.provider.expired, "wrong-signature": self.provider.stranger}
        return keys.get(self.now.mode, self.provider.key)

    def get_client_algorithm(self, client):
        return self.provider.alg

    def get_encode_header(self, client):
        return {"alg": self.provider.alg, "typ": "JWT", "kid": self.resolve_client_private_key(client).kid}

    def get_client_claims(self, client):
        mode, now = self.now.mode, int(time.time())
        return {
            "iss": "https://other.example" if mode == "wrong-issuer" else self.provider.issuer,
            "aud": ["somebody-else"] if mode == "wrong-audience" else [client.name],
            "iat": now - 500 if mode == "expired-token" else now,
            "exp": now - 200 if mode == "expired-token" else now + 300,
        }

    def get_authorization_code_claims(self, authorization_code):
        claims = super().get_authorization_code_claims(authorization_code)
        return claims | ({"nonce": "of-another-attempt"} if self.now.mode == "wrong-nonce" else {})

    def generate_user_info(self, user, scope):
        claims = {"sub": "subject-" + base64.urlsafe_b64encode(user.lower().encode()).rstrip(b"=").decode()}
        if "email" in scope.split():
            claims |= {"email": user, "email_verified": self.now.mode != "unverified-mail"}
        if "profile" in scope.split():
            claims["name"] = user.split("@")[0].replace(".", " ").title()
        return claims


PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Identity of the city</title>
<main><h1>Identity of the city</h1>
<form method="post"><p><label for="mail">Your mail address</label>
<input id="mail" name="mail" type="email" autocomplete="email" required></p>
<p><button name="act" value="continue">Continue</button>
<button name="act" value="decline" formnovalidate>Decline</button></p></form></main></html>
"""


def application(provider):
    app = Flask("provider")
    server = AuthorizationServer(app, lambda name: provider.client if name == provider.client.name else None,
                                 lambda token, asked: None)
    server.register_grant(grant_for(provider), [StrictChallenge(required=True), Identity(provider)])

    class Issuer(IssuerParameter):
        def get_issuer(self):
            return provider.issuer

    issuer = Issuer()
    server.register_extension(issuer)

    @app.before_request
    def count():
        with provider.lock:
            provider.counts[request.path] += 1

    @app.get("/.well-known/openid-configuration")
    def description():
        return jsonify({
            "issuer": provider.issuer, "authorization_endpoint": provider.issuer + "/authorize",
            "token_endpoint": provider.issuer + "/token", "jwks_uri": provider.issuer + "/keys",
            "response_types_supported": ["code"], "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": list(KEYS), "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": [provider.client.method],
            "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True,
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "email", "email_verified", "name"],
        })

    @app.get("/keys")
    def keys():
        return jsonify(provider.published())

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize():
        # The form adds the mail to the request, which stays in the address.
        mail = request.form.get("mail") or (request.args.get("login_hint") if request.method == "GET" else None)
        declines = request.form.get("act") == "decline"
        try:
            grant = server.get_consent_grant(end_user=None if declines else mail or None)
        except OAuth2Error as error:
            refusal = server.handle_error_response(server.create_oauth2_request(None), error)
            # authlib names the issuer only when a grant was made; RFC 9207, section 2, wants it in errors too.
            issuer.add_issuer_parameter(server, refusal)
            return refusal
        if not mail and not declines:
            return PAGE
        return server.create_authorization_response(grant=grant, grant_user=None if declines else mail)

    @app.post("/token")
    def token():
        return server.create_token_response()

    @app.post("/control/rotate")
    def rotate():
        alg = request.args.get("alg", provider.alg)
        if alg not in KEYS:
            return f"alg is one of {', '.join(KEYS)}\n", 400
        provider.rotate(alg)
        return jsonify({"kid": provider.key.kid})

    @app.post("/control/mode")
    def mode():
        name = request.args.get("m", "")
        if name not in MODES:
            return f"m is one of {', '.join(sorted(MODES))}\n", 400
        with provider.lock:
            provider.mode = name
        return jsonify({"mode": name})

    @app.get("/control/counts")
    def counts():
        with provider.lock:
            return jsonify(provider.counts)

    return app


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    options.add_argument("--client-id", default="hemicycle")
    options.add_argument("--client-secret", default="a secret: 100%+ of tests", help="empty for a public client")
    options.add_argument("--method", choices=["client_secret_basic", "client_secret_post"], default="client_secret_basic")
    options.add_argument("--redirect-uri", action="append", required=True, help="may be given more than once")
    options.add_argument("--alg", choices=sorted(KEYS), default="RS256")
    given = options.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # Providers sign by the older name of Ed25519 still.
    warnings.filterwarnings("ignore", message="EdDSA is deprecated")

    client = Client(given.client_id, given.client_secret, given.redirect_uri, given.method if given.client_secret else "none")
    provider = Provider("", client, given.alg)
    server = make_server("127.0.0.1", given.port, lambda *wsgi: app(*wsgi), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    app = application(provider)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
