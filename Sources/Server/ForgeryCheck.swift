// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes

/// Refuses what another site made a browser send.
///
/// Sec-Fetch-Site where the browser tells it, else Origin, which every browser sends with a form. A program without either
/// sends no cookies of ours, which are SameSite=Lax anyway. OWASP, "Cross-Site Request Forgery Prevention", fetch metadata.
struct ForgeryCheck {
    let publicURL: String

    func check(_ request: Request) throws(RequestRefusal) {
        guard ![.get, .head, .options].contains(request.method) else { return }
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw .forged }
        }
        if let origin = request.headers[.origin] {
            guard origin.lowercased() == publicURL.lowercased() else { throw .forged }
        }
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let robots = HTTPField.Name("X-Robots-Tag")!
}
