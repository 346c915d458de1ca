# SPDX-License-Identifier: EUPL-1.2
"""The draw: processor time and memory of whole processes, beside the minimum cost flow of OR-tools."""
import json
import os
import subprocess
import sys

from bench import environment, goal, median, number, table

# Seconds of processor time.
GOALS = {1_000: 0.01, 10_000: 0.5, 100_000: 10}


def measure(bench):
    sys.path.insert(0, str(bench.root / "Tests/Draw"))
    import instances
    subprocess.run([bench.root / "Tests/Draw/install.sh"], check=True)
    python = bench.root / "Tests/Draw/.venv/bin/python"
    rows = []
    for people in (700, 1_000, 10_000) if bench.quick else (700, 1_000, 10_000, 100_000):
        path = bench.folder / f"draw-{people}.json"
        path.write_text(json.dumps(instances.demonstration(people) if people == 700 else instances.visits(people)))
        rounds = 1 if people == 100_000 or bench.quick else 5
        ours, starts, theirs = [], [], []
        for _ in range(rounds):
            ours.append(solved(bench, path, "generous")[1:])
            starts.append(run([bench.program, "version"])[1])
            if people != 700:
                theirs.append(flow(python, bench, path))
        cpu, memory = (median(column) for column in zip(*ours))
        row = [f"{people:,} people" + (", crossing limits" if people == 700 else ""), f"{cpu:.3f}",
               f"{max(0, cpu - median(starts)):.3f}", number(memory)]
        if theirs:
            ranks, flow_cpu, flow_memory = (median(column) for column in zip(*theirs))
            least = solved(bench, path, "minsum")[0]
            if ranks != least:
                raise SystemExit(f"OR-tools reaches a sum of ranks of {ranks}, hemicycle draw solve {least}")
            row += [f"{flow_cpu:.3f}", number(flow_memory), f"{cpu / flow_cpu:.2f}",
                    goal(f"draw of {people:,} people", f"{GOALS[people]:g} s", cpu <= GOALS[people])]
        rows.append(row + [""] * (8 - len(row)))
    table("The draw: exact in ranks and ties with a certificate, beside OR-tools for the sum of ranks alone",
          ["", "hemicycle, CPU s", "without its start", "peak MB", "OR-tools, CPU s", "peak MB", "ratio of CPU", "goal"], rows,
          "Ours: the whole process, from file to file; its start is what `hemicycle version` takes. OR-tools: the call that "
          "solves; memory of the whole process, with Python.")


def solved(bench, path, rule):
    """The sum of ranks, seconds of CPU and peak memory in MB of `draw solve`; the result has to be proven."""
    result = path.with_suffix(".result.json")
    result.unlink(missing_ok=True)
    _, cpu, memory = run([bench.program, "draw", "solve", path, "--rule", rule, "--seed", "bench", "--output", result])
    answer = json.loads(result.read_text())
    if not answer["proven"]:
        raise SystemExit(f"the draw of {path.name} is not proven")
    return answer["rankSum"], cpu, memory


def flow(python, bench, path):
    said, _, memory = run([python, "-B", bench.root / "Benchmarks/draw_flow.py", path])
    answer = json.loads(said)
    return answer["rankSum"], answer["cpu"], memory


def run(command):
    """What a process prints, its seconds of processor time and its peak memory in MB (10^6 bytes)."""
    child = subprocess.Popen(list(map(str, command)), env=environment(), stdout=subprocess.PIPE)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    return said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6
