# SPDX-License-Identifier: EUPL-1.2
"""Bytes that no browser sends: no crash, no hang, the right status, one answer each, and nothing repeated into a page."""
import concurrent.futures
import gzip
import itertools
import os
import re
import time

from wire import Wire, exchange
from world import Server, authorities, editions, expect, until

HOST = b"Host: localhost\r\n"
# Tells where an answer of a pipeline belongs: a page names itself.
LANGUAGES = ["en", "fr", "nl", "de", "es", "it"]


def request(target=b"/en/network", method=b"GET", fields=HOST, body=b"", version=b"HTTP/1.1"):
    return method + b" " + target + b" " + version + b"\r\n" + fields + b"\r\n" + body


def chunked(data, fields=b""):
    return request(b"/en/", b"POST", HOST + b"Transfer-Encoding: chunked\r\n" + fields, data)


def lengths(*values, body=b"12345"):
    return request(b"/en/", b"POST", HOST + b"".join(b"Content-Length: " + v + b"\r\n" for v in values), body)


LEADS_ELSEWHERE = re.compile(r'(href|src|action)="\s*([a-z]+:)?[/\\]{2}[^"]*evil', re.I)
REFUSED, NOT_FOUND, SHOWN = (400,), (400, 404), (200,)
CHUNKED = HOST + b"Transfer-Encoding: chunked\r\n"
TOO_LARGE = (400, 413, 414, 431)

# What is sent, which statuses are right, and whether the connection has to end with it.
MALFORMED = {
    "garbage": (os.urandom(600).replace(b"\n", b"x") + b"\r\n\r\n", REFUSED, True),
    "a TLS hello": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(509), REFUSED, True),
    "HTTP/2 at once": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 505), True),
    "no target": (b"GET\r\n" + HOST + b"\r\n", REFUSED, True),
    "no version": (b"GET /en/network\r\n" + HOST + b"\r\n", REFUSED, True),
    "version 9.9": (request(version=b"HTTP/9.9"), (400, 505), True),
    "no Host": (request(fields=b""), REFUSED, None),
    "two Hosts": (request(fields=HOST + b"Host: evil.example\r\n"), REFUSED, None),
    "a space in the target": (request(b"/en/net work"), REFUSED, True),
    "a space before the colon": (request(fields=HOST + b"X-A : b\r\n"), REFUSED, True),
    "a folded field": (request(fields=HOST + b"X-A: b\r\n c\r\n"), REFUSED, True),
    "a field without a name": (request(fields=HOST + b": b\r\n"), REFUSED, True),
    "a field without a colon": (request(fields=HOST + b"nonsense\r\n"), REFUSED, True),
    "NUL in a field": (request(fields=HOST + b"X-A: b\0c\r\n"), REFUSED, True),
    "a bare CR in a field": (request(fields=HOST + b"X-A: b\rSet-Cookie: c\r\n"), REFUSED, True),
    "NUL in the target": (request(b"/en/net\0work"), REFUSED, True),
    "an unknown method": (request(method=b"BREW"), (400, 405, 501), None),
    "a method of 20 kB": (request(method=b"B" * 20000), (400, 405, 501), None),
    "CONNECT": (request(b"evil.example:443", b"CONNECT"), (400, 404, 405, 501), None),
    "OPTIONS *": (request(b"*", b"OPTIONS"), (200, 204, 400, 404, 405), None),
    "TRACE": (request(method=b"TRACE"), (405, 501), None),
    "Content-Length -1": (lengths(b"-1"), REFUSED, True),
    "Content-Length +5": (lengths(b"+5"), REFUSED, True),
    "Content-Length 0x5": (lengths(b"0x5"), REFUSED, True),
    "Content-Length of 30 digits": (lengths(b"9" * 30), (400, 413), True),
    "two Content-Lengths": (lengths(b"5", b"6"), REFUSED, True),
    "a list of Content-Lengths": (lengths(b"5, 6"), REFUSED, True),
    "an empty Content-Length": (lengths(b""), REFUSED, True),
    "chunks that are none": (chunked(b"ZZ\r\nhello\r\n0\r\n\r\n"), REFUSED, True),
    "a chunk larger than a number": (chunked(b"F" * 40 + b"\r\nhello"), (400, 413), True),
    "a chunk that is longer than it says": (chunked(b"3\r\nhello\r\n0\r\n\r\n"), REFUSED, True),
    "chunked, but not last": (request(b"/en/", b"POST", CHUNKED[:-2] + b", gzip\r\n", b"0\r\n\r\n"), (400, 501), None),
    "an unknown Transfer-Encoding": (request(b"/en/", b"POST", CHUNKED.replace(b"chu", b"xchu"), b"0\r\n\r\n"), (400, 501), None),
    "chunks after a ready page's head": (request(b"/en/network", b"GET", CHUNKED, b"ZZ\r\n\r\n"), REFUSED, True),
    "one field of 100 kB": (request(fields=HOST + b"X-A: " + b"a" * 100_000 + b"\r\n"), (400, 431), True),
    "100 kB of fields": (request(fields=HOST + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 10_000) for n in range(10))), (400, 431), True),
    "200 fields": (request(fields=HOST + b"".join(b"X-%d: a\r\n" % n for n in range(200))), (400, 431), True),
    "200 fields of one name": (request(fields=HOST + b"Cookie: a=b\r\n" * 200), (400, 431), True),
    "an address of 64 kB": (request(b"/en/network?q=" + b"a" * 65536), TOO_LARGE, True),
}

