// SPDX-License-Identifier: EUPL-1.2

/// A value and where it stands, so that every refusal names the place.
struct JSONPlace {
    indirect enum Path {
        case root, member(Path, String), item(Path, Int)

        var text: String {
            switch self {
            case .root: "$"
            case .member(let path, let name): "\(path.text).\(name)"
            case .item(let path, let index): "\(path.text)[\(index)]"
            }
        }
    }

    let value: JSON
    let path: Path

    init(_ value: JSON, at path: Path = .root) {
        self.value = value
        self.path = path
    }

    func refused(_ reason: DrawRefusal.Reason) -> DrawRefusal { DrawRefusal(path.text, reason) }

    /// What stands under a name; nil where it is left out or null.
    func optional(_ name: String) -> JSONPlace? {
        guard let value = value[name], value != .null else { return nil }
        return JSONPlace(value, at: .member(path, name))
    }

    func member(_ name: String) throws(DrawRefusal) -> JSONPlace {
        guard let place = optional(name) else { throw refused(.missing(name)) }
        return place
    }

    func object(of names: Set<String>) throws(DrawRefusal) -> JSONPlace {
        guard case .object(let members) = value else { throw refused(.notObject) }
        if let other = members.first(where: { !names.contains($0.name) }) { throw refused(.unknownMember(other.name)) }
        return self
    }

    /// Refuses two members that exclude each other.
    func either(_ one: String, or other: String) throws(DrawRefusal) -> JSONPlace {
        guard optional(one) == nil || optional(other) == nil else { throw refused(.both(one, other)) }
        return self
    }

    func items(most: Int = .max) throws(DrawRefusal) -> [JSONPlace] {
        guard case .list(let items) = value else { throw refused(.notList) }
        guard items.count <= most else { throw refused(.tooMany(most: most)) }
        return items.indices.map { JSONPlace(items[$0], at: .item(path, $0)) }
    }

    func items(of name: String, most: Int = .max) throws(DrawRefusal) -> [JSONPlace] {
        try optional(name)?.items(most: most) ?? []
    }

    func number(_ range: ClosedRange<Int>) throws(DrawRefusal) -> Int {
        guard case .number(let number) = value else { throw refused(.notNumber) }
        guard range.contains(number) else { throw refused(.outOfRange(least: range.lowerBound, most: range.upperBound)) }
        return number
    }

    func bool() throws(DrawRefusal) -> Bool {
        guard case .bool(let value) = value else { throw refused(.notBool) }
        return value
    }

    func text(bytes range: ClosedRange<Int> = 0...10_000) throws(DrawRefusal) -> String {
        guard case .text(let text) = value else { throw refused(.notText) }
        guard range.contains(text.utf8.count) else {
            throw refused(.lengthOutOfRange(least: range.lowerBound, most: range.upperBound))
        }
        return text
    }

    /// A text that names something.
    func id() throws(DrawRefusal) -> String { try text(bytes: 1...100) }

    func ids() throws(DrawRefusal) -> [String] {
        var ids: [String] = []
        for item in try items() { ids.append(try item.id()) }
        return ids
    }
}

/// Texts by their bytes: Swift's own comparison takes different bytes for equal where Unicode does.
struct Bytes: Hashable {
    let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
}
