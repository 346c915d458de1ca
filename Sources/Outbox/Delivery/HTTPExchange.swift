// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation

/// An answer as it comes in, and the sockets it may come from.
final class HTTPExchange {
    private let limit: Int
    /// The addresses that may be connected to; all if nil.
    private let allowed: Set<IPAddress>?
    private(set) var fields: [HeaderField] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether a connection to another address was about to be made.
    private(set) var wasKeptBack = false
    private var fieldBytes = 0

    private static let mostFieldBytes = 64 << 10

    init(limit: Int, allowed: Set<IPAddress>?) {
        self.limit = limit
        self.allowed = allowed
    }

    /// Has libcurl tell everything to this exchange, which has to outlive it.
    func listen(on handle: CurlHandle) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        handle.set(CURLOPT_WRITEDATA, this)
        handle.set(CURLOPT_HEADERDATA, this)
        handle.set(CURLOPT_OPENSOCKETDATA, this)
        handle.note(ccurl_set_writer(handle.pointer, CURLOPT_WRITEFUNCTION, Self.takeBody))
        handle.note(ccurl_set_writer(handle.pointer, CURLOPT_HEADERFUNCTION, Self.takeField))
        handle.note(ccurl_set_opener(handle.pointer, Self.open))
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> HTTPExchange {
        Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
    }

    // A count other than the one given makes libcurl end the transfer.
    private static let takeBody: curl_write_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let isTaken = of(context).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return isTaken ? size * count : 0
    }

    private static let takeField: curl_write_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let isTaken = of(context).takeLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return isTaken ? size * count : 0
    }

    /// The last word before a connection: whatever was looked up where, no other address is reached.
    private static let open: curl_opensocket_callback = { context, _, address in
        guard let context, let address else { return -1 }
        let exchange = of(context)
        if let allowed = exchange.allowed {
            guard let wanted = withUnsafePointer(to: &address.pointee.addr, { IPAddress($0) }), allowed.contains(wanted) else {
                exchange.wasKeptBack = true
                return -1
            }
        }
        return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLarge = isTooLarge || body.count + bytes.count > limit
        if !isTooLarge { body += bytes }
        return !isTooLarge
    }

    private func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        fieldBytes += bytes.count
        isTooLarge = isTooLarge || fieldBytes > Self.mostFieldBytes
        if isTooLarge { return false }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        // An answer of the kind 1xx comes before the one that counts.
        if line.hasPrefix("HTTP/") {
            fields = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            fields.append(HeaderField(line[..<colon].lowercased(), value))
        }
        return true
    }
}
