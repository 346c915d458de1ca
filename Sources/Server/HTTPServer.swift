// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// The network side: Hummingbird with our handler before it.
package struct HTTPServer: Sendable {
    let dispatcher: Dispatcher
    let host: String
    let port: Int
    let certificate: Certificate?
    let logger: Logger

    /// The files of the server's own TLS: the chain and the key, PEM.
    package struct Certificate: Sendable {
        package let chain: String, key: String
        package init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    package init(dispatcher: Dispatcher, host: String, port: Int, certificate: Certificate? = nil, logger: Logger) {
        self.dispatcher = dispatcher
        self.host = host
        self.port = port
        self.certificate = certificate
        self.logger = logger
    }

    /// Serves until a signal asks to stop: finishes what was begun and refuses what is new.
    ///
    /// - Parameter started: called once with the port that is listened on.
    package func run(started: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: Responder(dispatcher: dispatcher), server: try builder(),
            configuration: .init(address: .hostname(host, port: port), backlog: 4_096),
            onServerRunning: { [site = dispatcher.site] channel in
                // A service of its own would be asked to stop after the server, which waits for every answer to come to its end.
                Task { await Attendance(site: site).run() }
                started(channel.localAddress?.port ?? port)
            },
            logger: logger)
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ListeningRefusal(host: host, port: port, code: error.errnoCode)
        }
    }

    private func builder() throws -> HTTPServerBuilder {
        let site = dispatcher.site
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [FastLaneEntrance(site)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 48 << 10, maxHeaderFieldCount: 100)))
        guard let certificate else { return plain }
        let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain).map { NIOSSLCertificateSource.certificate($0) }
        let key = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem))
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        return try .tls(plain, tlsConfiguration: configuration)
    }
}

/// Why the server cannot listen, in words.
package struct ListeningRefusal: Error, CustomStringConvertible {
    let host: String, port: Int, code: Int32

    package var description: String {
        switch code {
        case EADDRINUSE: "\(host):\(port) is in use by another program. Stop it, or choose another with --listen HOST:PORT."
        case EACCES: "there is no right to listen on port \(port). Choose one above 1023 with --listen, or put a proxy before it."
        case EADDRNOTAVAIL: "\(host) is not an address of this machine. Choose another with --listen HOST:PORT."
        default: "cannot listen on \(host):\(port): \(String(cString: strerror(code)))"
        }
    }
}

/// What Hummingbird knows of a connection.
struct RequestContext: Hummingbird.RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

/// From Hummingbird's requests to ours and back.
private struct Responder: HTTPResponder {
    let dispatcher: Dispatcher
    let proxies: TrustedProxies

    init(dispatcher: Dispatcher) {
        self.dispatcher = dispatcher
        proxies = TrustedProxies(dispatcher.site.settings.trustedProxies)
    }

    func respond(to raw: Hummingbird.Request, context: RequestContext) async throws -> Hummingbird.Response {
        let (target, id) = (raw.head.path ?? "/", RequestID.next())
        let moment = dispatcher.site.readyPages.moment
        let allowance = dispatcher.site.bodyAllowance(raw.method, target, length: raw.headers[.contentLength])
        defer { allowance.end() }
        let body = try await raw.body.bytes(upTo: allowance.bytes)
        let request = Request(
            id: id, method: raw.method, target: target, headers: raw.headers, body: body ?? [],
            peer: proxies.peer(connection: context.peer, headers: raw.headers), now: Clock.now, actor: .public,
            site: dispatcher.site)
        let answer = body == nil ? dispatcher.tooLarge(request) : await dispatcher.respond(to: request)
        if let stream = answer.stream, raw.method != .head {
            var fields = answer.headers
            SecurityHeaders.add(to: &fields, settings: dispatcher.site.settings)
            fields[.requestID] = id
            // Nothing else can be asked on this connection.
            fields[.connection] = "close"
            return Hummingbird.Response(status: answer.status, headers: fields, body: stream.body(on: context.channel))
        }
        let finished = Finishing(request: request, target: target, moment: moment).finish(answer)
        var fields = finished.fields
        fields[.requestID] = id
        let status = finished.status
        let sendsBody = raw.method != .head && status != .notModified && status != .noContent
        if !sendsBody, status != .notModified { fields[.contentLength] = String(finished.body.readableBytes) }
        if body == nil { fields[.connection] = "close" }
        return Hummingbird.Response(
            status: status, headers: fields, body: sendsBody ? ResponseBody(byteBuffer: finished.body) : ResponseBody())
    }
}

