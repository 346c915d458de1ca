# SPDX-License-Identifier: EUPL-1.2
"""Most places, then the least sum of ranks, by OR-tools. Usage: draw_flow.py INSTANCE.json (format 1, delegations, no quotas)"""
import json
import sys
import time

import numpy
from ortools.graph.python import min_cost_flow


def arcs(given):
    """(from, to, capacity, cost), and how many there are of people; node 0 is the source and 1 the sink."""
    people, longest = given["participants"], max(len(person["prefs"]) for person in given["participants"])
    wanted = sum(person["max"] for person in people)
    place = wanted * longest + 1
    nodes, found = {}, [(0, 1, wanted, 0)]

    def node(*name):
        if name not in nodes:
            nodes[name] = len(nodes) + 2
            if name[0] == "delegation":
                found.append((nodes[name], node("option", name[2]), given["perGroupPerOption"], 0))
            if name[0] == "option":
                found.append((nodes[name], 1, given["options"][name[1]]["capacity"], 0))
        return nodes[name]

    for index, person in enumerate(people):
        found.append((0, node("person", index), person["max"], 0))
        for rank, tied in enumerate(person["prefs"], 1):
            found += [(node("person", index), node("delegation", person["group"], option), 1, rank - place) for option in tied]
    return numpy.array(found, dtype=numpy.int64), wanted, place


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found, wanted, place = arcs(json.load(file))
    began = time.process_time()
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(*(numpy.ascontiguousarray(column) for column in found.T))
    solver.set_node_supply(0, wanted)
    solver.set_node_supply(1, -wanted)
    if solver.solve() != solver.OPTIMAL:
        sys.exit("OR-tools found no optimum")
    cpu = time.process_time() - began
    flows = solver.flows(numbers)
    costs = found[:, 3]
    print(json.dumps({"rankSum": int((flows * (costs + place * (costs < 0))).sum()), "cpu": cpu}))


if __name__ == "__main__":
    main()
