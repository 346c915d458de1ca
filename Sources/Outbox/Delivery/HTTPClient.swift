// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation

/// Sends requests to other servers: over TLS, without following redirections, without proxies, cookies or compression.
///
/// It blocks: use it in `Workers`. Any number of threads may use one.
package struct HTTPClient: Sendable {
    /// Where a request may go.
    package enum Reach: Sendable, Equatable {
        /// Only to public addresses, for what anybody may have entered. They are looked up, checked, and those very ones
        /// connected to, so that a name which changes its address meanwhile leads nowhere else.
        case publicOnly
        /// Also into the own network, for what the operator has set.
        case anywhere
    }

    private let reach: Reach
    private let allowsPlain: Bool
    private let authorities: String?

    /// `authorities` is a file of certificates that are trusted instead of the system's; `allowsPlain` lets `http` through.
    package init(reach: Reach, allowsPlain: Bool = false, authorities: String? = nil) {
        self.reach = reach
        self.allowsPlain = allowsPlain
        self.authorities = authorities
    }

    /// Sends a request and waits for the whole answer. The time to look up a public host is the resolver's and comes on top.
    package func send(_ request: OutgoingRequest, within limits: HTTPLimits = HTTPLimits()) throws(HTTPRefusal) -> HTTPAnswer {
        try request.check()
        let address = try WebAddress(request.url, allowsPlain: allowsPlain)
        let checked = reach == .publicOnly ? try PublicAddress.all(of: address.host) : nil
        return try send(request, to: address, at: checked, within: limits)
    }

    /// Connects to one of the checked addresses and to no other; to whatever the host's are if nil.
    func send(
        _ request: OutgoingRequest, to address: WebAddress, at checked: [IPAddress]?, within limits: HTTPLimits
    ) throws(HTTPRefusal) -> HTTPAnswer {
        let exchange = HTTPExchange(limit: limits.bytes, allowed: checked.map(Set.init))
        let handle = CurlHandle(protocols: allowsPlain ? "http,https" : "https")
        // An address in numbers is not looked up.
        let pins = CurlList(IPAddress(address.host) == nil ? checked.map { [address.pin(to: $0)] } ?? [] : [])
        let fields = CurlList(Self.lines(of: request))
        handle.set(CURLOPT_URL, address.url)
        handle.set(CURLOPT_RESOLVE, pins)
        handle.set(CURLOPT_HTTPHEADER, fields)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds: limits.connecting)
        handle.set(CURLOPT_TIMEOUT_MS, milliseconds: limits.whole)
        Self.set(request, on: handle)
        if let authorities { handle.set(CURLOPT_CAINFO, authorities) }
        exchange.listen(on: handle)
        let code = withExtendedLifetime((exchange, pins, fields)) { handle.perform() }
        guard code == CURLE_OK else { throw refusal(code, handle, exchange, address) }
        return HTTPAnswer(status: handle.number(CURLINFO_RESPONSE_CODE), fields: exchange.fields, body: exchange.body)
    }

    private static func set(_ request: OutgoingRequest, on handle: CurlHandle) {
        handle.set(CURLOPT_USERAGENT, "Hemicycle")
        handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        handle.set(CURLOPT_FOLLOWLOCATION, 0)
        if let body = request.body {
            handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
            // libcurl takes a copy of that many bytes. The one more is for an empty body, which has no place in memory.
            var bytes = body + [0]
            bytes.withUnsafeMutableBytes { handle.set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
        }
        if request.method == "HEAD" { handle.set(CURLOPT_NOBODY, 1) }
        handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private static func lines(of request: OutgoingRequest) -> [String] {
        // A field without value is ended by a semicolon in libcurl's form; one with nothing at all is left out of the request.
        let own = request.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        let hasType = request.fields.contains { $0.name.lowercased() == "content-type" }
        return own + ["Expect:"] + (hasType ? [] : ["Content-Type:"])
    }

    private func refusal(_ code: CURLcode, _ handle: CurlHandle, _ exchange: HTTPExchange, _ address: WebAddress) -> HTTPRefusal {
        if exchange.isTooLarge { return .answerTooLarge }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .hostNotFound(address.host)
        case CURLE_COULDNT_CONNECT where exchange.wasKeptBack: return .addressNotPublic(address.host)
        case CURLE_OPERATION_TIMEDOUT: return .tookTooLong
        case CURLE_PEER_FAILED_VERIFICATION: return .certificateNotTrusted(handle.ending(code))
        case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE: return .notConnected(handle.ending(code))
        default: return .broken(handle.ending(code))
        }
    }
}
