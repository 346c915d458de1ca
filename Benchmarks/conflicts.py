# SPDX-License-Identifier: EUPL-1.2
"""Conflicts of a programme: all of it, and of one session that is moved."""
from bench import goal, number, table

# Milliseconds: a whole check of 300 sessions, and one move.
WHOLE_GOAL, MOVE_GOAL = 5, 0.2


def measure(bench):
    rows = []
    for sessions in (300, 3_000):
        result = bench.run_json("measure", "conflicts", "--sessions", sessions, "--rounds", 11 if bench.quick else 41)[0]
        whole, move = result["wholeMilliseconds"], result["moveMilliseconds"]
        met = goal("check of 300 sessions", "under 5 ms", whole < WHOLE_GOAL) if sessions == 300 else ""
        met_move = goal("one move", "under 0.2 ms", move < MOVE_GOAL) if sessions == 300 else ""
        rows.append([f"{sessions} sessions", number(result["conflicts"]), f"{whole:.2f}", met, f"{move:.3f}",
                     f"{result['slowestMoveMilliseconds']:.3f}", met_move])
    table(
        "Conflicts of a made-up programme, one thread",
        ["", "found", "whole check, ms", "goal", "one move, ms", "slowest", "goal"], rows,
        "Whole: from facts to conflicts, as each page of planning does it. A move is compared with the state before it.")
