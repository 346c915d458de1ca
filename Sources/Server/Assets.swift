// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import HTTPTypes
import Vocabulary

/// Styles, fonts, scripts and pictures that are part of the program, under names that hold a hash of what is in them.
package final class Assets: Sendable {
    struct Asset: Sendable {
        let response: Response
    }

    private let byName: [String: Asset]
    /// `Resources/Styles/hemicycle.css` → `/assets/hemicycle-1a2b3c4d.css`.
    private let paths: [String: String]

    init() {
        var paths: [String: String] = [:]
        var byName: [String: Asset] = [:]
        func keep(_ file: String, _ bytes: [UInt8]) {
            let base = file.split(separator: "/").last.map(String.init) ?? file
            let stem = base.split(separator: ".").first.map(String.init) ?? base
            let ending = base.split(separator: ".").last.map(String.init) ?? ""
            let name = "\(stem)-\(Self.hash(bytes).prefix(12)).\(ending)"
            var response = Response(.ok, .of(fileName: base), bytes, ready: .init())
            response.headers[.cacheControl] = "public, max-age=31536000, immutable"
            byName[name] = Asset(response: response)
            paths[base] = "/assets/\(name)"
        }
        let files = EmbeddedFile.all.filter { file in
            ["Resources/Fonts/", "Resources/Scripts/", "Resources/Pictures/"].contains { file.name.hasPrefix($0) }
                && !file.name.hasSuffix(".txt")
        }
        for file in files { keep(file.name, [UInt8](file.data)) }
        // The style sheets name the fonts, so they come last, as one.
        var style = ["tokens.css", "hemicycle.css", "pages.css"]
            .compactMap { EmbeddedFile.named("Resources/Styles/\($0)") }.map { String(decoding: $0.bytes, as: UTF8.self) }
            .joined(separator: "\n").replacingOccurrences(of: "@import url(\"tokens.css\");\n", with: "")
        for file in files where file.name.hasPrefix("Resources/Fonts/") {
            let base = file.name.split(separator: "/").last.map(String.init) ?? ""
            style = style.replacingOccurrences(of: "url(\"fonts/\(base)\")", with: "url(\"\(paths[base] ?? "")\")")
        }
        keep("hemicycle.css", Array(style.utf8))
        self.paths = paths
        self.byName = byName
    }

    /// The path of a file by its plain name, such as `hemicycle.css`.
    package func path(_ name: String) -> String { paths[name] ?? "/assets/\(name)" }

    func response(named name: String) -> Response? { byName[name]?.response }

    static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
