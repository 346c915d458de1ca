// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Synchronization

/// Sends ready pages from the event loop, before the request costs a task, and keeps the time of slow senders.
///
/// Only GET and HEAD of a page that is the same for everybody; everything else passes on. It stays out of the way while a
/// request that passed is unanswered, so that answers keep the order of the requests.
final class FastLane: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let site: Site
    private var unanswered = 0
    private var isSwallowing = false
    private var closesAfter = false
    private var waitsToRead = false
    private var deadline: Scheduled<Void>?

    /// A head must be whole this long after the connection is free for it; a body this long after its head.
    private static let headTime = TimeAmount.seconds(20), bodyTime = TimeAmount.seconds(60)

    init(_ site: Site) { self.site = site }

    func channelActive(context: ChannelHandlerContext) {
        expect(within: Self.headTime, context)
        context.fireChannelActive()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expect(within: Self.headTime, context) }
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.context(handlerType: HTTP1ToHTTPServerCodec.self) else { return }
        // Between the parser and what translates its words.
        try? pipeline.addHandler(RequestHeadRules(), position: .before(codec.handler))
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            if unanswered == 0, !site.life.isStopping, send(head, context) {
                isSwallowing = true
                return
            }
            unanswered += 1
            expect(within: Self.bodyTime, context)
        case .body: if isSwallowing { return }
        case .end:
            if isSwallowing {
                isSwallowing = false
                finish(context)
                return
            }
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfter = closesAfter || Self.asksToClose(head.headerFields)
            if head.headerFields[.requestID] == nil { return context.write(named(head), promise: promise) }
        case .body: break
        case .end:
            unanswered -= 1
            if closesAfter { return end(data, context, promise) }
            if unanswered == 0 { expect(within: Self.headTime, context) }
        }
        context.write(data, promise: promise)
    }

    /// What the server below answered by itself, to what is no request.
    private func named(_ head: HTTPResponse) -> NIOAny {
        var head = head
        SecurityHeaders.add(to: &head.headerFields, settings: site.settings)
        head.headerFields[.requestID] = RequestID.next()
        head.headerFields[.date] = Clock.httpDate
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
    private func send(_ request: HTTPRequest, _ context: ChannelHandlerContext) -> Bool {
        guard request.method == .get || request.method == .head, let target = request.path, Self.hasNoBody(request),
            let page = site.readyPages.page(target, at: Clock.now)
        else { return false }
        let variant = page.variant(accepted: Encoding.accepted(request.headerFields[.acceptEncoding]))
        site.metrics.countReady()
        var fields = variant.head
        fields[.date] = Clock.httpDate
        fields[.requestID] = RequestID.next()
        closesAfter = Self.asksToClose(request.headerFields)
        let isKnown = NotModified.matches(request.headerFields[.ifNoneMatch], variant.etag)
        if isKnown { fields = NotModified.fields(of: fields) }
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: isKnown ? .notModified : .ok, headerFields: fields))), promise: nil)
        if !isKnown, request.method == .get { context.write(wrapOutboundOut(.body(variant.body)), promise: nil) }
        return true
    }

    /// A request with a body is read to its end before it is answered, so it passes on.
    private static func hasNoBody(_ request: HTTPRequest) -> Bool {
        request.headerFields[.transferEncoding] == nil && (request.headerFields[.contentLength] ?? "0") == "0"
    }

    /// Connection holds a list of words (RFC 9110, section 7.6.1).
    private static func asksToClose(_ fields: HTTPFields) -> Bool {
        (fields[.connection] ?? "").split(separator: ",").contains {
            $0.trimmingCharacters(in: .whitespaces).lowercased() == "close"
        }
    }

    /// The request ended: so does its answer.
    private func finish(_ context: ChannelHandlerContext) {
        let closes = closesAfter
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if closes { bound.value.close(promise: nil) }
        }
        expect(within: Self.headTime, context)
    }

    /// Closes the connection unless it gets on in time: clients that send a byte now and then hold nothing for long.
    private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
    }
}

/// RFC 9110, section 13.1.2: weak comparison.
enum NotModified {
    static func matches(_ header: String?, _ etag: String) -> Bool {
        guard let header else { return false }
        if header == etag || header == "*" { return true }
        return header.split(separator: ",").contains { tag in
            let tag = tag.trimmingCharacters(in: .whitespaces)
            return (tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag) == etag
        }
    }

    /// What a 304 says of the answer it stands for.
    static func fields(of fields: HTTPFields) -> HTTPFields {
        var fields = fields
        fields[.contentLength] = nil
        fields[.contentType] = nil
        fields[.contentEncoding] = nil
        return fields
    }
}

/// Sixteen signs that name a request in answers and logs: a random start for each process, then counted.
enum RequestID {
    private static let start = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let number = start &+ count.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        return String(unsafeUninitializedCapacity: 16) { bytes in
            for position in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * position)) & 15
                bytes[position] = digit < 10 ? 48 + digit : 87 + digit
            }
            return 16
        }
    }
}

/// The time, and the Date header made once a second.
enum Clock {
    static var now: Date { Date() }

    private static let kept = Mutex<(second: Int, text: String)>((0, ""))

    static var httpDate: String {
        let second = Int(Date().timeIntervalSince1970)
        return kept.withLock { kept in
            if kept.second != second { kept = (second, written(second)) }
            return kept.text
        }
    }

    /// RFC 9110, section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func written(_ second: Int) -> String {
        var time = time_t(second)
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
