// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import HTTPTypes
import Logging
import Vocabulary

/// Finds who answers a request, asks the policy, and turns refusals and faults into answers.
package struct Dispatcher: Sendable {
    package let site: Site
    package let logger: Logger

    package init(site: Site, logger: Logger) {
        self.site = site
        self.logger = logger
    }

    /// Answers; never throws.
    package func respond(to incoming: Request) async -> Response {
        let started = ContinuousClock.now
        var request = incoming
        var label = "none"
        var isClosed = false
        var response = await answer(&request, label: &label, isClosed: &isClosed)
        if request.isForAPI, !isClosed { API.open(&response.headers) }
        site.metrics.count(route: label, status: response.status.code, took: ContinuousClock.now - started)
        if response.status.code < 500 {
            logger.debug(
                "answered", metadata: ["request": "\(request.id)", "route": "\(label)", "status": "\(response.status.code)"])
        }
        return response
    }

    private func answer(_ request: inout Request, label: inout String, isClosed: inout Bool) async -> Response {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        request.language =
            path.first.flatMap(Language.init) ?? (path.isEmpty ? .preferred(request.headers[.acceptLanguage]) : .en)
        guard request.path.hasPrefix("/"), !request.path.contains("//"), let decoded = Self.decoded(path) else {
            return problem(RequestRefusal.notFound, for: request)
        }
        // One address each: the language alone ends with a slash, nothing else does.
        if decoded.count == 1, Language(rawValue: decoded[0]) != nil, !request.path.hasSuffix("/"),
            [.get, .head].contains(request.method)
        {
            return .redirect(.permanentRedirect, to: request.path + "/" + (request.queryText.map { "?\($0)" } ?? ""))
        }
        if decoded.count > 1, request.path.hasSuffix("/") {
            return .redirect(.permanentRedirect, to: String(request.path.dropLast()))
        }
        if request.isForAPI, request.method == .options, case .route(let route, _) = site.routes.find(.get, decoded),
            !route.isClosed
        {
            return API.preflight
        }
        switch site.routes.find(request.method, decoded) {
        case .nothing: return problem(RequestRefusal.notFound, for: request)
        case .otherMethods(let methods):
            if case .route(let route, _) = site.routes.find(.get, decoded) { isClosed = route.isClosed }
            return methodNotAllowed(methods, for: request)
        case .route(let route, let parameters):
            label = route.pattern
            isClosed = route.isClosed
            request.parameters = parameters
            do {
                try limit(request, to: route)
                request.actor = try await site.signIn.actor(of: request)
                try site.access.require(route.permission, of: request.actor, inAny: request.scopes)
                return try await route.handler(request)
            } catch let refusal as any Refusal {
                return problem(refusal, for: request)
            } catch {
                return fault(error, for: request, route: route.pattern)
            }
        }
    }

    /// Segments with their percent-encoding undone; nil when one is not UTF-8, climbs, or hides a separator.
    private static func decoded(_ path: [String]) -> [String]? {
        var segments: [String] = []
        for segment in path {
            guard let text = segment.utf8.contains(UInt8(ascii: "%")) ? segment.removingPercentEncoding : segment, text != ".",
                text != "..",
                !text.unicodeScalars.contains(where: { $0 == "/" || $0 == "\\" || $0.value < 32 })
            else { return nil }
            segments.append(text)
        }
        return segments
    }

    /// Forgery and limits, before anything is asked of the database.
    private func limit(_ request: Request, to route: Route) throws {
        if !route.isOpenToOthers { try ForgeryCheck(publicURL: site.settings.publicURL).check(request) }
        if let limit = route.limit, !site.limits.allows(limit, by: request.peer, at: request.now) { throw RequestRefusal.tooMany }
    }

    private func methodNotAllowed(_ methods: [HTTPRequest.Method], for request: Request) -> Response {
        var response = ProblemPage(status: .methodNotAllowed, phrase: RequestRefusal.method.phrase, reference: nil).response(
            to: request)
        response.headers[.allow] = Set(methods.map(\.rawValue) + (request.isForAPI ? ["OPTIONS"] : [])).sorted().joined(
            separator: ", ")
        return response
    }

    /// A refusal as a page in the reader's language, or as RFC 9457 says for programs.
    private func problem(_ refusal: any Refusal, for request: Request) -> Response {
        let isUnknown = refusal as? RequestRefusal == .unknownToken
        let status = isUnknown ? .unauthorized : refusal.kind.status
        var response = ProblemPage(status: status, phrase: refusal.phrase, reference: nil).response(to: request)
        if refusal.kind == .unavailable { response.headers[.retryAfter] = "60" }
        if isUnknown {
            response.headers[.wwwAuthenticate] = "Bearer error=\"invalid_token\""
        }
        return response
    }

    /// Logged once, with the reference that the reader sees.
    private func fault(_ error: any Error, for request: Request, route: String) -> Response {
        let (status, key): (HTTPResponse.Status, String) =
            switch error as? DatabaseFault {
            case .unavailable, .conflict: (.serviceUnavailable, "fault.unavailable")
            case .full: (.insufficientStorage, "fault.full")
            default: (.internalServerError, "fault.unknown")
            }
        site.metrics.countFault()
        logger.error("fault", metadata: ["request": "\(request.id)", "route": "\(route)", "error": "\(Self.safe(error))"])
        var response = ProblemPage(status: status, phrase: Phrase(key), reference: request.id).response(to: request)
        if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
        return response
    }

    /// Errors of our own say nothing personal; of others only the kind is logged.
    private static func safe(_ error: any Error) -> String {
        (error as? DatabaseFault)?.description ?? String(reflecting: type(of: error))
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, section 11.5: the disk is full.
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}

extension RefusalKind {
    var status: HTTPResponse.Status {
        switch self {
        case .invalid: .unprocessableContent
        case .conflict, .tooLate: .conflict
        case .notAllowed: .forbidden
        case .notFound: .notFound
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }
}

/// What the server itself refuses before a feature is asked.
enum RequestRefusal: Refusal, Equatable {
    case notFound, method, forged, tooMany, tooLarge, malformed, unknownToken

    var kind: RefusalKind {
        switch self {
        case .notFound, .method: .notFound
        case .forged, .unknownToken: .notAllowed
        case .tooMany: .tooMany
        case .tooLarge, .malformed: .invalid
        }
    }
    var phrase: Phrase {
        switch self {
        case .notFound: "page.not-found"
        case .method: "page.method"
        case .forged: "request.forged"
        case .tooMany: "request.too-many"
        case .tooLarge: "request.too-large"
        case .malformed: "request.malformed"
        case .unknownToken: "request.unknown-token"
        }
    }
}
