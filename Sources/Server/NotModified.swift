// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes

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
