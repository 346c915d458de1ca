// SPDX-License-Identifier: EUPL-1.2

/// A value and where it stands, so that every refusal names the place.
struct JSONPlace {
    let value: JSON
    let path: JSONPath

    init(_ value: JSON, at path: JSONPath = JSONPath()) {
        self.value = value
        self.path = path
    }

    func refused(_ reason: DrawRefusal.Reason) -> DrawRefusal { DrawRefusal(path.text, reason) }

    /// What stands under a name; nil where it is left out or null.
    func optional(_ name: StaticString) -> JSONPlace? {
        guard let value = value[name.description], value != .null else { return nil }
        return JSONPlace(value, at: path.member(name))
    }

    func member(_ name: StaticString) throws(DrawRefusal) -> JSONPlace {
        guard let place = optional(name) else { throw refused(.missing(name.description)) }
        return place
    }

    func object(of names: Set<String>) throws(DrawRefusal) -> JSONPlace {
        guard case .object(let members) = value else { throw refused(.notObject) }
        if let other = members.first(where: { !names.contains($0.name) }) { throw refused(.unknownMember(other.name)) }
        return self
    }

    /// Refuses two members that exclude each other.
    func either(_ one: StaticString, or other: StaticString) throws(DrawRefusal) -> JSONPlace {
        guard optional(one) == nil || optional(other) == nil else { throw refused(.both(one.description, other.description)) }
        return self
    }

    func items(most: Int = .max) throws(DrawRefusal) -> Items {
        guard case .list(let items) = value else { throw refused(.notList) }
        guard items.count <= most else { throw refused(.tooMany(most: most)) }
        return Items(values: items, path: path)
    }

    func items(of name: StaticString, most: Int = .max) throws(DrawRefusal) -> Items {
        try optional(name)?.items(most: most) ?? Items(values: [], path: path)
    }

    /// The items of a list, each a place when it is asked for.
    struct Items: RandomAccessCollection {
        fileprivate let values: [JSON]
        fileprivate let path: JSONPath

        var startIndex: Int { 0 }
        var endIndex: Int { values.count }
        subscript(index: Int) -> JSONPlace { JSONPlace(values[index], at: path.item(index)) }

        /// All items as lists of numbers. They are most of a file: places are made only for what is refused.
        func lists(of range: ClosedRange<Int>, most: Int) throws(DrawRefusal) -> [[Int]] {
            var lists: [[Int]] = []
            lists.reserveCapacity(values.count)
            for (index, value) in values.enumerated() {
                if case .list(let items) = value, items.count <= most, let numbers = Self.numbers(items, range) {
                    lists.append(numbers)
                } else {
                    lists.append(try self[index].items(most: most).numbers(in: range))
                }
            }
            return lists
        }

        func numbers(in range: ClosedRange<Int>) throws(DrawRefusal) -> [Int] {
            if let numbers = Self.numbers(values, range) { return numbers }
            var numbers: [Int] = []
            for item in self { numbers.append(try item.number(range)) }
            return numbers
        }

        private static func numbers(_ items: [JSON], _ range: ClosedRange<Int>) -> [Int]? {
            var numbers: [Int] = []
            numbers.reserveCapacity(items.count)
            for item in items {
                guard case .number(let number) = item, range.contains(number) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
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

    // Of the array itself each byte would be hashed and compared on its own.
    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

    static func == (one: Bytes, other: Bytes) -> Bool {
        one.bytes.count == other.bytes.count
            && one.bytes.withUnsafeBytes { one in other.bytes.withUnsafeBytes { one.elementsEqual($0) } }
    }
}
