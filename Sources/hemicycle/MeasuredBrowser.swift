// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Foundation
import HTTPTypes
import Server

/// A browser at a network address of its own, so that the limits on one address stay as they are. It keeps its cookies and asks the
/// program without a socket.
struct MeasuredBrowser {
    private let dispatcher: Dispatcher
    private let peer: String
    private var cookies: [String: String] = [:]

    init(_ dispatcher: Dispatcher, number: Int) {
        self.dispatcher = dispatcher
        peer = "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }

    /// The whole way of somebody who comes in by mail; throws when a step is answered otherwise than it should be.
    mutating func signIn(_ mail: String, _ relay: MeasuredRelay) async throws {
        try await ask(.get, "/en/account", expecting: .ok)
        let subjects = relay.subjects(to: mail)
        try await ask(
            .post, "/en/account/sign-ins", "address=\(mail.replacing("@", with: "%40"))", expecting: .seeOther)
        try await ask(.get, "/en/account/code", expecting: .ok)
        guard let subject = await subjects.first(where: { _ in true }) else { throw CancellationError() }
        try await ask(.post, "/en/account/code", "code=\(subject.filter(\.isNumber).prefix(6))", expecting: .seeOther)
        // Only whoever is in gets this one.
        try await ask(.get, "/en/account/names", expecting: .ok)
    }

    private mutating func ask(
        _ method: HTTPRequest.Method, _ target: String, _ form: String = "", expecting status: HTTPResponse.Status
    ) async throws {
        var headers: HTTPFields = [.userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"]
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if method == .post { headers[.origin] = dispatcher.site.settings.publicURL }
        let response = await dispatcher.respond(
            to: Request(
                id: "measured", method: method, target: target, headers: headers, body: Array(form.utf8), peer: peer, now: .now,
                actor: .public, site: dispatcher.site))
        guard response.status == status else { throw MeasuredRefusal.status(target, response.status.code) }
        for line in response.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
    }
}

/// Why there is nothing to measure.
enum MeasuredRefusal: Told {
    case status(String, Int), notConfigured, notSent(Int)

    var description: String {
        switch self {
        case .status(let target, let code): "\(target) is answered with \(code)."
        case .notConfigured: "HEMICYCLE_SMTP and HEMICYCLE_MAIL_FROM are not set."
        case .notSent(let count): "\(count) letters were not taken by the mail server."
        }
    }
}
