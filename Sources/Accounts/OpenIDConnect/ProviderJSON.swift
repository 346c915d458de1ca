// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A value in JSON that somebody else wrote.
enum JSONValue: Sendable, Equatable {
    case text(String), number(Double), truth(Bool), list([JSONValue]), object([String: JSONValue]), null

    /// Nil for what is no list and no object in JSON. Of two members with one name the last counts, as RFC 7519, section 4,
    /// has it; JSONDecoder would take the first, and a second for some hundred levels.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return nil }
        self.init(value)
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(JSONValue.init))
        case let members as [String: Any]: self = .object(members.mapValues(JSONValue.init))
        // A truth is a number to Foundation, told apart by what it is kept as.
        case let number as NSNumber where number.objCType[0] == 0x63: self = .truth(number.boolValue)
        case let number as NSNumber: self = .number(number.doubleValue)
        default: self = .null
        }
    }
}

/// An object in JSON. A member of another sort than is asked for is as good as missing.
struct JSONObject: Sendable, Equatable {
    let members: [String: JSONValue]

    init(_ members: [String: JSONValue]) { self.members = members }

    /// Nil for what is no object in JSON.
    init?(_ bytes: [UInt8]) {
        guard case .object(let members) = JSONValue(bytes) else { return nil }
        self.members = members
    }

    func has(_ name: String) -> Bool { (members[name] ?? .null) != .null }

    func text(_ name: String) -> String? {
        if case .text(let text) = members[name] { text } else { nil }
    }

    func truth(_ name: String) -> Bool? {
        if case .truth(let truth) = members[name] { truth } else { nil }
    }

    /// Seconds since 1970, with or without a fraction. RFC 7519, section 2, NumericDate.
    func date(_ name: String) -> Date? {
        if case .number(let seconds) = members[name] { Date(timeIntervalSince1970: seconds) } else { nil }
    }

    /// Nil unless it is a list and every item of it a text.
    func texts(_ name: String) -> [String]? {
        guard case .list(let items) = members[name] else { return nil }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item else { return nil }
            texts.append(text)
        }
        return texts
    }

    /// The objects of a list; other items are left out.
    func objects(_ name: String) -> [JSONObject]? {
        guard case .list(let items) = members[name] else { return nil }
        return items.compactMap { if case .object(let members) = $0 { JSONObject(members) } else { nil } }
    }
}
