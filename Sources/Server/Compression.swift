// SPDX-License-Identifier: EUPL-1.2
import CBrotli
import CZlib

/// The encodings answers are sent in.
enum Encoding: Int, CaseIterable, Sendable {
    case plain, gzip, brotli

    /// What Content-Encoding says.
    var token: String? {
        switch self {
        case .plain: nil
        case .gzip: "gzip"
        case .brotli: "br"
        }
    }

    /// What the ETag ends with, so that it differs per encoding (RFC 9110, section 8.8.3.3).
    var suffix: String {
        switch self {
        case .plain: ""
        case .gzip: "-gz"
        case .brotli: "-br"
        }
    }

    /// Those a client accepts, best first. RFC 9110, section 12.5.3, without asking for shades of preference.
    static func accepted(_ header: String?) -> [Encoding] {
        guard let header else { return [.plain] }
        var found: [Encoding] = []
        for encoding in [Encoding.brotli, .gzip] where accepts(header, encoding.token ?? "") { found.append(encoding) }
        return found + [.plain]
    }

    private static func accepts(_ header: String, _ token: String) -> Bool {
        header.utf8.split(separator: UInt8(ascii: ",")).contains { part in
            let fields = part.split(separator: UInt8(ascii: ";")).map { $0.filter { $0 != 32 && $0 != 9 } }
            guard fields.first.map({ $0.elementsEqual(token.utf8) }) == true else { return false }
            return !fields.dropFirst().contains { $0.starts(with: "q=0".utf8) && !$0.contains { (49...57).contains($0) } }
        }
    }
}

enum Compression {
    /// Returns the bytes as gzip (RFC 1952), or nil when that does not work or does not help. `level` from 1, fast, to 9.
    static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
        var stream = z_stream()
        let gzipWindow: Int32 = 15 + 16
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        var input = bytes
        let isDone = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        guard isDone, Int(stream.total_out) < bytes.count else { return nil }
        return Array(output[..<Int(stream.total_out)])
    }

    /// Returns the bytes as Brotli (RFC 7932) at its strongest, some 50 ms for a page; nil when that does not help.
    static func brotli(_ bytes: [UInt8]) -> [UInt8]? {
        var size = BrotliEncoderMaxCompressedSize(bytes.count)
        var output = [UInt8](repeating: 0, count: size)
        let isDone = BrotliEncoderCompress(BROTLI_MAX_QUALITY, 20, BROTLI_MODE_TEXT, bytes.count, bytes, &size, &output)
        guard isDone == BROTLI_TRUE, size < bytes.count else { return nil }
        return Array(output[..<size])
    }
}
