# SPDX-License-Identifier: EUPL-1.2
"""Results that somebody changed, and files that are none: each has to be refused, with a sentence."""
import copy
import json

SEED = "s"


def town(wishes, capacities, **more):
    """Options with a letter each, and what people wish in letters: town(["ab", "a"], {"a": 1, "b": 1})."""
    people = [{"id": f"p{index}", "wishes": [[letter] for letter in letters]} for index, letters in enumerate(wishes)]
    return {"format": "hemicycle-allocation-2", "options": [{"id": name, "capacity": most} for name, most in capacities.items()],
            "people": people, **more}


FIVE = town(["abc", "acb", "ab", "ba", "cb"], {"a": 2, "b": 1, "c": 1})
TIED = town(["a", "a"], {"a": 1})


def counted(result, given):
    """The result with the numbers that fit its assignment."""
    ranks = [[rank for rank, tied in enumerate(person["wishes"], 1) for option in tied if option in taken]
             for person, taken in zip(given["people"], result["assignment"])]
    flat = [rank for own in ranks for rank in own]
    longest = max(len(person["wishes"]) for person in given["people"])
    return dict(result, profile=[flat.count(rank) for rank in range(1, longest + 1)], rankSum=sum(flat),
                unplaced=len(given["people"]) - len(flat))


def other(result, given, assignment):
    return counted(dict(result, assignment=assignment), given)


def every_swap(draws):
    for rule in ("generous", "greedy", "minsum", "rankmax", "lottery"):
        right = draws.solve(f"swap-{rule}", FIVE, rule, SEED)
        taken = right["assignment"]
        for one, two in ((one, two) for one in range(len(taken)) for two in range(one) if taken[one] != taken[two]):
            wrong = copy.deepcopy(taken)
            wrong[one], wrong[two] = wrong[two], wrong[one]
            draws.refused(f"swapped-{rule}-{one}-{two}", FIVE, other(right, FIVE, wrong), by_program=one == 1)


def worse(draws):
    """Everybody keeps all limits, but one place is left empty, or ranks are worse."""
    right = draws.solve("worse", FIVE, "generous", SEED)
    for index, letters in enumerate(["     ", "acab ", "caab ", "aab c"]):
        assignment = [[letter] if letter != " " else [] for letter in letters]
        if assignment != right["assignment"]:
            draws.refused(f"worse-{index}", FIVE, other(right, FIVE, assignment))


def another_tie(draws):
    right = draws.solve("tie", TIED, "generous", SEED)
    draws.refused("another-tie", TIED, dict(right, assignment=right["assignment"][::-1]))
    seed = next(seed for seed in map(str, range(100)) if draws.solve(f"tie-{seed}", TIED, "generous", seed)["assignment"]
                != right["assignment"])
    draws.refused("another-seed", TIED, dict(right, seed=seed))


def another_certificate(draws):
    right = draws.solve("certificate", FIVE, "generous", SEED)
    wider = draws.solve("wider", town(["abc", "acb", "ab", "ba", "cb"], {"a": 2, "b": 2, "c": 1}), "generous", SEED)
    draws.refused("of-another-instance", FIVE, dict(right, certificate=wider["certificate"]))
    draws.refused("for-another-instance", FIVE, wider)
    draws.refused("of-a-lottery", FIVE, dict(right, certificate={"kind": "turns"}))
    draws.refused("bound", FIVE, dict(right, certificate=dict(right["certificate"], bound="0")))
    nothing = {"denominator": 1, "prices": []}
    draws.refused("no-prices", FIVE, dict(right, certificate=dict(right["certificate"], proof=nothing)))
    price = right["certificate"]["proof"]["prices"][0]
    key, value = price
    for index, entry in enumerate([[key, "-" + value], [["option", "z"], "1"], [key, "0" + value], [key, 1], key]):
        proof = {"denominator": 1, "prices": [entry]}
        draws.refused(f"price-{index}", FIVE, dict(right, certificate=dict(right["certificate"], proof=proof)))
    leaf = right["certificate"]["proof"]
    for index, pair in enumerate([["p0", "z"], ["p9", "a"], ["p0"]]):
        proof = {"pair": pair, "without": leaf, "with": leaf}
        draws.refused(f"pair-{index}", FIVE, dict(right, certificate=dict(right["certificate"], proof=proof)))
    # A case distinction that leaves out the case in which the truth is.
    one_sided = {"pair": ["p0", "a"], "without": leaf}
    draws.refused("one-sided", FIVE, dict(right, certificate=dict(right["certificate"], proof=one_sided)))


