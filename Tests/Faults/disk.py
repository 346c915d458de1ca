# SPDX-License-Identifier: EUPL-1.2
"""A disk that is full: writes are refused with a sentence and undone, reads go on, and with room again all goes on."""
import contextlib
import pathlib
import resource
import shutil
import subprocess

from world import NotTried, Server, authorities, expect, free_port, until, versions

SIZE, FILLER = 4 << 20, 1 << 20


class SmallDisk:
    """A few megabytes in memory, seen only by processes of this test: they go with the last of them, and no mount is left."""

    def __init__(self, world):
        self.folder = world.place("disk")
        mount = f"mount -t tmpfs -o size={SIZE},mode=0777 none '{self.folder}' && echo there && exec cat"
        self.why = "no unshare(1)"
        for options in ([], ["--user", "--map-root-user"]):
            if not shutil.which("unshare") or not shutil.which("nsenter"):
                break
            holder = subprocess.Popen(
                ["unshare", "--mount", *options, "sh", "-c", mount],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            world.processes.append(holder)
            if holder.stdout.readline() == b"there\n":
                entry = ["--user", "--preserve-credentials"] if options else []
                self.prefix = ["nsenter", "--target", str(holder.pid), *entry, "--mount", "--"]
                # The same folder as this process sees it.
                self.seen = pathlib.Path(f"/proc/{holder.pid}/root{self.folder}")
                return
            self.why = holder.stderr.read().decode().strip().splitlines()[-1:] or "no mount"
        raise NotTried(f"no small disk can be made here: {self.why}")


class FullDisk:
    """A database on a small disk, its server, and what it held when the disk became full."""

    def __init__(self, world):
        self.world, self.disk = world, SmallDisk(world)
        self.url, self.prefix = f"sqlite:{self.disk.folder / 'hemicycle.db'}", self.disk.prefix
        self.filler, self.rest = self.disk.seen / "filler", self.disk.seen / "rest"
        self.filler.write_bytes(bytes(FILLER))
        world.take(self.url, authorities("disk", 100, 1), prefix=self.prefix)
        self.before = world.export(self.url, prefix=self.prefix)
        self.server = Server(world, self.url, prefix=self.prefix)
        expect(self.server.get("/en/network").status == 200, "no page before")
        self.small, self.big = world.folder / "small.csv", world.folder / "big.csv"
        self.small.write_bytes(authorities("disk", 100, 3))
        self.big.write_bytes(authorities("disk", 6000, 2))

    def refused(self, *arguments):
        return self.world.refused(*arguments, "--database", self.url, prefix=self.prefix, naming="full")

    def fill(self):
        """Not a byte is left."""
        with open(self.rest, "wb", buffering=0) as rest, contextlib.suppress(OSError):
            while rest.write(bytes(4096)):
                pass

    def empty(self):
        for file in (self.filler, self.rest):
            file.unlink(missing_ok=True)

    def reads_go_on(self):
        for path in ("/en/network", "/en/network?q=disk", "/network/authorities.csv", "/readyz", "/fr/network/disk-0003"):
            expect(self.server.get(path).status == 200, f"{path} is not read while the disk is full")
        expect(self.server.get("/network/authorities.csv").body == self.before, "the server shows something else")
        expect(self.world.export(self.url, prefix=self.prefix) == self.before, "the export is another")


def refuses(full):
    full.refused("import", "authorities", full.big)
    full.reads_go_on()
    full.fill()
    full.refused("import", "authorities", full.big)
    full.reads_go_on()
    full.refused("backup", full.disk.folder / "a.backup")
    full.refused("export", "authorities", full.disk.folder / "a.csv")
    left = sorted(p.name for p in full.disk.seen.iterdir() if not p.name.startswith("hemicycle.db"))
    expect(left == ["filler", "rest"], f"left behind: {left}")
    found = full.world.run("doctor", "--database", full.url, "--listen", f"127.0.0.1:{full.server.port}", prefix=full.prefix)
    faults = [line.split()[1] for line in found.out.splitlines() if line.startswith("fault")]
    expect(found.code == 1 and faults == ["disk"], f"doctor finds {faults}: {found}")
    full.server.stands()


def restarts(full):
    full.server.kill()
    try:
        expect(full.world.export(full.url, prefix=full.prefix) == full.before, "the export is another")
        full.server.begin(prefix=full.prefix)
        expect(full.server.get("/network/authorities.csv").body == full.before, "the server shows something else")
    finally:
        if full.server.process.poll() is not None:
            full.empty()
            full.server.begin(prefix=full.prefix)


def goes_on(world, full):
    full.empty()
    world.done("import", "authorities", full.small, "--database", full.url, prefix=full.prefix)
    until(5, lambda: "Nº3" in full.server.get("/en/network").text, "the page does not show the import")
    full.server.stands()
    expect(full.server.stop() == 0, "it does not end well")
    copy = world.place("disk-copy")
    for file in full.disk.seen.glob("hemicycle.db*"):
        shutil.copy(file, copy)
    world.doctor(f"sqlite:{copy / 'hemicycle.db'}")
    expect(versions(world.export(f"sqlite:{copy / 'hemicycle.db'}"), "disk") == (["3"], 100), "the import is not whole")


def limited(world):
    """A limit of the size of files, where no disk can be made: the system says it differently, the outcome is the same."""
    folder = world.place("limited")
    url = f"sqlite:{folder / 'hemicycle.db'}"
    world.take(url, authorities("disk", 200, 1))
    before = world.export(url)
    server = Server(world, url)
    small, big = world.folder / "limited.csv", world.folder / "limited-big.csv"
    small.write_bytes(authorities("disk", 200, 3))
    big.write_bytes(authorities("disk", 1500, 2))
    for limit in (40_000, 100_000, 400_000, 900_000):
        world.refused("import", "authorities", big, "--database", url,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        shown = server.get("/network/authorities.csv").body
        expect(world.export(url) == before == shown, f"with a limit of {limit} bytes something was stored")
    for number, limit in enumerate((10_000, 60_000)):
        hard = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))}
        world.refused("backup", folder / f"{number}.backup", "--database", url, naming=f"{number}.backup", **hard)
    world.refused("export", "authorities", folder / "a.csv", "--database", url, naming="a.csv",
                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000)))
    left = sorted(p.name for p in folder.iterdir() if not p.name.startswith("hemicycle.db"))
    expect(not left, f"left behind: {left}")
    world.doctor(url, server.port)
    world.done("import", "authorities", small, "--database", url)
    expect(versions(world.export(url), "disk") == (["3"], 200), "the import after it is not whole")
    server.stands()
    expect(server.stop() == 0, "it does not end well")
    world.doctor(url, free_port())


def tests(world):
    full = None
    with world.test("a full disk: imports, backups and exports are refused with a sentence and leave nothing, reads go on"):
        full = FullDisk(world)
        refuses(full)
    if full:
        with world.test("on a full disk the database is read after a kill, by the command line and by a new server"):
            restarts(full)
        with world.test("when there is room again the same server goes on, and the database is sound"):
            goes_on(world, full)
    with world.test("files that may not grow: imports are refused with a sentence and undone, and the database is sound after"):
        limited(world)
