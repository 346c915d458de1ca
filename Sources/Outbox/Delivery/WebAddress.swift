// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation

/// A web address as libcurl reads it, so that what is checked is what is connected to.
struct WebAddress: Equatable {
    /// As libcurl writes it again: numbers of odd forms (`0x7f.1`, `2130706433`) are four decimal ones, without fragment.
    let url: String
    /// Without brackets.
    let host: String
    let port: Int

    init(_ text: String, allowsPlain: Bool) throws(HTTPRefusal) {
        // A byte beyond ASCII would be read by the settings of the machine; such a host is written as xn--… (RFC 5890).
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), let parts = curl_url() else {
            throw .wrongAddress
        }
        defer { curl_url_cleanup(parts) }
        guard curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK else { throw .wrongAddress }
        let scheme = Self.part(CURLUPART_SCHEME, of: parts)
        guard scheme == "https" || scheme == "http" else { throw .wrongAddress }
        guard scheme == "https" || allowsPlain else { throw .notEncrypted }
        for unwanted in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_ZONEID] where Self.part(unwanted, of: parts) != nil {
            throw .wrongAddress
        }
        curl_url_set(parts, CURLUPART_FRAGMENT, nil, 0)
        guard let host = Self.part(CURLUPART_HOST, of: parts), let url = Self.part(CURLUPART_URL, of: parts),
            let port = Self.part(CURLUPART_PORT, of: parts, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init),
            1...65_535 ~= port
        else { throw .wrongAddress }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.url = url
        self.port = port
    }

    /// More is no address of a service.
    private static let longest = 2_000

    private static func part(_ part: CURLUPart, of parts: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// What makes libcurl connect to these addresses only, when it looks up the host.
    func pin(to addresses: [IPAddress]) -> String {
        let list = addresses.map { $0.bytes.count == 16 ? "[\($0)]" : $0.description }
        return "\(host):\(port):\(list.joined(separator: ","))"
    }
}