def another_half(draws):
    """Two pairs share three places: only half of what the option allows proves that one pair goes."""
    given = town(["a", "a", "a", "a"], {"a": 3}, together=[["p0", "p1"], ["p2", "p3"]])
    right = draws.solve("half", given, "generous", SEED)
    keys, value, nobody = right["certificate"]["proof"]["prices"][0]
    assert keys == [["option", "a"]] and nobody == []
    wrong = {"key-twice": [[keys * 2, value, []]], "key-unknown": [[[["option", "z"]], value, []]],
             "too-large": [[keys, value + "0", []]], "negative": [[keys, "-" + value, []]], "twice": [[keys, value, []]] * 2,
             "in-no-unit": [[keys, value, ["p9"]]], "unit-twice": [[keys, value, ["p0", "p1"]]],
             "with-a-unit": [[keys, value, ["p0"]]], "null": [[keys, value, None]], "third": [[keys, value, [], []]],
             "not-halved": [[keys[0], value]], "no-list": [[keys[0], value, []]]}
    because = {"key-twice": "twice", "key-unknown": "unknown", "too-large": "add up", "negative": "unclear", "twice": "twice",
               "in-no-unit": "p9", "unit-twice": "twice", "with-a-unit": "add up", "not-halved": "add up"}
    for name, prices in wrong.items():
        proof = {"denominator": 1, "prices": prices}
        forged = dict(right, certificate=dict(right["certificate"], proof=proof))
        draws.refused(f"half-{name}", given, forged, because.get(name, ""))


def numbers(draws):
    right = draws.solve("numbers", FIVE, "generous", SEED)
    changed = {"profile": right["profile"][:-1] + [9], "unplaced": right["unplaced"] + 1, "rankSum": right["rankSum"] - 1,
               "proven": False, "underMinimum": [{"option": "a", "places": 1, "minimum": 2}], "instance": "00", "rule": "fair",
               "seed": "", "assignment": right["assignment"][:-1]}
    for name, value in changed.items():
        draws.refused(f"changed-{name}", FIVE, {**right, name: value})
    for name in ("rule", "seed", "profile", "unplaced", "rankSum", "assignment", "certificate"):
        draws.refused(f"without-{name}", FIVE, {key: value for key, value in right.items() if key != name})
    draws.refused("other-rule", FIVE, dict(draws.solve("lottery", FIVE, "lottery", "7"), rule="greedy"))
    draws.refused("unknown-member", FIVE, dict(right, comment="trust me"))


def limits(draws):
    """One above each limit, with numbers that fit."""
    right = draws.solve("limits", FIVE, "generous", SEED)
    above = [[["a"], ["a"], ["a"], ["b"], ["c"]], [["a", "b"], ["c"], ["a"], [], []], [["a"], ["c"], [], ["c"], ["b"]],
             [["a", "a"], ["c"], [], ["b"], []]]
    for index, (assignment, because) in enumerate(zip(above, ("allows 2", "too much", "not wished", "too much"))):
        draws.refused(f"above-{index}", FIVE, other(right, FIVE, assignment), because)
    two = town(["ab"], {"a": 1, "b": 1}, maxPerPerson=2)
    both = draws.solve("two", two, "generous", SEED)
    draws.refused("order", two, dict(both, assignment=[["b", "a"]]), "order")
    for name, kind in (("slot", "slot"), ("same-visit", "visit")):
        apart = dict(two, options=[dict(option, **{kind: "x"}) for option in two["options"]])
        result = dict(draws.solve(name, apart, "generous", SEED), assignment=[["a", "b"]], profile=[1, 1], unplaced=0, rankSum=3)
        draws.refused(f"both-{name}", apart, result, "not to be had together")
    for name, more, person, because in [
            ("delegation", {"perDelegationPerOption": 1}, {"delegation": "d"}, "delegation d a allows 1"),
            ("limit", {"limits": [{"id": "l", "max": 1, "options": ["a"]}]}, {}, "limit l allows 1"),
            ("reserved", {"reserved": [{"id": "r", "kinds": ["elected"], "places": 1}]}, {}, "reserved a r allows 1"),
            ("clash", {}, {"clashes": [{"option": "a", "reason": "speaks"}]}, "not possible"),
            ("language", {"options": [{"id": "a", "capacity": 2, "languages": ["FR"]}]}, {"languages": ["EN"]}, "not possible"),
            ("cancelled", {"options": [{"id": "a", "capacity": 2, "cancelled": "no bus"}]}, {}, "not possible"),
            ("together", {"together": [["p0", "p2"], ["p1", "p3"]]}, {}, "go together"),
            ("visit", {"perDelegationPerVisit": 1, "options": [{"id": "a", "capacity": 2, "visit": "v"}]}, {"delegation": "d"},
             "delegation-visit d v allows 1")]:
        given = dict(town(["a", "a", "a", "a"], {"a": 2}), **more)
        given["people"] = [dict(one, **person) for one in given["people"]]
        result = draws.solve(f"limit-{name}", given, "generous", SEED)
        draws.refused(f"against-{name}", given, other(result, given, [["a"], ["a"], [], []]), because)


