# SPDX-License-Identifier: EUPL-1.2
"""The draw once more, as an integer program for OR-tools, from the specification: nothing of the program or its checker is in it.
The numbers of the objective are made as small as possible one after the other, while the earlier ones are held: no large weights.
CP-SAT, which is exact for integers of 64 bits, decides ties too; SCIP is faster where there are many people."""
import hashlib

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

HALF = 32


def second_format(given):
    """Either format with the members of the second; indices become texts."""
    if given["format"] == "hemicycle-allocation-2":
        return given
    options = [{"id": str(i), "capacity": option["capacity"]} for i, option in enumerate(given["options"])]
    people = [{"id": str(i), "delegation": str(one["group"]), "max": one["max"],
               "wishes": [list(map(str, rank)) for rank in one["prefs"]]} for i, one in enumerate(given["participants"])]
    limits = [{"options": list(map(str, quota["options"])), "max": quota["max"]} for quota in given["quotas"]]
    return {"options": options, "people": people, "limits": limits, "perDelegationPerOption": given["perGroupPerOption"],
            "exclusive": [list(map(str, pair)) for pair in given.get("optionConflicts") or []]}


def tie(seed, person, option):
    data = b"hemicycle tie\0"
    for part in (seed, person, option):
        data += len(part.encode()).to_bytes(4, "big") + part.encode()
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big")


