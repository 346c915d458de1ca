// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import HTTPTypes
import Vocabulary

/// An answer, before it is compressed and sent.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]
    /// When set, the answer is the same for everybody: it is kept ready until one of the nouns it read changes, or until the time given.
    package var ready: Ready?
    /// When set, the answer goes on with what the stream says, and has no other body.
    package var stream: LiveStream?

    package struct Ready: Sendable {
        package var validUntil: Date?
        package init(until: Date? = nil) { validUntil = until }
    }

    package init(_ status: HTTPResponse.Status, _ kind: ContentKind, _ body: [UInt8], ready: Ready? = nil) {
        self.status = status
        headers = [.contentType: kind.rawValue]
        self.body = body
        self.ready = ready
    }

    package init(_ status: HTTPResponse.Status, html: HTML, ready: Ready? = nil) {
        self.init(status, .html, Array(html.text.utf8), ready: ready)
    }

    /// After a form: the page to go to (POST, redirect, GET).
    package static func seeOther(to path: String) -> Response { redirect(.seeOther, to: path) }

    /// After a form: the page to go to, which says what was done: a phrase under `notice.`.
    package static func seeOther(to path: Address, notice: String) -> Response {
        seeOther(to: path.with([("notice", notice)]).text)
    }

    package static func redirect(_ status: HTTPResponse.Status, to path: String) -> Response {
        var response = Response(status, .text, [])
        response.headers[.location] = path
        return response
    }

    /// A file to keep, under a name.
    package func download(as name: String) -> Response {
        var response = self
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    /// The same for pages of other sites: only for what is public and the same for everybody.
    package var readableElsewhere: Response {
        var response = self
        API.open(&response.headers)
        return response
    }

    /// Gives a cookie that scripts and other sites cannot use; `Secure` wherever the public address is https.
    package mutating func set(cookie name: String, to value: String, seconds: Int, site: Site) {
        let secure = site.settings.isSecure ? "; Secure" : ""
        headers.append(
            HTTPField(name: .setCookie, value: "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)"))
    }
}

extension Response {
    /// Takes a cookie back.
    package mutating func remove(cookie name: String, site: Site) { set(cookie: name, to: "", seconds: 0, site: site) }
}

/// What an answer is, as Content-Type says it.
package enum ContentKind: String, Sendable {
    case html = "text/html; charset=utf-8"
    case text = "text/plain; charset=utf-8"
    case css = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case csv = "text/csv; charset=utf-8; header=present"
    case json = "application/json"
    case problem = "application/problem+json"
    case xml = "application/xml; charset=utf-8"
    case calendar = "text/calendar; charset=utf-8"
    case atom = "application/atom+xml; charset=utf-8"
    case svg = "image/svg+xml"
    case png = "image/png"
    case font = "font/woff2"
    case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case events = "text/event-stream; charset=utf-8"
    case metrics = "text/plain; version=0.0.4; charset=utf-8"

    static func of(fileName: String) -> ContentKind {
        switch fileName.split(separator: ".").last {
        case "css": .css
        case "js": .script
        case "svg": .svg
        case "png": .png
        case "woff2": .font
        case "json": .json
        case "csv": .csv
        default: .text
        }
    }

    /// Whether compressing makes it smaller.
    static func isCompressible(_ contentType: String) -> Bool {
        ["text/", "application/json", "application/problem", "application/xml", "image/svg"].contains {
            contentType.hasPrefix($0)
        }
    }
}
