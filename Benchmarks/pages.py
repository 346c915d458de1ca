# SPDX-License-Identifier: EUPL-1.2
"""Pages: kept ready, beside nginx with the same bytes; and rendered anew."""
import gzip
import os
import pwd
import re
import subprocess

from bench import Process, fetch, free_port, goal, median, number, table, tool

READY_GOAL, ANEW_GOAL = 0.6, 500
# Of the demonstration, the page nearest to 41 KB.
PAGE = "/en/network?country=BE"
ANEW = [
    "/en/", "/en/editions", "/en/brussels-2024", "/en/network/be-liege", PAGE, "/en/network", "/en/brussels-2027/programme",
    "/en/brussels-2027/programme/TH01", "/brussels-2027/schedule.xml", "/brussels-2027/programme.ics", "/en/network?q=Bruxelles",
]
CONNECTIONS = 64


def measure(bench):
    with bench.serving(bench.demonstration()) as server:
        with Nginx(bench, {"page": server.base + PAGE}) as nginx:
            ready(bench, server, nginx)
    anew(bench)


class Nginx(Process):
    """nginx as one would set it up for this: two workers, sendfile, open files kept, compressed beforehand, no log."""

    def __init__(self, bench, urls):
        """`urls`: by a name of each, what to send the same bytes as; the first one is `url`."""
        folder = bench.folder / f"nginx{free_port()}"
        folder.mkdir()
        port, places = free_port(), []
        for name, url in urls.items():
            headers, body = fetch(url)
            (folder / name).write_bytes(body)
            packed, bytes = fetch(url, Accept_Encoding="gzip")
            if packed["content-encoding"] == "gzip":
                (folder / f"{name}.gz").write_bytes(bytes)
            places.append(self.place(name, headers))
        self.urls = {name: f"http://127.0.0.1:{port}/{name}" for name in urls}
        self.url = next(iter(self.urls.values()))
        (folder / "nginx.conf").write_text(self.configuration(folder, port, "\n".join(places)))
        super().__init__([tool("nginx"), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "errors"], folder / "log")
        self.wait_until(self.answers, "nginx")

    @staticmethod
    def place(name, headers):
        own = {"content-type", "content-length", "content-encoding", "etag", "date", "vary", "connection"}
        same = "\n".join(
            '      add_header {} "{}";'.format(key, value.replace('"', '\\"'))
            for key, value in headers.items() if key.lower() not in own)
        return f"""    location = /{name} {{
      default_type "{headers['content-type']}";
{same}
    }}"""

    @staticmethod
    def configuration(folder, port, locations):
        user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "\n".join(f"  {kind}_temp_path {folder}/{kind};" for kind in kinds)
        return f"""
{user}
daemon off;
worker_processes 2;
pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
{places}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100;
  open_file_cache_valid 1h;
  gzip_static on;
  gzip_vary on;
  types {{ }}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    root {folder};
{locations}
  }}
}}
"""

    def answers(self):
        try:
            return bool(fetch(self.url)[1])
        except OSError:
            return False


class Load:
    """One round of wrk on a server: requests per second, and CPU microseconds per request. `more`: headers, one line each."""

    def __init__(self, server, url, encoding, seconds, *more):
        before = server.cpu()
        headers = [part for line in (f"Accept-Encoding: {encoding}", *more) for part in ("-H", line)]
        done = subprocess.run(
            [tool("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, url], check=True, capture_output=True, text=True)
        cpu = server.cpu() - before
        wrong = re.search(r"Non-2xx.*|Socket errors:.*", done.stdout)
        if wrong:
            raise SystemExit(f"{url}: {wrong[0]}")
        self.rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
        self.cpu = cpu * 1e6 / int(re.search(r"(\d+) requests in", done.stdout)[1])


def ready(bench, server, nginx):
    rounds, seconds = (2, 1) if bench.quick else (5, 3)
    url, rows = server.base + PAGE, []
    sizes = {}
    server.settle()
    for name, encoding in (("plain", "identity"), ("gzip", "gzip")):
        ours, theirs = fetch(url, Accept_Encoding=encoding)[1], fetch(nginx.url, Accept_Encoding=encoding)[1]
        if ours != theirs or (gzip.decompress(ours) if name == "gzip" else ours) != fetch(url)[1]:
            raise SystemExit(f"{PAGE} as {name}: nginx does not send the same bytes")
        sizes[name] = len(ours)
        for one, at in ((server, url), (nginx, nginx.url)):
            Load(one, at, encoding, 1)
        pairs = [(Load(server, url, encoding, seconds), Load(nginx, nginx.url, encoding, seconds)) for _ in range(rounds)]
        share = median([a.rate / b.rate for a, b in pairs])
        rates = [number(median([load.rate for load in side])) for side in zip(*pairs)]
        costs = [number(median([load.cpu for load in side])) for side in zip(*pairs)]
        rows.append([
            name, *rates, f"{share:.2f}", goal(f"ready page as {name}", "0.6", share >= READY_GOAL), *costs,
            f"{median([b.cpu / a.cpu for a, b in pairs]):.2f}"])
    table(
        f"Ready page {PAGE} beside nginx: {sizes['plain']:,} bytes, {sizes['gzip']:,} as gzip; wrk -t1 -c{CONNECTIONS}, "
        f"{rounds} rounds of {seconds} s each, in turns",
        ["", "ours req/s", "nginx req/s", "share", "goal", "ours CPU µs", "nginx CPU µs", "CPU nginx to ours"], rows,
        "Share: ours to nginx, the median of the rounds. wrk runs on the same processors and takes part of them from both.")


def anew(bench):
    """Inside the program; then over HTTP, each time under another address, until the last background work for it is done."""
    rounds, count = (3, 5) if bench.quick else (7, 100)
    inside = bench.run_json(
        "measure", "pages", "--database", f"sqlite:{bench.demonstration()}", "--rounds", rounds, "--count", count, *ANEW)
    rows = []
    with bench.serving(bench.demonstration()) as server:
        for page in inside:
            target, cpu = page["target"], page["processorMicroseconds"]
            over = over_http(server, target, 3 if bench.quick else 12) * 1e3
            rows.append([
                target, f"{page['bytes']:,}", number(cpu / 1e3), goal(f"{target} rendered", "under 0.5 ms", cpu < ANEW_GOAL),
                number(over), "no" if "q=" in target else "yes"])
    table(
        f"Page rendered anew, CPU milliseconds per page ({rounds} rounds of {count})",
        ["", "bytes", "rendered", "goal", "over HTTP", "kept ready"], rows,
        "Rendered: address, policy, statements, mark-up, inside the program. Over HTTP: the first answer to an address, with\n"
        "everything that follows from it; where the page is kept ready that is its hash, its gzip and, in the background, its Brotli.")


def over_http(server, target, count):
    """CPU seconds per answer to addresses that were never asked for."""
    mark = "&" if "?" in target else "?"
    fetch(f"{server.base}{target}{mark}fresh=first")
    server.settle()
    before = server.cpu()
    for turn in range(count):
        fetch(f"{server.base}{target}{mark}fresh={turn}")
    server.settle()
    return (server.cpu() - before) / count
