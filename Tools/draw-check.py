#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks the result of a draw, without trusting the program that made it: python3 draw-check.py INSTANCE.json RESULT.json
Written from Documentation/Draw.md alone (its sections are named below); needs Python 3.8 or newer, nothing else. It proves that
1. the result is allowed: only what was wished, and every capacity, limit, reserved place, clash and pair is kept;
2. its numbers are true: how many got their first, second … choice, how many places are missing, the sum of ranks;
3. no allowed assignment is better under the rule and the seed: prices on what is full give a bound, and the result reaches it.
Whether the instance holds what they wished, people see. Leaves with 0 and a sentence if the result may stand, with 1 if not."""
import hashlib, json, pathlib, sys
from collections import Counter
from itertools import chain, combinations, starmap
# The members of objects (sections 4 to 6). Texts of digits stand in a part of format 1 that is not read.
NAMES = set("""format name ties longestList maxPerPerson perDelegationPerOption perDelegationPerVisit seedCommitment priorities
    options people limits reserved exclusive together id reason capacity minimum visit slot languages cancelled delegation country
    kind max priority clashes option wishes delegations countries kinds places sha256 announced groups group participants prefs
    values quotas optionConflicts perGroupPerOption rule seed profile unplaced rankSum assignment certificate instance proven
    underMinimum bound proof pair without with denominator prices""".split())

def sure(holds, otherwise):
    return holds or sys.exit(f"The result may not stand: {otherwise}.")
def known(names, there):
    sure(len(set(names)) == len(names) and all(name in there for name in names), f"unknown, twice: {', '.join(map(str, names))}")
    return names

def load(path):  # The bytes of a JSON file, and what they say, without what is null. Only integers from 0 are numbers.
    def members(pairs):
        known([name for name, _ in pairs if not name.isdigit()], NAMES)
        return {name: value for name, value in pairs if value is not None}
    number = lambda digits: int(digits) if digits.isdigit() else digits
    data = pathlib.Path(path).read_bytes()
    return data, json.loads(data.decode(), object_pairs_hook=members, parse_int=number, parse_float=str, parse_constant=str)

def second_format(first):  # Format 1 as format 2: indices become texts.
    texts = lambda indices: [f"{index:d}" for index in indices]
    person = lambda one: {"delegation": f"{one['group']:d}", "max": one["max"], "wishes": [*map(texts, one["prefs"])]}
    lists = {"options": [{"capacity": one["capacity"]} for one in first["options"]], "people": map(person, first["participants"]),
             "limits": [{"options": texts(one["options"]), "max": one["max"]} for one in first.get("quotas", [])]}
    given = {name: [dict(entry, id=str(index)) for index, entry in enumerate(entries)] for name, entries in lists.items()}
    most = {"perDelegationPerOption": first[name] for name in first if name == "perGroupPerOption"}
    return dict(given, **most, ties=True, exclusive=list(map(texts, first.get("optionConflicts", []))))

def drawn(label, *texts):  # The first eight bytes of SHA-256: ties and turns (section 2).
    parts = b"".join(len(part).to_bytes(4, "big") + part for part in map(str.encode, texts))
    return int.from_bytes(hashlib.sha256(b"hemicycle " + label + b"\0" + parts).digest()[:8], "big")

class Draw:
    """What is drawn (section 1): units, the options each may get with ranks and shared limits, and how much these allow."""
    def __init__(self, given):
        self.id_of = {"hemicycle-allocation-1": int, "hemicycle-allocation-2": str}[given["format"]]
        self.given = given = second_format(given) if self.id_of is int else given
        self.options, self.people, self.limits, self.reserved, self.levels = (
            dict(zip(known([entry["id"] for entry in entries], {entry["id"] for entry in entries}), entries)) for entries in (
                given.get(kind, []) for kind in ("options", "people", "limits", "reserved", "priorities")))
        self.exclusive = [{one, other} for one, other in (known(entry, self.options) for entry in given.get("exclusive", []))]
        for entry in [*self.limits.values(), *self.reserved.values()]:
            entry["options"] = set(known(entry.get("options", list(self.options)), self.options))
        wishes, together = {name: self.wishes(person) for name, person in self.people.items()}, given.get("together", [])
        wishes.update({name: wishes[unit[0]] for unit in together for name in unit if not wishes[name]})
        members = set(known([name for unit in together for name in unit], self.people))
        self.units = [*together, *([name] for name in self.people if name not in members)]
        self.unit_of = {name: index for index, unit in enumerate(self.units) for name in unit}
        self.room = [min(self.people[name]["max"] for name in unit) for unit in self.units]
        self.ranks = max((len(person["wishes"]) for person in self.people.values()), default=0)
        self.wanted = sum(person["max"] for person in self.people.values())
        self.most, self.choices = {}, [{} for unit in self.units]
        for (index, unit), option in ((unit, option) for unit in enumerate(self.units) for option in wishes[unit[1][0]]):
            if all(option in wishes[name] and self.is_possible(self.people[name], self.options[option]) for name in unit):
                limits = [limit for name in unit for limit in self.limits_of(self.people[name], self.options[option])]
                uses, _ = Counter(key for key, _ in limits), self.most.update(limits)
                if all(self.most[key] >= places for key, places in uses.items()):
                    self.choices[index][option] = [wishes[name][option] for name in unit], uses
        sure(min(self.most.values(), default=0) >= 0, "more is reserved than there is")
    def wishes(self, person):  # The rank of each option that is wished.
        lists, ties, longest = person["wishes"], self.given.get("ties"), self.given.get("longestList", len(person["wishes"]))
        ranks = {option: rank for rank, tied in enumerate(lists, 1) for option in known(tied, self.options)}
        sure(all(lists) and len(lists) <= longest and len(ranks) == sum(map(len, lists)) <= len(ranks if ties else lists) and all(
            ("option" in one) != ("slot" in one) for one in person.get("clashes", [])), f"wishes or clashes of {person['id']}")
        person.setdefault("max", self.given.get("maxPerPerson", 1))
        person["level"] = [*self.levels, None].index(person.get("priority"))
        return ranks
    def is_possible(self, person, option):
        spoken, offered, clashes = set(person.get("languages", [])), set(option.get("languages", [])), person.get("clashes", [])
        free = not any(one.get("option") == option["id"] or one.get("slot", 0) == option.get("slot") for one in clashes)
        return free and option["capacity"] and "cancelled" not in option and (not spoken or not offered or spoken & offered)
    def limits_of(self, person, option):  # The key of each shared limit that holds a pair, and how many it allows.
        name, delegation, visit, given = option["id"], person.get("delegation"), option.get("visit"), self.given
        whose = (("delegations", delegation), ("countries", person.get("country")), ("kinds", person.get("kind")))
        holds = lambda entry: all(own in entry.get(many, [own]) for many, own in whose)
        yield ("option", name), option["capacity"]
        yield from ((key, given[most]) for most, key in (("perDelegationPerOption", ("delegation", delegation, name)), (
            "perDelegationPerVisit", ("delegation-visit", delegation, visit))) if most in given and None not in key)
        yield from ((("limit", key), one["max"]) for key, one in self.limits.items() if name in one["options"] and holds(one))
        kept = sorted(key for key, one in self.reserved.items() if name in one["options"] and not holds(one))
        for some in chain(*(combinations(kept, size) for size in range(1, len(kept) + 1))):
            yield ("reserved", name, *some), option["capacity"] - sum(self.reserved[key]["places"] for key in some)
    def are_apart(self, one, other):
        same = any(self.options[one].get(kind, 0) == self.options[other].get(kind, 1) for kind in ("slot", "visit"))
        return one != other and not same and {one, other} not in self.exclusive
    def is_open(self, unit, chosen):
        return len(chosen) <= self.room[unit] and all(starmap(self.are_apart, combinations(chosen, 2)))
    def cost(self, rule, level, rank):  # What a place adds to the cost, without its tie (section 2).
        ranks, wanted, sign = self.ranks, max(1, self.wanted), 1 if rule == "generous" else -1
        order = {"generous": range(ranks, 1, -1), "greedy": range(1, ranks), "minsum": (), "rankmax": range(1, ranks + 1)}[rule]
        numbers = [(sign * (rank == each), wanted) for each in order] + [(rank, wanted * ranks)] * (rule == "minsum")
        places, levels, total, weight = [(-1, wanted)] * (rule != "rankmax"), range(len(self.levels) + 1), 0, wanted << 64
        own = [(part * (level == each), most) for each in levels for part, most in places * (len(levels) > 1) + numbers]
        for part, most in reversed(places + own):
            total, weight = total + weight * part, weight * (most + 1)
        return total
    def turns(self, seed):  # What each unit gets in the lottery (section 2).
        order = sorted((min(self.people[name]["level"] for name in unit), min(drawn(b"turn", seed, name) for name in unit), index)
                       for index, unit in enumerate(self.units))
        used, taken, seen = Counter(), [[] for unit in self.units], [turn[:2] for turn in order]
        for *_, index in order:
            wishes = sorted((sum(ranks), sum(drawn(b"tie", seed, name, option) for name in self.units[index]), option)
                            for option, (ranks, _) in self.choices[index].items())
            seen += [(index, *wish[:2]) for wish in wishes]
            for *_, option in wishes:
                uses = self.choices[index][option][1]
                if self.is_open(index, [*taken[index], option]) and all(used[key] + uses[key] <= self.most[key] for key in uses):
                    taken[index].append(option)
                    used.update(uses)
        sure(len(set(seen)) == len(seen), "two numbers of the lottery are equal, so another seed is needed")
        return taken
    def cheapest(self, offers, room):  # The least sum of an open set among offers below zero, the least first.
        if not offers or not room: return 0
        least = offers[0][0] + self.cheapest([offer for offer in offers[1:] if self.are_apart(offers[0][1], offer[1])], room - 1)
        return least if least <= sum(offer[0] for offer in offers[1:room + 1]) else min(least, self.cheapest(offers[1:], room))
    def half(self, named, _, members):  # Adds the half of limits and units as one more limit (section 6). Its key: both as sets.
        keys = frozenset(known([*map(tuple, named)], self.most))
        units = frozenset(known([self.unit_of[name] for name in members], range(len(self.units))))
        self.most[keys, units] = (sum(self.most[key] for key in keys) + sum(self.room[unit] for unit in units)) // 2
        for unit, uses in ((unit, uses) for unit, choices in enumerate(self.choices) for _, uses in choices.values()):
            uses[keys, units] = (sum(uses[key] for key in keys.intersection(uses)) + (unit in units)) // 2
        return keys, units
    def bounds(self, node, must=frozenset(), never=frozenset()):  # The bound of each leaf of a proof, rounded up (section 6).
        if "pair" in node:
            pair = self.unit_of[node["pair"][0]], *known(node["pair"][1:], self.options)
            return self.bounds(node["without"], must, never | {pair}) + self.bounds(node["with"], must | {pair}, never)
        keys = [tuple(entry[0]) if len(entry) == 2 else self.half(*entry) for entry in node["prices"]]
        prices = {key: int(entry[1], 16) for key, entry in zip(known(keys, self.most), node["prices"])}
        sure([f"{abs(price):x}" for price in prices.values()] == [entry[1] for entry in node["prices"]], "a price is unclear")
        total, scale = -sum(price * self.most[key] for key, price in prices.items()), node["denominator"]
        for unit, cost in enumerate(self.costs):
            taken = [option for index, option in must if index == unit]
            sums = {option: scale * own + sum(prices.get(key, 0) * many for key, many in self.choices[unit][option][1].items())
                    for option, own in cost.items() if (unit, option) not in never}
            if not self.is_open(unit, taken) or not set(taken) <= set(sums):
                return []  # Nothing obeys the branches above, so nothing is to be proven.
            offers = sorted((sums[one], one) for one in sums if sums[one] < 0 and self.is_open(unit, [*taken, one]))
            total += sum(map(sums.get, taken)) + self.cheapest(offers, self.room[unit] - len(taken))
        return [-(-total // scale)]

def check(draw, result, fingerprint):  # The sentence that a result deserves (section 7).
    rule, seed = known([result["rule"]], ["generous", "greedy", "minsum", "rankmax", "lottery"])[0], result["seed"]
    committed = draw.given.get("seedCommitment", {"announced": ""})
    sure(0 < len(seed.encode()) <= 1000 and (committed.keys() == {"announced"} or committed == {
        "sha256": hashlib.sha256(seed.encode()).hexdigest()}), "the seed is not the one that was committed to")
    sure(result.get("instance", fingerprint) == fingerprint, "it belongs to another instance")
    sure(len(result["assignment"]) == len(draw.people), "it has not as many people as the instance")
    sure({type(option) for option in chain(*result["assignment"])} <= {draw.id_of}, "an option is not named by its id")
    taken = dict(zip(draw.people, (list(map(str, one)) for one in result["assignment"])))
    used, ranks, chosen = Counter(), Counter(), [taken[unit[0]] for unit in draw.units]
    for index, (unit, options, choices) in enumerate(zip(draw.units, chosen, draw.choices)):
        who = f"{', '.join(unit)} with {', '.join(options)}"
        sure(set(options) <= set(choices), f"{who}: not wished, or not possible for them")
        sure(draw.is_open(index, options), f"{who}: too much, or not to be had together")
        for place, name in enumerate(unit):
            order = sorted(options, key=lambda option: (choices[option][0][place], draw.id_of(option)))
            sure(taken[name] == order, f"{who}: they do not go together, or the order is not that of their ranks")
        ranks.update(rank for option in options for rank in choices[option][0])
        used.update(key for option in options for key in choices[option][1].elements())
    for key, places in used.items():
        sure(places <= draw.most[key], f"{places} places where {' '.join(key)} allows {draw.most[key]}")
    places, profile = sum(ranks.values()), [ranks[rank + 1] for rank in range(draw.ranks)]
    under = [{"option": draw.id_of(name), "places": used["option", name], "minimum": option["minimum"]} for name, option
             in draw.options.items() if "cancelled" not in option and used["option", name] < option.get("minimum", 0)]
    true = {"profile": profile, "unplaced": draw.wanted - places, "rankSum": sum(ranks.elements()), "underMinimum": under}
    sure({"underMinimum": under, **result}.items() >= true.items(), f"the numbers are {true}")
    about, certificate = f"{rule}, seed {seed}, {len(draw.people)} people, by rank {profile}", result["certificate"]
    if rule == "lottery":
        sure(certificate["kind"] == "turns" and result.get("proven", True), "the certificate is not that of a lottery")
        sure(list(map(set, draw.turns(seed))) == list(map(set, chosen)), "the lottery, played again, gives another result")
        return f"The result is right: {about}. The lottery, played again, gives the same."
    draw.costs = [{option: sum(draw.cost(rule, draw.people[name]["level"], rank) + drawn(b"tie", seed, name, option)
                               for name, rank in zip(unit, found)) for option, (found, _) in choices.items()}
                  for unit, choices in zip(draw.units, draw.choices)]
    own = sum(cost[option] for cost, options in zip(draw.costs, chosen) for option in options)
    bound = min(draw.bounds(certificate["proof"]))
    sure(certificate["kind"] == "prices" and certificate["bound"] == f"{bound:x}", "the prices do not add up to the bound")
    sure(result.get("proven", True) is (bound == own), "the certificate does not prove what the result says")
    return f"The result is right: {about}. The certificate proves that no allowed assignment is better." if bound == own else (
        f"The result keeps all rules: {about}. That nothing is better is not proven, and not said.")

sys.setrecursionlimit(10_000)
try:
    (data, instance), (_, result) = map(load, sys.argv[1:])
    print(check(Draw(instance), result, hashlib.sha256(data).hexdigest()))
except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as why:
    sys.exit(f"The files are not what the format wants ({type(why).__name__}: {why}). Usage: draw-check.py INSTANCE RESULT")