extension RequestBody {
    /// How much is read of what is too large, and for how long: whoever hangs up on a client that still sends takes the answer
    /// away from it (RFC 9112, section 9.6).
    private static let mostDropped = 32 << 20, longestDropping = Duration.seconds(10)

    /// The whole body; nil where it is larger, and then most of it was read all the same.
    fileprivate func bytes(upTo most: Int) async throws -> [UInt8]? {
        var (bytes, dropped): ([UInt8], Int) = ([], 0)
        var end: ContinuousClock.Instant?
        for try await part in self {
            guard end != nil || bytes.count + part.readableBytes > most else {
                bytes += part.readableBytesView
                continue
            }
            let until = end ?? .now + Self.longestDropping
            (end, bytes) = (until, [])
            dropped += part.readableBytes
            guard dropped <= Self.mostDropped, .now < until else { break }
        }
        return end == nil ? bytes : nil
    }
}

extension Dispatcher {
    func tooLarge(_ request: Request) -> Response {
        var response = ProblemPage(status: .contentTooLarge, phrase: RequestRefusal.tooLarge.phrase, reference: nil).response(
            to: request)
        response.status = .contentTooLarge
        return response
    }
}

/// The last steps of an answer: kept ready, compressed, or not sent again.
struct Finishing {
    let request: Request
    let target: String
    let moment: Int

    struct Finished {
        var status: HTTPResponse.Status
        var fields: HTTPFields
        var body: ByteBuffer
    }

    func finish(_ response: Response) -> Finished {
        let accepted = Encoding.accepted(request.headers[.acceptEncoding])
        guard response.status == .ok, response.ready != nil, request.method == .get || request.method == .head else {
            return sent(response, accepted)
        }
        let page = request.site.readyPages.keep(
            response, as: request.query.isUnderstood ? target : nil, seen: request.seen.all, since: moment)
        let variant = page.variant(accepted: accepted)
        if NotModified.matches(request.headers[.ifNoneMatch], variant.etag) {
            return Finished(status: .notModified, fields: NotModified.fields(of: variant.head), body: ByteBuffer())
        }
        return Finished(status: .ok, fields: variant.head, body: variant.body)
    }

    /// An answer for this request alone.
    private func sent(_ response: Response, _ accepted: [Encoding]) -> Finished {
        var fields = response.headers
        SecurityHeaders.add(to: &fields, settings: request.site.settings)
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        var body = response.body
        let mayShrink = ContentKind.isCompressible(fields[.contentType] ?? "") && body.count > 1_024
        var suffix = ""
        if mayShrink {
            fields[.vary] = [fields[.vary], "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
            if accepted.contains(.gzip), let smaller = Compression.gzip(body, level: 5) {
                suffix = Encoding.gzip.suffix
                body = smaller
                fields[.contentEncoding] = "gzip"
            }
        }
        if response.status == .ok, request.method == .get || request.method == .head {
            let etag = "\"\(Assets.hash(response.body).prefix(20))\(suffix)\""
            fields[.eTag] = etag
            if NotModified.matches(request.headers[.ifNoneMatch], etag) {
                return Finished(status: .notModified, fields: NotModified.fields(of: fields), body: ByteBuffer())
            }
        }
        return Finished(status: response.status, fields: fields, body: ByteBuffer(bytes: body))
    }
}