def commitment(draws):
    """The seed has to be the one whose SHA-256 was published."""
    digest = "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"
    given = dict(TIED, seedCommitment={"sha256": digest})
    right = draws.solve("committed", given, "generous", "A")
    draws.refused("not-committed", given, dict(right, seed="B"))
    # Beside an announcement, the digest would bind nobody.
    del right["instance"]
    for index, more in enumerate([{"sha256": digest, "announced": "tomorrow"}, {}, {"sha256": digest[:-1]}]):
        for seed in ("A", "B"):
            other_seed = dict(draws.solve(f"tied-{index}-{seed}", TIED, "generous", seed), instance=None)
            draws.refused(f"commitment-{index}-{seed}", dict(TIED, seedCommitment=more), other_seed, "committed")


def no_files(draws):
    right = draws.solve("files", FIVE, "generous", SEED)
    text = json.dumps(right)
    texts = ["", "{", "[]", "null", "7", '{"a": 1, "a": 2}', '"text"', "[" * 5_000, text[:-9], "\ufeff" + text,
             text.replace('"rankSum": ', '"rankSum": 1e'), text.replace('"s"', '"\\ud800"'),
             json.dumps(dict(right, assignment={"p0": ["a"]})), json.dumps(dict(right, certificate=[])),
             json.dumps(dict(right, assignment=[[1], [], [], [], []]))]
    for index, text in enumerate(texts):
        draws.refused(f"no-result-{index}", FIVE, text)
        draws.refused(f"no-instance-{index}", text, right)
    del right["instance"]
    first, *others = FIVE["people"]
    wrong = [{"people": [dict(first, **more), *others]} for more in (
        {"wishes": [["a", "b"]]}, {"wishes": [["z"]]}, {"wishes": [["a"], ["a"]]}, {"wishes": [[]]}, {"priority": "x"},
        {"max": "1"}, {"clashes": [{"reason": "neither"}]}, {"clashes": [{"option": "c", "slot": "s", "reason": "both"}]},
        {"id": "p1"})]
    wrong += [{"options": [dict(one, capacity=most) for one in FIVE["options"]]} for most in (1.5, -1, "2", None)]
    wrong += [{"format": "hemicycle-allocation-3"}, {"limit": []}, {"longestList": 2}, {"people": others}, {"options": None},
              {"reserved": [{"id": "r", "kinds": ["elected"], "places": 2}]}, {"exclusive": [["a", "b", "c"]]},
              {"together": [["p0", "p1"], ["p1", "p2"]]}, {"limits": [{"id": "l"}]}]
    for index, more in enumerate(wrong):
        draws.refused(f"other-instance-{index}", {**FIVE, **more}, right)


def cases():
    for attempt in (every_swap, worse, another_tie, another_certificate, another_half, numbers, limits, commitment, no_files):
        yield f"forgery: {attempt.__name__.replace('_', ' ')}", attempt
