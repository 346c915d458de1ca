// SPDX-License-Identifier: EUPL-1.2
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// What must be looked at before the head of a request loses its version and its order of fields.
///
/// A request of HTTP/1.1 names exactly one host (RFC 9112, section 3.2). Connection is a list, and an older client expects
/// the end of the connection (section 9.3): both become the one word that what follows understands.
final class RequestHeadRules: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        guard Self.hasRightHost(head) else {
            isRefused = true
            // The server answers the parser's errors with 400 and closes, after the answers that are still due.
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        guard !head.isKeepAlive || head.version == .http1_0 else { return context.fireChannelRead(data) }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    private static func hasRightHost(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, _) in head.headers where name.utf8.count == 4 && name.lowercased() == "host" { hosts += 1 }
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }
}
