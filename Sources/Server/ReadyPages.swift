// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTTPTypes
import NIOCore
import Synchronization

/// Answers kept as bytes until something they are about changes.
///
/// Bounded in bytes, filled on demand, least recently used out first. Dropping and filling are ordered: what was read before
/// a change and comes to be kept after it is not kept.
final class ReadyPages: Sendable {
    /// One answer in the encodings made so far, with the heads to send.
    final class Page: Sendable {
        struct Variant: Sendable {
            let head: HTTPFields
            let body: ByteBuffer
            let etag: String
            /// The same heads as they are sent, up to what differs each time.
            let wire: ByteBuffer, wireNotModified: ByteBuffer

            init(head: HTTPFields, body: ByteBuffer, etag: String) {
                self.head = head
                self.body = body
                self.etag = etag
                wire = Self.wire("200 OK", head)
                wireNotModified = Self.wire("304 Not Modified", NotModified.fields(of: head))
            }

            private static func wire(_ status: String, _ fields: HTTPFields) -> ByteBuffer {
                ByteBuffer(string: "HTTP/1.1 \(status)\r\n" + fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined())
            }
        }
        let plain: Variant, gzip: Variant?
        private let brotli: Mutex<Variant?>
        let nouns: Set<Noun>
        let validUntil: Date?
        private let used = Atomic<Int>(0)
        private let uses = Atomic<Int>(0)
        private let base: HTTPFields
        private let hash: String

        fileprivate static func made(of response: Response, seen: Seen, settings: SiteSettings) -> Page {
            let hash = String(Assets.hash(response.body).prefix(20))
            var fields = response.headers
            SecurityHeaders.add(to: &fields, settings: settings)
            if fields[.cacheControl] == nil { fields[.cacheControl] = "no-cache" }
            fields[.vary] = "Accept-Encoding"
            let compressible = ContentKind.isCompressible(fields[.contentType] ?? "") && response.body.count > 256
            return Page(
                base: fields, hash: hash, plain: variant(fields, response.body, .plain, hash),
                gzip: compressible ? Compression.gzip(response.body, level: 6).map { variant(fields, $0, .gzip, hash) } : nil,
                nouns: seen.nouns, validUntil: [response.ready?.validUntil, seen.until].compactMap { $0 }.min())
        }

        /// Only stores: Swift 6.3 does not optimise an initialiser that calls others between atomics (its ownership check ends it).
        private init(base: HTTPFields, hash: String, plain: Variant, gzip: Variant?, nouns: Set<Noun>, validUntil: Date?) {
            (self.base, self.hash, self.plain, self.gzip) = (base, hash, plain, gzip)
            (self.nouns, self.validUntil) = (nouns, validUntil)
            brotli = Mutex(nil)
        }

        private static func variant(_ base: HTTPFields, _ body: [UInt8], _ encoding: Encoding, _ hash: String) -> Variant {
            var head = base
            let etag = "\"\(hash)\(encoding.suffix)\""
            head[.eTag] = etag
            head[.contentLength] = String(body.count)
            if let token = encoding.token { head[.contentEncoding] = token }
            return Variant(head: head, body: ByteBuffer(bytes: body), etag: etag)
        }

        fileprivate func makeBrotli() -> Int {
            guard gzip != nil, let bytes = Compression.brotli(Array(plain.body.readableBytesView)) else { return 0 }
            let variant = Self.variant(base, bytes, .brotli, hash)
            brotli.withLock { $0 = variant }
            return bytes.count
        }

        /// The best variant there is for a client.
        func variant(accepted: [Encoding]) -> Variant {
            for encoding in accepted {
                switch encoding {
                case .brotli: if let made = brotli.withLock({ $0 }) { return made }
                case .gzip: if let gzip { return gzip }
                case .plain: return plain
                }
            }
            return plain
        }

        /// Returns how often the page was sent.
        fileprivate func touch(_ tick: Int) -> Int {
            used.store(tick, ordering: .relaxed)
            return uses.add(1, ordering: .relaxed).newValue
        }
        fileprivate var lastUse: Int { used.load(ordering: .relaxed) }
        fileprivate var bytes: Int {
            plain.body.readableBytes + (gzip?.body.readableBytes ?? 0) + (brotli.withLock { $0?.body.readableBytes } ?? 0) + 1_024
        }
    }

