// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Foundation
import HTTPTypes
import Outbox
import People
import Server
import Synchronization
import TestKit
import Vocabulary

@testable import Accounts

/// A browser that keeps its cookies, at a server with two editions and some account holders.
struct AccountWorld: Sendable {
    let world: World
    private let jar = Jar()

    init(_ engine: TestEngine) async throws {
        world = try await World(engine, signIn: AccountsFeature.signIn)
        try await add("anna", "Anna Dal Colle", "anna@cities.example")
        try await add("bo", "Bo Lindström", "desk@cities.example")
        try await add("chloe", "Chloé Petit", "desk@cities.example")
    }

    private init(_ world: World) { self.world = world }

    /// Another browser at the same server.
    var elsewhere: AccountWorld { AccountWorld(world) }

    @discardableResult
    func add(_ id: String, _ name: String, _ mail: String, _ grants: Grant...) async throws -> ID<Person> {
        let person = Person(id: ID(id), badgeName: name, language: .en, created: world.now)
        try await world.write { tx in
            let handle = Array(Data(id.utf8)) + [UInt8](repeating: 7, count: 32)
            try AccountKeeper(tx: tx).openAccount(of: person, at: mail, handle: Array(handle.prefix(32)))
            for (number, grant) in grants.enumerated() {
                try RoleStore(tx: tx).give(grant, to: person.id, id: ID("\(id)-\(number)"))
            }
        }
        return person.id
    }

    // MARK: Asking

    func get(_ path: String) async -> Answer { await ask(.get, path) }

    func post(_ path: String, _ form: [String: String] = [:]) async -> Answer {
        let body = form.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
        return await ask(.post, path, body: body.joined(separator: "&"))
    }

    func ask(_ method: HTTPRequest.Method, _ path: String, body: String = "", at now: Date? = nil) async -> Answer {
        var headers: HTTPFields = [.userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"]
        if !jar.header.isEmpty { headers[.cookie] = jar.header }
        let answer = await world.at(now ?? world.now).ask(method, path, headers, body: body)
        jar.take(answer.headers[values: .setCookie])
        return answer
    }

    var hasStay: Bool { jar.header.contains("__Host-stay=") }
    var stay: String? { jar.value("__Host-stay") }
    func hold(stay: String) { jar.take(["__Host-stay=\(stay); Path=/"]) }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    // MARK: Mail

    /// Writes the mails that were asked for, as the timer does, and returns the newest to an address.
    func mail(to address: String, at now: Date? = nil) async throws -> (subject: String, text: String)? {
        let (settings, random) = (world.site.settings, Dice.system(96))
        return try await world.at(now ?? world.now).write { tx in
            for row in try tx.rows("SELECT subject FROM timer WHERE kind = 'sign-in.mail'") {
                try SignInMail(settings: settings).write(tx, row["subject"], random)
                try tx.run("DELETE FROM timer WHERE subject = \(row["subject"] as String)")
            }
            return try tx.rows("SELECT subject, body FROM letter WHERE address = \(address)").last.map {
                ($0["subject"], $0["body"])
            }
        }
    }

    /// The six digits of the newest mail to an address, as they are written in it.
    func code(to address: String) async throws -> String? { try await mail(to: address).map { String($0.subject.prefix(7)) } }

    /// Comes in by mail as whoever has the address.
    func signIn(_ address: String) async throws {
        _ = await post("/en/account/sign-ins", ["address": address])
        guard let mail = try await mail(to: address) else { return }
        _ = await post("/en/account/code", ["code": String(mail.subject.prefix(7))])
    }

    func statement(_ sql: SQL) async throws -> [Row] { try await world.read { try $0.rows(sql) } }
}

/// The path of the link in a mail.
func link(in text: String) -> String? {
    text.firstMatch(of: /https:\/\/cities\.example(\/\S+)/).map { String($0.output.1) }
}

/// The cookies of one browser.
private final class Jar: Sendable {
    private let cookies = Mutex<[String: String]>([:])

    var header: String {
        cookies.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    }
    func value(_ name: String) -> String? { cookies.withLock { $0[name] } }

    func take(_ lines: [String]) {
        for line in lines {
            let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            cookies.withLock { $0[pair[0]] = pair[1].isEmpty ? nil : pair[1] }
        }
    }
}