class SecondOpinion:
    """An instance as variables and rows; `own` has the variable of each option of a person, `rank` what rank it is."""

    def __init__(self, given, is_large=False):
        self.given, self.is_large = second_format(given), is_large
        self.model = model_builder.Model() if is_large else cp_model.CpModel()
        self.options = {option["id"]: option for option in self.given["options"]}
        self.people = {person["id"]: person for person in self.given["people"]}
        together = self.given.get("together") or []
        first = {name: unit[0] for unit in together for name in unit if not self.people[name]["wishes"]}
        self.rank = {(name, option): rank for name in self.people
                     for rank, tied in enumerate(self.people[first.get(name, name)]["wishes"], 1) for option in tied
                     if self.is_possible(self.people[name], self.options[option])}
        self.own = {name: {} for name in self.people}
        for name, option in self.rank:
            self.own[name][option] = self.model.new_bool_var("")
        for name in self.people:
            self.add_person(name)
        for option in self.options.values():
            self.add_option(option)
        self.add_limits()
        for unit in together:
            for option in self.options:
                all_or_none = [self.own[name].get(option, 0) for name in unit]
                for one in all_or_none[1:]:
                    if not (isinstance(one, int) and isinstance(all_or_none[0], int)):
                        self.model.add(all_or_none[0] == one)

    @staticmethod
    def is_possible(person, option):
        clashes = person.get("clashes") or []
        if any(clash.get("option") == option["id"] or clash.get("slot", 0) == option.get("slot") for clash in clashes):
            return False
        offered, spoken = option.get("languages"), person.get("languages")
        return option.get("cancelled") is None and (not offered or not spoken or bool(set(offered) & set(spoken)))

    def at_most(self, most, variables):
        if len(variables) > most:
            self.model.add(sum(variables) <= most)

    def add_person(self, name):
        own = self.own[name]
        self.at_most(self.people[name].get("max") or self.given.get("maxPerPerson") or 1, list(own.values()))
        for kind in ("slot", "visit"):
            for value in {self.options[option].get(kind) for option in own} - {None}:
                self.at_most(1, [own[option] for option in own if self.options[option].get(kind) == value])
        for pair in self.given.get("exclusive") or []:
            self.at_most(1, [own[option] for option in pair if option in own])

    def add_option(self, option):
        """Everybody sits on a place that is free for all, or on one that is reserved for them."""
        entries = [entry for entry in self.given.get("reserved") or [] if option["id"] in (entry.get("options") or self.options)]
        free, reserved = [], [[] for _ in entries]
        for name in (name for name in self.people if option["id"] in self.own[name]):
            pools = [free] + [pool for pool, entry in zip(reserved, entries) if self.belongs(name, entry)]
            seats = [self.model.new_bool_var("") for _ in pools] if entries else [self.own[name][option["id"]]]
            for pool, seat in zip(pools, seats):
                pool.append(seat)
            if entries:
                self.model.add(sum(seats) == self.own[name][option["id"]])
        self.at_most(option["capacity"] - sum(entry["places"] for entry in entries), free)
        for entry, pool in zip(entries, reserved):
            self.at_most(entry["places"], pool)

    def belongs(self, name, entry):
        return all(entry.get(many) is None or self.people[name].get(one) in entry[many]
                   for many, one in (("delegations", "delegation"), ("countries", "country"), ("kinds", "kind")))

    def add_limits(self):
        for limit in self.given.get("limits") or []:
            self.at_most(limit["max"], [variable for name in self.people if self.belongs(name, limit)
                                        for option, variable in self.own[name].items()
                                        if option in (limit.get("options") or self.options)])
        for kind, most in (("id", self.given.get("perDelegationPerOption")), ("visit", self.given.get("perDelegationPerVisit"))):
            groups = {}
            for name, person in self.people.items():
                for option, variable in self.own[name].items():
                    groups.setdefault((person.get("delegation"), self.options[option].get(kind)), []).append(variable)
            for group, variables in groups.items():
                if most is not None and None not in group:
                    self.at_most(most, variables)

    def numbers(self, rule):
        """What each place adds to each number of the list, before the ties: a list of {(person, option): part}."""
        ranks = max(len(person["wishes"]) for person in self.people.values())
        levels = [entry["id"] for entry in self.given.get("priorities") or []] + [None]
        numbers = [] if rule == "rankmax" else [dict.fromkeys(self.rank, -1)]
        for level in levels:
            mine = {pair: rank for pair, rank in self.rank.items() if self.people[pair[0]].get("priority") == level}
            if len(levels) > 1 and rule != "rankmax":
                numbers.append(dict.fromkeys(mine, -1))
            if rule == "minsum":
                numbers.append(mine)
            sign, order = {"generous": (1, range(ranks, 1, -1)), "greedy": (-1, range(1, ranks)), "minsum": (1, ()),
                           "rankmax": (-1, range(1, ranks + 1))}[rule]
            numbers += [{pair: sign for pair in mine if mine[pair] == rank} for rank in order]
        return numbers

    def least(self, rule, seed=None):
        """The least list of numbers; with a seed also the assignment of the least sum of ties."""
        least = [self.stage(sum(part * self.own[name][option] for (name, option), part in number.items()))
                 for number in self.numbers(rule)]
        if seed is None:
            return least, None
        # A sum of integers of 64 bits fits no variable: the upper halves with the carry of the lower ones first, then the rest.
        ties = {pair: tie(seed, *pair) for pair in self.rank}
        high, low = (sum(half(ties[name, option]) * self.own[name][option] for name, option in ties)
                     for half in (lambda value: value >> HALF, lambda value: value & (1 << HALF) - 1))
        carry, rest = self.model.new_int_var(0, len(ties), ""), self.model.new_int_var(0, (1 << HALF) - 1, "")
        self.model.add(low == carry * (1 << HALF) + rest)
        self.stage(high + carry)
        self.stage(rest + 0)
        return least, {name: {option for option in own if self.solver.value(own[option])} for name, own in self.own.items()}

    def stage(self, number):
        """Makes a number as small as possible, and holds it there."""
        if isinstance(number, int):
            return number
        self.model.minimize(number)
        self.solver = model_builder.Solver("scip") if self.is_large else cp_model.CpSolver()
        if not self.is_large:
            self.solver.parameters.num_workers = 1
        status = self.solver.solve(self.model)
        if status != (model_builder.SolveStatus.OPTIMAL if self.is_large else cp_model.OPTIMAL):
            raise AssertionError(f"the second solver ends with {status}")
        value = round(self.solver.objective_value)
        self.model.add(number == value)
        return value
