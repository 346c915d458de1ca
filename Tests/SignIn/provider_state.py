# SPDX-License-Identifier: EUPL-1.2
"""What the provider of the tests knows: its client, the codes it gave, its keys, and how the next token shall be wrong."""
import collections
import threading
import time

from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oidc.core.models import AuthorizationCodeMixin
from joserfc import jwk

MODES = {
    "good", "wrong-nonce", "wrong-issuer", "wrong-audience", "expired-token", "expired-key", "unverified-mail", "alg-none",
    "wrong-signature",
}
SECONDS_OF_CODE = 60
KEYS = {"RS256": ("RSA", 2048), "ES256": ("EC", "P-256"), "EdDSA": ("OKP", "Ed25519")}


class Client(ClientMixin):
    """The one client that is known. Without a secret it is public."""

    def __init__(self, name, secret, redirects, method):
        self.name, self.secret, self.redirects, self.method = name, secret, redirects, method

    def get_client_id(self):
        return self.name

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return " ".join(word for word in (scope or "").split() if word in ("openid", "email", "profile"))

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri in self.redirects

    def check_client_secret(self, client_secret):
        return bool(self.secret) and client_secret == self.secret

    def check_endpoint_auth_method(self, method, endpoint):
        return method == self.method

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


class Code(AuthorizationCodeMixin):
    """What a code stands for."""

    def __init__(self, text, asked, mail):
        data = asked.payload.data
        self.text, self.mail, self.made = text, mail, int(time.time())
        self.client, self.redirect_uri, self.scope = asked.client.name, asked.payload.redirect_uri, asked.scope
        self.nonce = data.get("nonce")
        self.code_challenge, self.code_challenge_method = data.get("code_challenge"), data.get("code_challenge_method")

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return self.made

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class Provider:
    """The keys, codes and the mode; one lock around all of it, since tests ask in parallel."""

    def __init__(self, issuer, client, alg):
        self.issuer, self.client = issuer, client
        self.lock, self.codes, self.counts, self.mode = threading.Lock(), {}, collections.Counter(), "good"
        self.serial = 0
        self.rotate(alg)

    def rotate(self, alg):
        with self.lock:
            self.serial += 1
            self.alg = alg
            # The stranger has the name of the right key, and is not published.
            self.key, self.stranger = self.made(alg, f"key-{self.serial}"), self.made(alg, f"key-{self.serial}")
            self.expired = self.made(alg, f"expired-{self.serial}")
            # Those who take the first key of the list, or any, are found out.
            self.other = self.made("RS256", "encryption")
            self.expiry = int(time.time()) - 3600

    @staticmethod
    def made(alg, kid):
        kind, size = KEYS[alg]
        return jwk.JWKRegistry.generate_key(kind, size, {"kid": kid, "use": "sig", "alg": alg})

    def published(self):
        with self.lock:
            other = self.other.as_dict(private=False) | {"use": "enc", "alg": "RSA-OAEP"}
            old = self.expired.as_dict(private=False) | {"exp": self.expiry}
            return {"keys": [other, old, self.key.as_dict(private=False)]}

    def take(self, text, client):
        """A code is gone when it is asked for, whatever comes of it: RFC 6749, section 4.1.2."""
        with self.lock:
            code = self.codes.pop(text, None)
        if code and code.client == client.name and time.time() - code.made < SECONDS_OF_CODE:
            return code
        return None

    def next_mode(self):
        with self.lock:
            mode, self.mode = self.mode, "good"
        return mode
