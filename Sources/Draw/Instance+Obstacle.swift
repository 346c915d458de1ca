// SPDX-License-Identifier: EUPL-1.2

extension Instance {
    /// Why a person may not get an option they wish; nil if they may.
    package enum Obstacle: Sendable, Equatable {
        case cancelled(reason: String), noPlaces, clash(reason: String), language
    }

    package func obstacle(between person: Int, and option: Int) -> Obstacle? {
        let one = options[option]
        if let reason = one.cancelled { return .cancelled(reason: reason) }
        if one.capacity == 0 { return .noPlaces }
        let clash = people[person].clashes.first { clash in
            if let slot = clash.slot { return one.slot.map { $0.utf8.elementsEqual(slot.utf8) } ?? false }
            return clash.option == option
        }
        if let clash { return .clash(reason: clash.reason) }
        return speaks(person, Set(one.languages.map { Array($0.utf8) })) ? nil : .language
    }

    private func speaks(_ person: Int, _ languages: Set<[UInt8]>) -> Bool {
        languages.isEmpty || people[person].languages.isEmpty
            || people[person].languages.contains { languages.contains(Array($0.utf8)) }
    }

    /// Whether nothing keeps the person from the option, whose languages are known by their bytes.
    func isOpen(_ option: Int, to person: Int, _ languages: Set<[UInt8]>) -> Bool {
        guard options[option].cancelled == nil, options[option].capacity > 0 else { return false }
        guard people[person].clashes.isEmpty else { return obstacle(between: person, and: option) == nil }
        return languages.isEmpty || speaks(person, languages)
    }
}
