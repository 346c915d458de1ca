// SPDX-License-Identifier: EUPL-1.2

extension Instance {
    /// The instance as a file of format 2, to be published. Read again it is the same but for texts of indices in format 1.
    package func json() -> [UInt8] {
        var members: [JSON.Member?] = [
            .init("format", .text("hemicycle-allocation-2")), .init("name", name), .init("ties", .bool(allowsTies)),
            .init("longestList", longestList), .init("perDelegationPerOption", perDelegationPerOption),
            .init("perDelegationPerVisit", perDelegationPerVisit), .init("seedCommitment", commitment?.json),
        ]
        members.append(
            .init("priorities", priorities) { .object([.init("id", .text($0.id)), .init("reason", .text($0.reason))]) })
        members.append(.init("options", .list(options.map(\.json))))
        members.append(.init("people", .list(people.map { json($0) })))
        members.append(.init("limits", limits) { json($0, "max") })
        members.append(.init("reserved", reservations) { json($0, "places") })
        members.append(.init("exclusive", exclusive) { .list($0.map(option)) })
        members.append(.init("together", together) { .list($0.map { .text(people[$0].id) }) })
        return JSON.members(members).bytes()
    }

    /// The instance as whoever reads the file will have it; what the format does not allow is refused.
    package func checked() throws(DrawRefusal) -> Instance { try Instance(json: json()) }

    private func option(_ index: Int) -> JSON { .text(options[index].id) }

    private func json(_ person: Person) -> JSON {
        .members([
            .init("id", .text(person.id)), .init("delegation", person.delegation), .init("country", person.country),
            .init("kind", person.kind), .init("languages", person.languages) { .text($0) }, .init("max", .number(person.max)),
            .init("priority", person.priority.map { priorities[$0].id }),
            .init("clashes", person.clashes) { clash in
                .members([
                    .init("option", clash.option.map(option)), .init("slot", clash.slot), .init("reason", .text(clash.reason)),
                ])
            },
            .init("wishes", .list(person.wishes.map { .list($0.map(option)) })),
        ])
    }

    private func json(_ limit: Limit, _ number: String) -> JSON {
        .members([
            .init("id", .text(limit.id)), .init("name", limit.name), .init("reason", limit.reason),
            .init("options", limit.options.map { .list($0.map(option)) }), .init("delegations", .texts(limit.delegations)),
            .init("countries", .texts(limit.countries)), .init("kinds", .texts(limit.kinds)),
            .init(number, .number(limit.most)),
        ])
    }
}

extension Instance.Option {
    fileprivate var json: JSON {
        .members([
            .init("id", .text(id)), .init("name", name), .init("capacity", .number(capacity)), .init("minimum", .number(minimum)),
            .init("visit", visit), .init("slot", slot), .init("languages", languages) { .text($0) },
            .init("cancelled", cancelled),
        ])
    }
}

extension SeedCommitment {
    fileprivate var json: JSON {
        switch self {
        case .sha256(let hash): .object([.init("sha256", .text(hash))])
        case .announced(let text): .object([.init("announced", .text(text))])
        }
    }
}

extension JSON {
    /// An object without what is left out.
    fileprivate static func members(_ members: [Member?]) -> JSON { .object(members.compactMap { $0 }) }

    fileprivate static func texts(_ texts: [String]?) -> JSON? { texts.map { .list($0.map { .text($0) }) } }
}

extension JSON.Member {
    fileprivate init(_ name: String, _ value: JSON) { self.init(name: name, value: value) }

    fileprivate init?(_ name: String, _ value: JSON?) {
        guard let value else { return nil }
        self.init(name: name, value: value)
    }

    fileprivate init?(_ name: String, _ text: String?) { self.init(name, text.map { JSON.text($0) }) }
    fileprivate init?(_ name: String, _ number: Int?) { self.init(name, number.map { JSON.number($0) }) }

    /// Nil for an empty list.
    fileprivate init?<Item>(_ name: String, _ items: [Item], _ json: (Item) -> JSON) {
        guard !items.isEmpty else { return nil }
        self.init(name: name, value: .list(items.map(json)))
    }
}
