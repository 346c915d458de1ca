// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands in the place Hummingbird offers to others, behind the translation of NIO's requests; puts the fast lane before it.
final class FastLaneEntrance: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    private let site: Site
    init(_ site: Site) { self.site = site }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.context(handlerType: HTTP1ToHTTPServerCodec.self),
            let encoder = try? pipeline.context(handlerType: HTTPResponseEncoder.self)
        else { preconditionFailure("Hummingbird puts its codec before what is added") }
        do {
            try pipeline.addHandler(FastLane(site, encoder: encoder), position: .before(codec.handler))
        } catch {
            preconditionFailure("a handler can be put before the codec: \(error)")
        }
        pipeline.removeHandler(context: context, promise: nil)
    }
}

/// Sends ready pages from the event loop, as bytes, before the request costs a task; refuses what is no request; and keeps the
/// time of slow clients.
///
/// Only GET and HEAD of a page that is the same for everybody; everything else passes on. It stays out of the way while a
/// request that passed is unanswered, so that answers keep the order of the requests.
final class FastLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let site: Site
    /// What is written from here goes on as bytes.
    private let encoder: ChannelHandlerContext
    private var unanswered = 0
    private var isSwallowing = false
    private var isRefused = false
    private var closesAfter = false
    private var waitsToRead = false
    /// Whether a live stream is being answered, and whether the client sends nothing any more.
    private var isStreaming = false, isInputClosed = false
    private let deadline = ConnectionDeadline()
    /// What this client accepted last, and what it means.
    private var accepted: (header: String?, encodings: [Encoding]) = (nil, [.plain])

    init(_ site: Site, encoder: ChannelHandlerContext) {
        self.site = site
        self.encoder = encoder
    }

    func channelActive(context: ChannelHandlerContext) {
        deadline.expect(within: ConnectionDeadline.headTime, context)
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { deadline.expect(within: ConnectionDeadline.headTime, context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline.end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline.end() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, data, context)
        case .body: if !isSwallowing { context.fireChannelRead(data) }
        case .end:
            guard isSwallowing else {
                deadline.rest()
                return context.fireChannelRead(data)
            }
            isSwallowing = false
            finish(context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ data: NIOAny, _ context: ChannelHandlerContext) {
        let facts = RequestHeadFacts(head)
        guard facts.hasRightHost else {
            isRefused = true
            // The server answers the parser's errors with 400 and closes, after the answers that are still due.
            return context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
        }
        if unanswered == 0, !site.life.isStopping, send(head, facts) {
            isSwallowing = true
            return
        }
        unanswered += 1
        deadline.expect(within: ConnectionDeadline.bodyTime, context)
        guard facts.closes else { return context.fireChannelRead(data) }
        var head = head
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfter = closesAfter || RequestHeadFacts.asksToClose(head.headers)
            isStreaming = head.headers.first(name: "Content-Type") == ContentKind.events.rawValue
            if isStreaming, isInputClosed { context.close(promise: nil) }
            if !head.headers.contains(name: "X-Request-ID") { return context.write(named(head), promise: promise) }
        case .body: break
        case .end:
            unanswered -= 1
            if closesAfter { return end(data, context, promise) }
            if unanswered == 0 { deadline.expect(within: ConnectionDeadline.headTime, context) }
        }
        context.write(data, promise: promise)
    }

    /// Whoever reads a stream keeps their side open: one that is closed is that of a client that is gone. Without this it would
    /// stay for ever, and the server with it when it is asked to stop.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            isInputClosed = true
            if isStreaming { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// What the server below answered by itself, to what is no request.
    private func named(_ head: HTTPResponseHead) -> NIOAny {
        var fields = HTTPFields()
        SecurityHeaders.add(to: &fields, settings: site.settings)
        fields[.requestID] = RequestID.next()
        fields[.date] = Clock.httpDate
        var head = head
        for field in fields { head.headers.replaceOrAdd(name: field.name.rawName, value: field.value) }
        return wrapOutboundOut(.head(head))
    }

    /// Sends the last part and closes: the answer said that it would.
    private func end(_ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let sent = promise ?? context.eventLoop.makePromise()
        sent.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
        context.writeAndFlush(data, promise: sent)
    }

    /// A client that asks and does not read is not read from either: its answers would pile up here.
    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable { context.read() } else { waitsToRead = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, waitsToRead {
            waitsToRead = false
            context.read()
        }
        context.fireChannelWritabilityChanged()
    }

    /// Writes the head and the body of a ready page; false when there is none.
    private func send(_ head: HTTPRequestHead, _ facts: RequestHeadFacts) -> Bool {
        guard head.method == .GET || head.method == .HEAD, !facts.hasBody, !facts.wantsPlainText,
            let page = site.readyPages.page(head.uri, at: Clock.now)
        else { return false }
        if accepted.header != facts.accepted { accepted = (facts.accepted, Encoding.accepted(facts.accepted)) }
        let variant = page.variant(accepted: accepted.encodings)
        site.metrics.countReady()
        closesAfter = facts.closes
        let isKnown = NotModified.matches(facts.known, variant.etag)
        var bytes = encoder.channel.allocator.buffer(capacity: variant.wire.readableBytes + 128)
        bytes.writeImmutableBuffer(isKnown ? variant.wireNotModified : variant.wire)
        bytes.writeString("Date: \(Clock.httpDate)\r\nX-Request-ID: \(RequestID.next())\r\n\(closesAfter ? Self.close : "\r\n")")
        encoder.write(NIOAny(bytes), promise: nil)
        if !isKnown, head.method == .GET { encoder.write(NIOAny(variant.body), promise: nil) }
        return true
    }

    private static let close = "Connection: close\r\n\r\n"

    /// The request ended: so does its answer.
    private func finish(_ context: ChannelHandlerContext) {
        if closesAfter {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            encoder.writeAndFlush(NIOAny(ByteBuffer())).whenComplete { _ in bound.value.close(promise: nil) }
        } else {
            encoder.flush()
        }
        deadline.expect(within: ConnectionDeadline.headTime, context)
    }
}
