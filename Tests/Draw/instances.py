# SPDX-License-Identifier: EUPL-1.2
"""Instances made up from a seed: small ones of every kind of limit, and those of the demonstration's shape in any size."""
import math
import random

KINDS = ["capacities", "ties", "delegations", "visits", "limits", "nested", "reserved", "obstacles", "several", "exclusive",
         "priorities", "crossing", "together", "everything"]


def small(kind, seed):
    """Few people and options, and what the kind is about; `everything` has all of it."""
    dice = random.Random(f"{kind} {seed}")
    has = lambda *kinds: kind in kinds or kind == "everything"
    options = [small_option(dice, index, has) for index in range(dice.randint(3, 5))]
    people = [small_person(dice, index, has, options) for index in range(dice.randint(4, 9))]
    given = {"format": "hemicycle-allocation-2", "name": f"{kind}-{seed}", "ties": has("ties"),
             "options": options, "people": people}
    if has("priorities"):
        given["priorities"] = [{"id": "first", "reason": "left out last time"}]
    if has("delegations", "crossing"):
        given["perDelegationPerOption"] = dice.randint(1, 2)
    if has("visits", "crossing"):
        given["perDelegationPerVisit"] = dice.randint(1, 3)
    ids = [option["id"] for option in options]
    if has("limits"):
        given["limits"] = [{"id": f"l{index}", "options": dice.sample(ids, 2), "kinds": [dice.choice(["elected", "official"])],
                            "max": dice.randint(0, 2)} for index in range(2)] + [{"id": "all", "countries": ["c0"], "max": 3}]
    if has("nested"):
        given.setdefault("limits", []).extend([{"id": "outer", "max": 4}, {"id": "inner", "options": ids[:2], "max": 2}])
    if has("reserved", "crossing"):
        places = [option["id"] for option in options if option["capacity"] >= 2]
        given["reserved"] = [{"id": "é-elected", "options": places, "kinds": ["elected"], "places": 1},
                             {"id": "hosts", "options": places[:1], "delegations": ["d0"], "places": 1}]
    if has("exclusive"):
        given["exclusive"] = [ids[:2], [ids[2], ids[0]]]
    if has("together"):
        given["together"] = [["p0", "p1"], ["p3", "p2"]]
        people[1]["wishes"] = people[1]["wishes"] if dice.random() < 0.5 else []
    return given


def small_option(dice, index, has):
    option = {"id": f"o{index}", "capacity": dice.randint(1, 3)}
    if has("visits", "several", "crossing"):
        option["visit"] = f"v{index // 2}"
    if has("several", "obstacles"):
        option["slot"] = f"s{index % 2}"
    if has("obstacles"):
        option["capacity"] = dice.choice([0, 2, 3])
        option["minimum"] = dice.randint(0, 3)
        option.update({"languages": ["FR"]} if dice.random() < 0.4 else {"cancelled": "no bus"} if dice.random() < 0.1 else {})
    return option


def small_person(dice, index, has, options):
    person = {"id": f"p{index}", "delegation": f"d{dice.randint(0, 2)}", "country": f"c{dice.randint(0, 1)}",
              "kind": dice.choice(["elected", "official", "researcher"])}
    if has("several", "exclusive"):
        person["max"] = dice.randint(1, 3)
    if has("priorities") and dice.random() < 0.4:
        person["priority"] = "first"
    if has("obstacles"):
        person["languages"] = ["EN"] if dice.random() < 0.5 else ["EN", "FR"]
        clashes = [{"slot": "s0", "reason": "speaks"}, {"option": "o0", "reason": "leaves early"}]
        person["clashes"] = dice.sample(clashes, dice.randint(0, 1))
    wishes = [[option["id"]] for option in dice.sample(options, dice.randint(1, len(options)))]
    if has("ties") and len(wishes) > 2:
        wishes[1:3] = [wishes[1] + wishes[2]]
    person["wishes"] = wishes
    return person


