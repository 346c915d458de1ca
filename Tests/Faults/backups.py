# SPDX-License-Identifier: EUPL-1.2
"""Backups of a database that is written to, and what becomes of them."""
import os
import stat
import subprocess
import threading

from world import authorities, digest, editions, expect, until, versions

ROWS = 300


class Writer(threading.Thread):
    """Imports without a pause until it is told to stop."""

    def __init__(self, world, url, first):
        super().__init__(daemon=True)
        self.world, self.url, self.version, self.stops, self.fault = world, url, first, False, None

    def run(self):
        while not self.stops:
            try:
                self.world.take(self.url, authorities("stream", ROWS, self.version + 1))
            except Exception as fault:
                self.fault = fault
                return
            self.version += 1


def sample(world, url):
    """All kinds that can be exported again."""
    return [world.export(url, kind) for kind in ("authorities", "institutions", "editions", "edition-figures")]


def tests(world):
    folder = world.place("backups")
    url = f"sqlite:{folder / 'hemicycle.db'}"
    world.take(url, authorities("stream", ROWS, 1))
    world.take(url, editions(), "editions")
    with world.test("a backup while imports go on is one state, and only its owner can read it"):
        writer = Writer(world, url, 1)
        writer.start()
        for number in range(3):
            before = writer.version
            file = folder / f"{number}.backup"
            world.done("backup", file, "--database", url)
            expect(stat.S_IMODE(os.stat(file).st_mode) == 0o600, f"its mode is {oct(os.stat(file).st_mode)}")
            found, rows = versions(world.export(f"sqlite:{file}"), "stream")
            expect(len(found) == 1 and rows == ROWS, f"the backup is half: {found} in {rows} rows")
            expect(before <= int(found[0]) <= writer.version + 1, f"it has {found[0]}; begun at {before}, now {writer.version}")
        writer.stops = True
        writer.join(60)
        expect(writer.fault is None, f"an import failed beside a backup: {writer.fault}")
        expect(writer.version > 1, "nothing was imported meanwhile")
        world.doctor(url)
    with world.test("a backup is restored into a new file, and both give the same exports"):
        world.done("backup", folder / "last.backup", "--database", url)
        new = f"sqlite:{folder / 'restored.db'}"
        world.done("restore", folder / "last.backup", "--database", new)
        expect(sample(world, new) == sample(world, url), "the exports differ")
        world.doctor(new)
        expect(stat.S_IMODE(os.stat(folder / "restored.db").st_mode) == 0o600, "others can read the restored file")
    with world.test("a backup never overwrites, nor does a restore or an export"):
        before, file = sample(world, url), digest(folder / "last.backup")
        world.refused("backup", folder / "last.backup", "--database", url, naming="last.backup")
        world.refused("restore", folder / "0.backup", "--database", url, naming="hemicycle.db")
        world.refused("export", "authorities", folder / "last.backup", "--database", url, naming="last.backup")
        expect(digest(folder / "last.backup") == file, "the backup was touched")
        expect(sample(world, url) == before, "the database holds something else now")
    with world.test("a truncated backup, one with a spoilt page and a foreign file are not restored, and leave nothing"):
        whole = (folder / "last.backup").read_bytes()
        page = 40 * 4096
        spoilt = {"cut": whole[:len(whole) // 2], "cut-late": whole[:-4096], "short": whole[:60], "text": b"no database\n" * 400,
                  "page": whole[:page] + b"\x0d" + os.urandom(4095) + whole[page + 4096:]}
        for name, data in spoilt.items():
            (folder / name).write_bytes(data)
        before = digest(folder)
        for name in spoilt:
            world.refused("restore", folder / name, "--database", f"sqlite:{folder / 'never.db'}", naming=name)
        expect(digest(folder) == before, f"left behind: {set(digest(folder)) ^ set(before)}")
    with world.test("kill -9 of a backup or a restore leaves no file under its name, and the next run is not in its way"):
        for command, target, arguments in (
            ("backup", "killed.backup", [folder / "killed.backup", "--database", url]),
            ("restore", "killed.db", [folder / "last.backup", "--database", f"sqlite:{folder / 'killed.db'}"]),
        ):
            process = world.start(command, *arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            part = folder / f"{target}.part"
            until(30, lambda: part.exists() or process.poll() is not None, "it makes no file", every=0.0003)
            process.kill()
            process.wait(10)
            if (folder / target).exists():
                (folder / target).unlink()  # it was faster
            world.done(command, *arguments)
            copy = f"sqlite:{folder / target}"
            expect(sample(world, copy) == sample(world, url), f"what {command} made differs")
            expect(not part.exists(), f"{part.name} is left")
    with world.test("a backup of nothing, or into a folder that is missing, is refused"):
        world.refused("backup", folder / "none.backup", "--database", f"sqlite:{folder / 'none.db'}", naming="none.db")
        world.refused("backup", folder / "missing" / "a.backup", "--database", url, naming="a.backup")
        expect(not (folder / "none.db").exists() and not (folder / "none.backup").exists(), "a file was made")