# Requests that are well formed, and say something odd.
ODD = {
    "invalid UTF-8 in the path": (request(b"/en/\xff\xfe"), NOT_FOUND, None),
    "encoded invalid UTF-8 in the path": (request(b"/en/%ff%fe"), NOT_FOUND, None),
    "half an encoding in the path": (request(b"/en/%4"), NOT_FOUND, None),
    "%00 in the path": (request(b"/en/network/a%00b"), NOT_FOUND, None),
    "an encoded line end in the path": (request(b"/en/network/a%0d%0aSet-Cookie:x/"), NOT_FOUND, None),
    "dots that climb": (request(b"/../../../../etc/passwd"), NOT_FOUND, None),
    "dots that climb from the assets": (request(b"/assets/../../../etc/passwd"), NOT_FOUND, None),
    "encoded dots": (request(b"/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), NOT_FOUND, None),
    "..%2f": (request(b"/assets/..%2f..%2f..%2fetc/passwd"), NOT_FOUND, None),
    "dots and backslashes": (request(b"/assets/..%5c..%5cetc"), NOT_FOUND, None),
    "encodings of encodings": (request(b"/assets/%252e%252e%252fetc"), NOT_FOUND, None),
    "overlong UTF-8": (request(b"/assets/%c0%ae%c0%ae/passwd"), NOT_FOUND, None),
    "two slashes first": (request(b"//evil.example/en/"), NOT_FOUND, None),
    "two slashes last": (request(b"/en/network//"), NOT_FOUND, None),
    "a thousand segments": (request(b"/a" * 1000), NOT_FOUND, None),
    "an absolute address": (request(b"http://evil.example/en/network"), (200, 400, 404, 421), None),
    "an absolute address of nothing": (request(b"http://"), (302, 400, 404), None),
    "invalid UTF-8 in the query": (request(b"/en/network?q=\xff\xfe"), (200, 400), None),
    "encoded invalid UTF-8 in the query": (request(b"/en/network?q=%ff%fe&page=%ff"), (200, 400), None),
    "%00 in the query": (request(b"/en/network?q=%00&country=%00%00&forum=a%00b"), (200, 400), None),
    "signs that SQL knows": (request(b"/en/network?q=%27%22%25_%5c$1?1&forum=%27;DROP&sort=name;--"), SHOWN, None),
    "signs that markup knows": (request(b"/en/network?q=%3Cscript%3Eevil.example%3C/script%3E"), SHOWN, None),
    "signs over signs": (request(b"/en/network?q=" + b"e" + b"%cc%81" * 400), SHOWN, None),
    "a search of 8 kB": (request(b"/en/network?q=" + b"li%C3%A8ge+" * 700), (200, 414), None),
    "5,000 values": (request(b"/en/network?" + b"&".join([b"a=b"] * 3000)), (200, 414), None),
    "page 99999999999999999999": (request(b"/en/network?page=99999999999999999999"), (200, 404), None),
    "page 9223372036854775807": (request(b"/en/network?page=9223372036854775807"), (200, 404), None),
    "page -9223372036854775808": (request(b"/en/network?page=-9223372036854775808"), (200, 404), None),
    "a language there is not": (request(b"/xx/network"), (404,), None),
    "a ready page asked to change": (request(b"/en/network", b"POST", HOST + b"Content-Length: 3\r\n", b"a=b"), (405,), None),
    "DELETE": (request(b"/en/network", b"DELETE"), (405,), None),
    "a form from elsewhere": (request(b"/en/", b"POST", HOST + b"Origin: http://evil.example\r\nContent-Length: 0\r\n"),
                              (403, 405), None),
    "an upgrade": (request(fields=HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n"), SHOWN, None),
    "h2c": (request(fields=HOST + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"), SHOWN, None),
    "ranges": (request(fields=HOST + b"Range: bytes=5-1," + b"0-," * 500 + b"\r\n"), SHOWN, None),
    "a long Accept-Encoding": (request(fields=HOST + b"Accept-Encoding: " + b"gzip;q=0, " * 1400 + b"\r\n"), SHOWN, None),
    "a long Accept-Language": (request(fields=HOST + b"Accept-Language: " + b"x-a;q=0.1," * 1400 + b"\r\n"), SHOWN, None),
    "thousands of ETags": (request(fields=HOST + b"If-None-Match: " + b'"a", ' * 2500 + b"\r\n"), SHOWN, None),
    "dates that are none": (request(fields=HOST + b"If-Modified-Since: yesterday\r\nDate: never\r\n"), SHOWN, None),
    "cookies that are none": (request(fields=HOST + b"Cookie: =;;;=;\xff\xfe=\xff; a=" + b";" * 8000 + b"\r\n"), (200, 400), None),
    "HTTP/1.0 without Host": (request(fields=b"", version=b"HTTP/1.0"), SHOWN, True),
    "HTTP/1.0 with Host, a page that is not ready": (request(b"/readyz", version=b"HTTP/1.0"), SHOWN, True),
    "Connection: CLOSE": (request(fields=HOST + b"Connection: CLOSE\r\n"), SHOWN, True),
    "Connection: close among others": (request(b"/readyz", fields=HOST + b"Connection: TE, close\r\n"), SHOWN, True),
    "a request behind one that closes, ready": (request(fields=HOST + b"Connection: close\r\n") + request(), SHOWN, True),
    "a request behind one that closes, not ready": (
        request(b"/readyz", fields=HOST + b"Connection: close\r\n") + request(), SHOWN, True),
    "empty lines before the request": (b"\r\n\r\n" + request(), SHOWN, None),
    "Expect: 100-continue": (request(b"/en/", b"POST", HOST + b"Expect: 100-continue\r\nContent-Length: 3\r\n", b"a=b"), (405, 417), None),
}


class Unprotected:
    """Answers without the fields that every answer has to have."""

    def __init__(self):
        self.found = {}

    def look(self, name, answers):
        for answer in answers:
            if answer.unprotected:
                self.found[name] = f"{answer.status} lacks {', '.join(answer.unprotected)}"

    def check(self):
        expect(not self.found, lambda: "; ".join(f"{name}: {why}" for name, why in self.found.items()))


def batch(server, cases, unprotected):
    """Sends all, sixteen at a time; returns what was wrong."""
    def one(item):
        name, (data, statuses, must_end) = item
        try:
            answers, has_ended = exchange(server.port, data, timeout=25)
        except Exception as failure:
            return f"{name}: {type(failure).__name__} {failure}"
        unprotected.look(name, answers)
        seen = [answer.status for answer in answers]
        if not answers and must_end and has_ended and statuses == REFUSED:
            return None  # hanging up without a word is an answer to what is no HTTP
        if len(answers) != 1 or seen[0] not in statuses:
            return f"{name}: answered {seen}, not one of {list(statuses)}"
        if must_end and not has_ended:
            return f"{name}: {seen[0]}, but the connection goes on"
        body = answers[0].text
        if "root:x:" in body or "<script>evil" in body:
            return f"{name}: the answer shows what it should not"
        if LEADS_ELSEWHERE.search(body) or "evil.example" in (answers[0]["location"] or ""):
            return f"{name}: the answer leads elsewhere"
        return None
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        return [fault for fault in pool.map(one, cases.items()) if fault]


def bodies(server, unprotected):
    """Bodies beyond the limit, in all the ways to send one, to pages of all kinds."""
    large = b"a=" + b"b" * (2 << 20)
    pieces = (b"10000\r\n" + b"b" * 65536 + b"\r\n") * 32 + b"0\r\n\r\n"
    # Whoever sends far more reads the answer too: the connection is not torn down while it sends.
    for _ in range(8):
        with Wire(server.port, 25) as wire:
            wire.send(request(b"/en/", b"POST", HOST + b"Content-Length: %d\r\n" % (12 << 20), b"a" * (12 << 20)))
            answer = wire.answer()
            expect(answer and answer.status == 413, f"POST of 12 MiB is answered {answer and answer.status}")
            expect(wire.ends(5), "after POST of 12 MiB the connection goes on")
    for target, method in itertools.product((b"/en/", b"/readyz", b"/en/network"), (b"POST", b"GET")):
        for kind, data in (
            ("of a length", request(target, method, HOST + b"Content-Length: %d\r\n" % len(large), large)),
            ("in chunks", request(target, method, HOST + b"Transfer-Encoding: chunked\r\n", pieces)),
        ):
            with Wire(server.port, 25) as wire:
                wire.send(data)
                answer = wire.answer()
                name = f"{method.decode()} {target.decode()} with 2 MiB {kind}"
                expect(answer, f"{name} is not answered")
                unprotected.look(name, [answer])
                expect(answer.status == 413, f"{name} is answered {answer.status}")
                expect(wire.ends(5), f"after {name} the connection goes on")


def smuggling(server):
    """A request whose end two readers could see in different places is refused, and what hides in it is never answered."""
    hidden = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    pairs = {
        "CL and TE": HOST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        "TE and CL": HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "TE twice": HOST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "TE with a tab": HOST + b"Transfer-Encoding:\tchunked\r\nContent-Length: 4\r\n",
        "TE with a vertical tab": HOST + b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 5\r\n",
        "CL twice": HOST + b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(hidden),
    }
    for target, method in itertools.product((b"/en/", b"/en/network", b"/readyz"), (b"POST", b"GET")):
        for name, fields in pairs.items():
            answers, has_ended = exchange(server.port, request(target, method, fields, b"0\r\n\r\n" + hidden), timeout=20)
            seen = [answer.status for answer in answers]
            expect(len(seen) <= 1 and set(seen) <= {400, 501}, f"{method.decode()} {target.decode()}, {name}: answered {seen}")
            expect(has_ended, f"{method.decode()} {target.decode()}, {name}: the connection goes on")


def pipelines(server):
    """Many requests at once, ready or not, with bodies or not: answered one by one in their order."""
    for language in LANGUAGES:
        server.get(f"/{language}/network")
    turns = []
    for number in range(40):
        language = LANGUAGES[number % 6]
        turns.append([("GET", f"/{language}/network"), ("GET", f"/{language}/network?q=wires"), ("HEAD", f"/{language}/editions"),
                      ("GET", f"/{language}/no-such-edition-{number}"), ("POST", f"/{language}")][(number * 7) % 5])
    form = {"fields": HOST + b"Content-Length: 7\r\n", "body": b"a=b&c=d"}
    data = b"".join(request(path.encode(), method.encode(), **(form if method == "POST" else {})) for method, path in turns)
    expected = {"GET": 200, "HEAD": 200, "POST": 405}
    for step in (len(data), 61):
        with Wire(server.port, 60) as wire:
            for at in range(0, len(data), step):
                wire.send(data[at:at + step])
            for number, (method, path) in enumerate(turns):
                answer = wire.answer(method)
                wanted = 404 if "no-such" in path else expected[method]
                seen = answer and answer.status
                expect(seen == wanted, f"in pieces of {step}, answer {number} is not {wanted} but {seen}")
                if method == "GET" and wanted == 200:
                    expect(f'<html lang="{path[1:3]}"' in answer.text, f"answer {number} is not the one of {path}")
                    expect(("?q=" in path) == ('value="wires"' in answer.text), f"answer {number} is not the one of {path}")
            wire.send(request(b"/healthz"))
            expect(wire.answer().body == b"ok\n" and not wire.buffer, "something is left on the connection")


def slow_then_ready(server):
    """A ready page asked for behind one in the making waits for it."""
    for path in (b"/network/authorities.xlsx", b"/en/network?q=wiers", b"/sitemap.xml?a=%d" % time.time_ns()):
        with Wire(server.port, 30) as wire:
            wire.send(request(path) + request(b"/fr/network"))
            first, second = wire.answer(), wire.answer()
            begins = '<!DOCTYPE html>\n<html lang="fr">'
            expect(first.status == second.status == 200, f"{path} and the page are answered {first.status} and {second.status}")
            expect(second.text.startswith(begins) and not first.text.startswith(begins), "the order is not kept")


def encodings(server):
    """Each encoding has its own ETag, is what it says, and is not sent again to who has it."""
    def get(accept, etag=None, path="/nl/network"):
        more = {"If-None-Match": etag} if etag else {}
        return server.get(path, **({"Accept-Encoding": accept} if accept else {}), **more)
    plain = get(None)
    until(30, lambda: get("br, gzip")["content-encoding"] == "br", "brotli never comes")
    kinds = {accept: get(accept) for accept in ("gzip", "br", "identity")}
    expect(gzip.decompress(kinds["gzip"].body) == plain.body == kinds["identity"].body, "the bytes differ")
    expect(len(kinds["br"].body) < len(kinds["gzip"].body) < len(plain.body), "the encodings are not smaller")
    tags = [plain["etag"], kinds["gzip"]["etag"], kinds["br"]["etag"]]
    expect(all(tags) and len(set(tags)) == 3, f"the ETags are {tags}")
    for accept, answer in ((None, plain), *kinds.items()):
        expect("accept-encoding" in (answer["vary"] or "").lower(), f"no Vary for {accept}")
        tag = answer["etag"]
        for etag in (tag, f"W/{tag}", f'"x", {tag} , "y"', "*"):
            again = get(accept, etag)
            expect(again.status == 304 and again["etag"] == tag, f"If-None-Match {etag} for {accept}: {again}")
            expect(again["content-length"] in (None, "0") and not again.unprotected, f"a 304 lacks or has too much: {again}")
        for etag in ('"x"', tag.replace('"', ""), tag[:-2] + '"'):
            expect(get(accept, etag).status == 200, f"If-None-Match {etag} for {accept} is not 200")
    for accept in ("gzip;q=0", "br;q=0, gzip;q=0.0", "deflate", "x-gzip"):
        expect(get(accept)["content-encoding"] is None, f"Accept-Encoding: {accept} gets an encoding")
    for path in ("/network/authorities.json", "/en/network?q=wires", "/nl/network"):
        answer = get("gzip", path=path)
        expect(get("gzip", answer["etag"], path).status == 304, f"{path} is sent again")
        head = server.get(path, method="HEAD", **{"Accept-Encoding": "gzip"})
        length = str(len(answer.body))
        expect((head.status, head.body, head["content-length"]) == (200, b"", length), f"HEAD {path} differs: {head}")
        expect(head["etag"] == answer["etag"], f"HEAD {path} has another ETag")


def forwarded(world, server, url):
    """Where links lead and who asks is not for the request to say."""
    for path in ("/en/network", "/en/", "/sitemap.xml", "/robots.txt", "/en/network?q=evil", "/en/nowhere/x/", "/favicon.ico", "/"):
        answer = server.get(path, **{
            "Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.9", "Forwarded": "host=evil.example", "X-Original-URL": "/evil.example"})
        expect("evil.example" not in answer.text + str(answer.fields), f"{path} repeats a name from the request")
    expect(server.get("/metrics").status == 200, "/metrics is not for this machine")
    expect(server.get("/metrics", X_Forwarded_For="127.0.0.1").status == 404, "/metrics is shown to whom an unknown proxy forwards")
    trusting = Server(world, url, environment={"HEMICYCLE_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"})
    for value in ("203.0.113.9", "127.0.0.1, 203.0.113.9", "203.0.113.9, 10.1.2.3", "203.0.113.9, 127.0.0.1"):
        expect(trusting.get("/metrics", X_Forwarded_For=value).status == 404, f"behind a trusted proxy {value} sees /metrics")
    for value in ("nonsense", "::1", ",,,", "1" * 9000, "\xff", "127.0.0.1, nonsense"):
        seen = trusting.get("/metrics", X_Forwarded_For=value).status
        expect(seen in (200, 404), f"X-Forwarded-For {value[:40]} is answered {seen}")
    trusting.stands()
    trusting.kill()


def tests(world):
    url = f"sqlite:{world.place('wires') / 'hemicycle.db'}"
    world.take(url, authorities("wires", 60, 1))
    world.take(url, editions(), "editions")
    server = Server(world, url)
    unprotected = Unprotected()
    server.get("/en/network")
    for sentence, cases in (("malformed requests, fields of 100 kB, addresses of 64 kB", MALFORMED),
                            ("wrong UTF-8, path tricks, odd queries and fields", ODD)):
        with world.test(f"{sentence}: {len(cases)} kinds, each with its one right answer"):
            faults = batch(server, cases, unprotected)
            server.stands()
            expect(not faults, "; ".join(faults))
    for sentence, test, arguments in (
        ("bodies beyond 1 MiB are answered 413 and the connection ends", bodies, (server, unprotected)),
        ("requests with two ends are refused, and nothing hidden in them is answered", smuggling, (server,)),
        ("40 requests at once, ready or not, in pieces of any size, are answered in their order", pipelines, (server,)),
        ("a ready page never overtakes one in the making", slow_then_ready, (server,)),
        ("plain, gzip and brotli have ETags of their own, and If-None-Match is answered 304 for each", encodings, (server,)),
        ("Host and X-Forwarded-* of anybody appear nowhere and change nothing", forwarded, (world, server, url)),
    ):
        with world.test(sentence):
            test(*arguments)
            server.stands()
    with world.test("every answer to all of this has Content-Security-Policy, nosniff and X-Request-ID"):
        unprotected.check()
    with world.test("the log has no fault in it, and the process is the first one"):
        server.stands()
        metrics = server.get("/metrics").text
        faults = next(line for line in metrics.splitlines() if line.startswith("hemicycle_faults_total"))
        expect(float(faults.split()[1]) == 0, f"{faults}: {server.logged.read_text()[-600:]}")
        expect(server.stop() == 0, "it does not end well")
