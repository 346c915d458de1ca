// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import HTTPTypes
import Synchronization
import Vocabulary

/// One request, as handlers see it: who asks, when, in which language, for what.
package struct Request: Sendable {
    package let id: String
    package let method: HTTPRequest.Method
    package let path: String
    package let query: Query
    package let headers: HTTPFields
    package let body: [UInt8]
    /// The address of who asks, as far as proxies that are trusted tell.
    package let peer: String
    package private(set) var now: Date
    /// Everybody, until the dispatcher has asked who it is.
    package internal(set) var actor: Actor
    package let site: Site
    /// The values of `{…}` in the route's pattern.
    package internal(set) var parameters: [String: String] = [:]
    package var language: Language = .en
    /// What stands behind `?`, as it came.
    package let queryText: String?
    let seen = SeenByRequest()

    /// - Parameter target: path and query as the request line has them.
    package init(
        id: String, method: HTTPRequest.Method, target: String, headers: HTTPFields = [:], body: [UInt8] = [], peer: String,
        now: Date,
        actor: Actor, site: Site
    ) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.id = id
        self.method = method
        path = parts.first.map(String.init) ?? "/"
        queryText = parts.count > 1 ? String(parts[1]) : nil
        query = Query(queryText ?? "")
        self.headers = headers
        self.body = body
        self.peer = peer
        self.now = now
        self.actor = actor
        self.site = site
    }

    package var words: Words { Words(language) }

    /// The same request, as if it came at another time.
    func at(_ now: Date) -> Request {
        var again = self
        again.now = now
        return again
    }

    /// What the form before this page did, in words; only phrases of ours.
    package var notice: String? {
        guard let key = query["notice"], key.split(separator: ".").allSatisfy({ ID<Phrase>.isWellFormed(String($0)) }) else {
            return nil
        }
        let text = words("notice.\(key)")
        return text == "notice.\(key)" ? nil : text
    }

    /// A path of this server to go on to, as a form or an address names it; nil for anything that leads elsewhere.
    package func next(_ text: String?) -> String? {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 300,
            text.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// The address of a page in the reader's language.
    package func page(_ path: Address) -> Address { "/\(language.rawValue)\(path)" }

    /// Whether the reader sits at a terminal, or asks for text without markup.
    package var wantsPlainText: Bool {
        let accept = headers[.accept] ?? ""
        return PlainText.begins(accept) || PlainText.isTerminal(headers[.userAgent] ?? "") && !accept.contains("html")
    }

    /// Whether a program asks, by the address.
    var isForAPI: Bool { path.hasPrefix("/api/") }

    /// Midnight UTC of today: for files that are dated, so that they are the same all day.
    package var today: Date { Day(now, in: .gmt).midnightUTC }

    /// A lasting name in the address; what cannot be one is not found.
    package func id<Noun>(_ noun: Noun.Type, in parameter: String) throws(AccessRefusal) -> ID<Noun> {
        guard let text = parameters[parameter], ID<Noun>.isWellFormed(text) else { throw .notFound }
        return ID(text)
    }

    /// Whether the one policy lets this actor do this here.
    package func allows(_ permission: Permission, in scope: Scope = .server) -> Bool {
        site.access.allows(actor, permission, in: scope)
    }

    /// What the address is about, as far as roles hold for it: an edition, an authority, or the whole server.
    package var scopes: [Scope] {
        let named = [parameters["edition"].map(Scope.edition), parameters["authority"].map(Scope.authority)].compactMap { $0 }
        return named.isEmpty ? [.server] : named
    }

    /// Bytes that nobody can guess. Drawn before a transaction, which may run again.
    package func random(_ count: Int) -> [UInt8] { site.dice(count) }

    /// The device in a few words, as the browser tells it, for lists of stays.
    package var userAgent: String {
        String(
            (headers[.userAgent] ?? "").unicodeScalars.filter { (32...126).contains($0.value) }.prefix(200).map(Character.init))
    }

    /// Reads in one transaction; the nouns its stores name make a ready page fall when they change.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let (value, seen) = try await site.database.reading(by: actor, at: now, body)
        self.seen.add(seen)
        return value
    }

    /// Changes in one transaction.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await site.database.write(by: actor, at: now, body)
    }

    package var cookies: [String: String] {
        var found: [String: String] = [:]
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                if parts.count == 2, found[parts[0]] == nil { found[parts[0]] = parts[1] }
            }
        }
        return found
    }

    /// The values of a form sent as `application/x-www-form-urlencoded`.
    package var form: Query { Query(String(decoding: body, as: UTF8.self)) }

    /// Where this page can be read in another language: what a form was answered with has no address of its own, but something above it has.
    func place(in other: Language) -> String {
        guard method != .get, method != .head else { return path(in: other) }
        var segments = path.split(separator: "/").map(String.init)
        while segments.count > 1 {
            if case .route = site.routes.find(.get, segments) { break }
            segments.removeLast()
        }
        let rest = segments.dropFirst().joined(separator: "/")
        return "/\(other.rawValue)/\(rest)"
    }

    /// The same page in another language.
    package func path(in other: Language) -> String {
        let rest =
            path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true).dropFirst().first.map(String.init) ?? ""
        return "/\(other.rawValue)/\(rest)"
    }
}

