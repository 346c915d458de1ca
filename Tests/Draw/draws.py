# SPDX-License-Identifier: EUPL-1.2
"""Has the program solve instances, and each result checked by the program, by Tools/draw-check.py and by a second solver."""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

import forgery
import instances
import second

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES, CHECKER = ROOT / "Tests/DrawTests/Fixtures", ROOT / "Tools/draw-check.py"
RULES = ["generous", "greedy", "minsum", "rankmax", "lottery"]
SMALL_OF_EACH_KIND = 5
# With more people the integer program would decide ties too slowly.
FEW_PEOPLE = 12
# With more, SCIP takes minutes.
MANY_PEOPLE = 1_000


class Draws:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *command):
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
        if "Traceback" in done.stderr:
            raise AssertionError(done.stderr)
        return done.returncode, (done.stdout + done.stderr).strip()

    def solve(self, name, instance, rule, seed):
        """The result as the program writes it, accepted by the program's own check and by the other checker."""
        path, result = self.folder / f"{name}.json", self.folder / f"{name}.{rule}.result.json"
        path.write_text(json.dumps(instance, ensure_ascii=False), encoding="utf-8")
        code, said = self.run(self.program, "draw", "solve", path, "--rule", rule, "--seed", seed, "--output", result)
        assert code == 0, said
        for check in ([self.program, "draw", "verify"], [sys.executable, CHECKER]):
            code, said = self.run(*check, path, result)
            assert code == 0, f"{check[-1]}: {said}"
        return json.loads(result.read_text(encoding="utf-8"))

    def refused(self, name, instance, result, because="", by_program=True):
        """Both have to refuse it, each in a sentence; the checker with these words in it."""
        path, forged = self.folder / f"{name}.json", self.folder / f"{name}.result.json"
        path.write_text(instance if isinstance(instance, str) else json.dumps(instance, ensure_ascii=False), encoding="utf-8")
        forged.write_text(result if isinstance(result, str) else json.dumps(result, ensure_ascii=False), encoding="utf-8")
        for check in [[sys.executable, CHECKER]] + [[self.program, "draw", "verify"]] * by_program:
            code, said = self.run(*check, path, forged)
            assert code == 1 and said.count("\n") == 0 and said, f"{check[-1]} says {code}: {said}"
            assert check[0] == self.program or because in said, f"not because of {because}: {said}"

    def compare(self, name, instance, rule, seed):
        """The numbers of the objective, and with few people everybody's places, are those of the second solver."""
        result = self.solve(name, instance, rule, seed)
        if rule == "lottery":
            return
        assert result["proven"], "not proven to be the best"
        is_large = len(instance.get("people") or instance["participants"]) > FEW_PEOPLE
        opinion = second.SecondOpinion(instance, is_large)
        numbers = opinion.numbers(rule)
        taken = {(name, str(option)) for name, options in zip(opinion.people, result["assignment"]) for option in options}
        least, assignment = opinion.least(rule, None if is_large else seed)
        own = [sum(part for pair, part in number.items() if pair in taken) for number in numbers]
        assert own == least, f"the second solver reaches {least}, the program {own}"
        assert assignment is None or taken == {(name, option) for name in assignment for option in assignment[name]}, "other ties"


def cases():
    """(name, what is to be tried) of everything."""
    folders = [FIXTURES] + [pathlib.Path(name) for name in [os.environ.get("HEMICYCLE_ALLOCATION_FOLDER")] if name]
    for rule in RULES:
        for path in sorted(path for folder in folders for path in folder.glob("*.json")):
            given = json.loads(path.read_text(encoding="utf-8"))
            if given["format"] == "hemicycle-allocation-1" and len(given["participants"]) <= MANY_PEOPLE:
                yield f"{path.parent.name}/{path.stem} {rule}", lambda draws, path=path, given=given, rule=rule: draws.compare(
                    f"{path.parent.name}-{path.stem}-{rule}", given, rule, "Straße")
        yield f"demonstration of 60 {rule}", lambda draws, rule=rule: draws.compare(
            f"demonstration-{rule}", instances.demonstration(60), rule, "2027")
    for kind in instances.KINDS:
        for seed in range(SMALL_OF_EACH_KIND):
            yield f"small {kind} {seed}", lambda draws, kind=kind, seed=seed: draws.compare(
                f"{kind}-{seed}", instances.small(kind, seed), RULES[seed % len(RULES)], f"seed {seed}")
    yield from forgery.cases()


def main():
    if len(sys.argv) != 2 or not os.access(sys.argv[1], os.X_OK):
        print("usage: run PROGRAM", file=sys.stderr)
        return 2
    failed = passed = 0
    with tempfile.TemporaryDirectory(prefix="hemicycle-draw.") as folder, concurrent.futures.ThreadPoolExecutor() as pool:
        draws = Draws(os.path.abspath(sys.argv[1]), pathlib.Path(folder))
        running = {pool.submit(attempt, draws): name for name, attempt in cases()}
        for done in concurrent.futures.as_completed(running):
            if problem := done.exception():
                failed += 1
                print(f"FAULT {running[done]}: {problem or ''.join(traceback.format_exception(problem))}", flush=True)
            else:
                passed += 1
    print(f"draws: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
