# SPDX-License-Identifier: EUPL-1.2
"""Size, start and memory."""
import subprocess
import time

from bench import goal, median, number, table, tool

START_GOAL, MEMORY_GOAL = 0.3, 60


def measure(bench):
    size(bench)
    starting(bench)
    memory(bench)


def size(bench):
    stripped = bench.folder / "stripped"
    subprocess.run([tool("strip"), "-o", stripped, bench.program], check=True)
    libraries = subprocess.run([tool("ldd"), bench.program], capture_output=True, text=True).stdout.splitlines()
    swift = [line for line in libraries if "/swift/linux/" in line]
    table("Size of the program", ["", "MB"], [
        ["as built", number(bench.program.stat().st_size / 1e6)],
        ["stripped", number(stripped.stat().st_size / 1e6)],
    ], f"It needs {len(libraries)} shared libraries, {len(swift)} of them Swift's.")
    stripped.unlink()


def starting(bench):
    """From exec to the first whole answer, the demonstration being there already; and with an empty file to fill."""
    demo = bench.demonstration()
    again, first = [], []
    for turn in range(3 if bench.quick else 10):
        with bench.serving(demo) as server:
            again.append(server.start_seconds)
        if turn < 3:
            new = bench.folder / "new.db"
            with bench.serving(new, "demo") as server:
                first.append(server.start_seconds)
            for file in bench.folder.glob("new.db*"):
                file.unlink()
    reached = goal("start", "under 0.3 s", median(again) < START_GOAL)
    table(f"Start to the first answer of /en ({len(again)} starts)", ["", "median s", "slowest s", "goal"], [
        ["serve, with the demonstration", number(median(again)), number(max(again)), reached],
        ["demo, filling an empty file", number(median(first)), number(max(first)), ""],
    ])


def memory(bench):
    """After ten seconds without a request, and after every page of the demonstration was asked for under load."""
    with bench.serving(bench.demonstration()) as server:
        time.sleep(2 if bench.quick else 10)
        idle = server.memory()
        wrk = [tool("wrk"), "-t1", "-c64", f"-d{1 if bench.quick else 3}s"]
        for path in ("/en/", "/en/network", "/en/network?q=li", "/en/editions"):
            subprocess.run([*wrk, server.base + path], check=True, capture_output=True)
        server.settle()
        loaded = server.memory()
    table("Memory, in MB", ["", "PSS", "RSS", "goal"], [
        ["idle with the demonstration", *map(number, idle), goal("memory idle", "under 60 MB", idle[0] < MEMORY_GOAL)],
        ["after 64 connections on four pages", *map(number, loaded), ""],
    ], "The goal is for PSS, which shares the pages of libraries among the processes that use them.")