    private struct State {
        var pages: [String: Page] = [:]
        var bytes = 0
        /// Counts drops; the last ones are remembered, to tell whether an answer in the making is stale.
        var drops = 0
        var recent: [(number: Int, nouns: Set<Noun>)] = []
    }

    private let state = Mutex(State())
    private let tick = Atomic<Int>(0)
    private let limit: Int
    private let settings: SiteSettings
    private let compressor = DispatchQueue(label: "brotli", qos: .background)
    private let waiting = Atomic<Int>(0)
    private static let remembered = 256, usesBeforeBrotli = 3, mostWaiting = 64

    init(limit: Int, settings: SiteSettings) {
        self.limit = limit
        self.settings = settings
    }

    var bytes: Int { state.withLock { $0.bytes } }
    var count: Int { state.withLock { $0.pages.count } }
    /// The number to give to `keep` with an answer that is begun now.
    var moment: Int { state.withLock { $0.drops } }

    func page(_ target: String, at now: Date) -> Page? {
        guard let page = state.withLock({ $0.pages[target] }) else { return nil }
        if let until = page.validUntil, until <= now { return nil }
        if page.touch(tick.add(1, ordering: .relaxed).newValue) == Self.usesBeforeBrotli { compressInBackground(page, target) }
        return page
    }

    /// Makes the answer ready and returns it; keeps it under `target`, if it has one, unless a noun of it was dropped since `moment`.
    func keep(_ response: Response, as target: String?, seen: Seen, since moment: Int) -> Page {
        let page = Page.made(of: response, seen: seen, settings: settings)
        _ = page.touch(tick.add(1, ordering: .relaxed).newValue)
        guard let target, page.bytes <= limit / 8, target.utf8.count <= 512 else { return page }
        state.withLock { state in
            guard !Self.isStale(seen.nouns, since: moment, in: state) else { return }
            if let old = state.pages.updateValue(page, forKey: target) { state.bytes -= old.bytes }
            state.bytes += page.bytes
            evict(&state)
        }
        return page
    }

    private static func isStale(_ nouns: Set<Noun>, since moment: Int, in state: State) -> Bool {
        guard state.drops > moment else { return false }
        guard let oldest = state.recent.first?.number, oldest <= moment + 1 else { return true }
        return state.recent.contains { $0.number > moment && !$0.nouns.isDisjoint(with: nouns) }
    }

    private func evict(_ state: inout State) {
        guard state.bytes > limit else { return }
        for (target, page) in state.pages.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard state.bytes > limit * 3 / 4 else { return }
            state.bytes -= page.bytes
            state.pages[target] = nil
        }
    }

    /// On a thread of its own, at low priority, one page after the other: the encoder takes long. A page nobody asks for again
    /// is not worth it, and when too many wait the next ones do without.
    private func compressInBackground(_ page: Page, _ target: String) {
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.mostWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            return
        }
        compressor.async { [weak self, weak page] in
            guard let self else { return }
            defer { waiting.subtract(1, ordering: .relaxed) }
            guard let page, state.withLock({ $0.pages[target] === page }) else { return }
            let added = page.makeBrotli()
            state.withLock { state in
                if state.pages[target] === page { state.bytes += added }
            }
        }
    }

    func drop(_ nouns: Set<Noun>) {
        state.withLock { state in
            state.drops += 1
            state.recent.append((state.drops, nouns))
            if state.recent.count > Self.remembered { state.recent.removeFirst() }
            for (target, page) in state.pages where !page.nouns.isDisjoint(with: nouns) {
                state.bytes -= page.bytes
                state.pages[target] = nil
            }
        }
    }

    func dropAll() {
        state.withLock { state in
            state.drops += Self.remembered + 1
            state.recent = []
            state.pages = [:]
            state.bytes = 0
        }
    }
}

/// What every answer tells the browser to forbid. OWASP Secure Headers Project.
enum SecurityHeaders {
    static func add(to fields: inout HTTPFields, settings: SiteSettings) {
        fields[.contentSecurityPolicy] = policy
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "strict-origin-when-cross-origin"
        fields[.permissionsPolicy] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        fields[.openerPolicy] = "same-origin"
        if fields[.resourcePolicy] == nil { fields[.resourcePolicy] = "same-origin" }
        if settings.isSecure { fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        if !settings.isIndexed { fields[.robots] = "noindex" }
    }

    /// Nothing from elsewhere, nothing inline.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
}