/// What the stores named while this request was answered.
final class SeenByRequest: Sendable {
    private let seen = Mutex(Seen())
    func add(_ more: Seen) { seen.withLock { $0.add(more) } }
    var all: Seen { seen.withLock { $0 } }
}

/// The names a page asked its query for and could make something of.
private final class AskedNames: Sendable {
    private let names = Mutex<[String: Bool]>([:])
    func add(_ name: String, isUnderstood: Bool = true) {
        names.withLock { $0[name] = ($0[name] ?? true) && isUnderstood }
    }
    func has(_ name: String) -> Bool { names.withLock { $0[name] ?? false } }
}

/// The part of an address behind `?`, or a form: names and values in the order they came.
package struct Query: Sendable, Equatable {
    package let pairs: [(name: String, value: String)]
    private let asked = AskedNames()
    /// Whether all that was sent could be decoded.
    let isComplete: Bool

    /// At most 200 pairs; what cannot be decoded is left out.
    package init(_ text: String) {
        let pieces = text.isEmpty ? [] : text.split(separator: "&", maxSplits: 200, omittingEmptySubsequences: false)
        pairs = pieces.prefix(200).compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), !name.isEmpty else { return nil }
            guard let value = Self.decoded(parts.count > 1 ? parts[1] : "") else { return nil }
            return (name, value)
        }
        isComplete = pairs.count == pieces.count && !text.contains("%00")
    }

    /// Whether every name in it stands once and means something to the page that was asked: what means nothing must not fill memory.
    var isUnderstood: Bool {
        isComplete && pairs.allSatisfy { asked.has($0.name) } && Set(pairs.map(\.name)).count == pairs.count
    }

    /// What the value of a name stands for; nil when it is missing, empty or stands for nothing.
    package func choice<Choice>(_ name: String, _ make: (String) -> Choice?) -> Choice? {
        guard let value = self[name] else { return nil }
        let choice = make(value)
        asked.add(name, isUnderstood: choice != nil)
        return choice
    }

    /// The first value of a name, without spaces around it; nil when missing or empty.
    package subscript(name: String) -> String? {
        asked.add(name)
        guard let value = pairs.first(where: { $0.name == name })?.value.trimmingCharacters(in: .whitespacesAndNewlines) else {
            return nil
        }
        return value.isEmpty ? nil : value
    }

    package static func == (a: Query, b: Query) -> Bool { a.pairs.elementsEqual(b.pairs) { $0 == $1 } }

    private static func decoded(_ text: Substring) -> String? {
        // Most names and values are as they were typed.
        guard text.utf8.contains(where: { [UInt8(ascii: "+"), UInt8(ascii: "%"), 0].contains($0) }) else { return String(text) }
        // No database keeps a zero; what stands around it was meant.
        return text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding?.replacing("\0", with: "")
    }
}
