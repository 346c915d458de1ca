# SPDX-License-Identifier: EUPL-1.2
"""Several processes on one database: what one stores falls out of the ready pages of all."""
import time

from world import Server, authorities, editions, expect, until, versions

# How long a page of another process's change may be shown. The promise is well under a second.
LATEST = 2


def page_shows(server, path, words):
    answer = server.get(path)
    expect(answer.status == 200, f"{path} is answered {answer.status}")
    return words in answer.text


def is_ready(server, path):
    """Whether the page is sent from memory: such answers are counted."""
    def count():
        lines = server.get("/metrics").text.splitlines()
        return float(next(line for line in lines if line.startswith("hemicycle_ready_answers_total")).split()[1])
    before = count()
    server.get(path)
    return count() > before


def check(world, url, kind):
    """Two servers and the command line on one database."""
    world.take(url, authorities("share", 30, 1))
    world.take(url, editions(), "editions")
    servers = [Server(world, url), Server(world, url)]

    def everywhere(path, words):
        started = time.monotonic()
        for server in servers:
            rest = LATEST - (time.monotonic() - started)
            until(rest, lambda: page_shows(server, path, words), f"{path} does not show {words!r} in {LATEST} s")
            # An answer begun before the drop arrived is not kept: the next one is.
            until(LATEST, lambda: is_ready(server, path), f"{path} is not kept ready")

    with world.test(f"{kind}: an import in another process drops the ready pages of both servers within {LATEST} s"):
        for version in range(1, 5):
            everywhere("/en/network", f"Nº{version}")
            everywhere("/fr/network/share-0003", f"Nº{version}")
            world.take(url, authorities("share", 30, version + 1))
    with world.test(f"{kind}: hemicycle edition move drops them too, and pages about something else stay"):
        everywhere("/en/liege-2031", "11")
        everywhere("/de/network/share-0003", "Nº5")
        # What is told of the import before may still be on its way.
        time.sleep(0.5)
        everywhere("/de/network/share-0003", "Nº5")
        for day in ("18", "25"):
            world.done("edition", "move", "liege-2031", "7", "--database", url)
            everywhere("/en/liege-2031", day)
            expect(is_ready(servers[0], "/de/network/share-0003"), "the page of an authority fell with the edition")
    with world.test(f"{kind}: an import that is refused, or only tried, drops nothing"):
        everywhere("/en/network", "Nº5")
        world.done("import", "authorities", tried(world, 6), "--dry-run", "--database", url)
        wrong = world.folder / "wrong.csv"
        wrong.write_bytes(authorities("share", 30, 7) + b"share-x,,,XX\n")
        world.refused("import", "authorities", wrong, "--database", url)
        time.sleep(0.6)
        for server in servers:
            expect(is_ready(server, "/en/network") and page_shows(server, "/en/network", "Nº5"), "the ready page fell")
    for server in servers:
        server.stands()
        server.kill()


def tried(world, version):
    file = world.folder / f"tried-{version}.csv"
    file.write_bytes(authorities("share", 30, version))
    return file


def together(world, url, rounds):
    """Migrates one database six times at once; all succeed, and its schema is whole."""
    for round_ in range(rounds):
        address = url(round_)
        processes = [world.start("migrate", "--database", address) for _ in range(6)]
        for process in processes:
            _, err = process.communicate(timeout=60)
            expect(process.returncode == 0, f"in round {round_} one of six ended with {process.returncode}: {err[-300:]!r}")
    world.doctor(address)
    world.take(address, authorities("first", 20, 1))
    expect(versions(world.export(address), "first") == (["1"], 20), "the import after it is not whole")


def tests(world):
    check(world, f"sqlite:{world.place('sharing') / 'hemicycle.db'}", "SQLite")
    with world.test("SQLite: six processes that begin the same new database at once all come through"):
        folder = world.place("first")
        together(world, lambda round_: f"sqlite:{folder / f'{round_}.db'}", 8)