# Twelve visits with 19 departures; 371 places for 700 people.
PLACES = [10, 20, 15, 12, 12, 25, 30, 20, 24, 20, 25, 18]
DEPARTURES = [2, 2, 2, 1, 1, 2, 2, 2, 1, 2, 1, 1]
GUIDES = ["FR EN", "FR NL EN", "FR EN", "FR NL", "FR", "FR NL EN", "EN FR", "NL FR", "EN", "FR", "FR NL", "FR EN"]


def demonstration(people, seed=1):
    """The shape of the demonstration: delegations of one to forty with a taste of their own, guides' languages, speakers who are
    busy, two of a delegation on a departure, and places reserved for elected people. Places grow with people."""
    dice, scale = random.Random(seed), people / 700
    fame = [-0.8 * math.log(visit + 1) for visit in range(len(PLACES))]
    dice.shuffle(fame)
    options = [{"id": f"V{visit + 1:02}-{departure + 1}", "capacity": max(1, round(PLACES[visit] * scale)),
                "minimum": max(1, round(PLACES[visit] * scale) // 3), "visit": f"V{visit + 1:02}", "slot": f"S{departure + 1}",
                "languages": GUIDES[visit].split()} for visit in range(len(PLACES)) for departure in range(DEPARTURES[visit])]
    entries, delegation = [], 0
    while len(entries) < people:
        size, taste = 1, [dice.gauss(0, 0.7) for _ in PLACES]
        while dice.random() < 0.8 and size < 40:
            size += 1
        for _ in range(min(size, people - len(entries))):
            entries.append(demonstration_person(dice, len(entries), delegation, options, [a + b for a, b in zip(fame, taste)]))
        delegation += 1
    reserved = {"id": "elected", "reason": "for elected people", "kinds": ["elected"], "places": max(1, round(1.5 * scale))}
    return {"format": "hemicycle-allocation-2", "name": f"demonstration-{people}", "perDelegationPerOption": 2,
            "options": options, "people": entries, "reserved": [reserved]}


def visits(people, seed=1):
    """Thirty visits of the same size, six wishes a person, three of a delegation on a visit, no other limits; format 1."""
    dice, count = random.Random(seed), 30
    fame, participants, group = [-0.8 * math.log(visit + 1) for visit in range(count)], [], 0
    while len(participants) < people:
        size, taste = 1, [dice.gauss(liking, 0.7) for liking in fame]
        while dice.random() < 0.8 and size < 40:
            size += 1
        for _ in range(min(size, people - len(participants))):
            order = sorted(range(count), key=lambda visit: math.log(-math.log(dice.random() or 1e-12)) - taste[visit])
            participants.append({"group": group, "max": 1, "prefs": [[visit] for visit in order[:6]]})
        group += 1
    capacity = max(1, round(people * 1.05 / count))
    options = [{"name": f"V{visit}", "capacity": capacity, "slot": visit % 4} for visit in range(count)]
    return {"format": "hemicycle-allocation-1", "name": f"visits-{people}", "perGroupPerOption": 3, "options": options,
            "quotas": [], "participants": participants}


def demonstration_person(dice, index, delegation, options, liking):
    # Gumbel noise: a Plackett-Luce model of wishes.
    order = sorted(options, key=lambda option: math.log(-math.log(dice.random() or 1e-12)) - liking[int(option["visit"][1:]) - 1])
    person = {"id": f"p{index:06}", "delegation": f"d{delegation:05}", "country": f"c{delegation % 25}",
              "kind": "elected" if index % 10 == 0 else dice.choice(["official", "practitioner", "researcher"]),
              "languages": ["EN"] + ["FR"] * (dice.random() < 0.5) + ["NL"] * (dice.random() < 0.1),
              "wishes": [[option["id"]] for option in order]}
    if dice.random() < 0.08:
        person["clashes"] = [{"slot": dice.choice(["S1", "S2"]), "reason": "speaks"}]
    return person
