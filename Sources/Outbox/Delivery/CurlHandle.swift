// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation

/// One handle of libcurl with its connections; belongs to whoever holds it, in one thread at a time.
final class CurlHandle {
    /// libcurl is made ready once in a process.
    private static let readiness = ccurl_start()

    let pointer: UnsafeMutableRawPointer
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// The first setting that this libcurl did not take: nothing is then sent.
    private var fault = CurlHandle.readiness

    /// Without proxies, signals and any protocol but the ones named.
    init(protocols: String) {
        guard let handle = curl_easy_init() else { preconditionFailure("there is no memory for a handle of libcurl") }
        pointer = handle
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        note(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, words))
        set(CURLOPT_NOSIGNAL, 1)
        // Empty: not even those that the environment names.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_PROTOCOLS_STR, protocols)
    }

    deinit {
        stopListening()
        curl_easy_cleanup(pointer)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_number(pointer, option, value)) }
    func set(_ option: CURLoption, size: Int) { note(ccurl_set_size(pointer, option, curl_off_t(size))) }
    func set(_ option: CURLoption, _ value: String?) { note(ccurl_set_text(pointer, option, value)) }
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) { note(ccurl_set_pointer(pointer, option, value)) }
    func set(_ option: CURLoption, _ list: CurlList) { note(ccurl_set_list(pointer, option, list.first)) }
    func set(_ option: CURLoption, milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let milliseconds = min(max(seconds, 0), 1_000_000) * 1_000 + attoseconds / 1_000_000_000_000_000
        // Zero would mean for ever.
        set(option, max(1, Int(milliseconds)))
    }
    func note(_ code: CURLcode) { if fault == CURLE_OK { fault = code } }

    /// Does what was set; blocks.
    func perform() -> CURLcode {
        guard fault == CURLE_OK else { return fault }
        words[0] = 0
        return curl_easy_perform(pointer)
    }

    /// What libcurl says of how it ended.
    func ending(_ code: CURLcode) -> String {
        let said = words[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
        // The number that follows has no meaning.
        return said.hasPrefix("response reading failed") ? "The server closed the connection" : said
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_number(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A server that does not answer to the end of a connection could otherwise hold this thread for minutes.
    private func stopListening() {
        var socket: curl_socket_t = -1
        if ccurl_get_socket(pointer, &socket) == CURLE_OK, socket >= 0 { shutdown(socket, Int32(SHUT_RD)) }
    }
}

/// Lines in libcurl's form.
final class CurlList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        for line in lines { first = curl_slist_append(first, line) ?? first }
    }
    deinit { curl_slist_free_all(first) }
}
