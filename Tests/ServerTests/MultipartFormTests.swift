// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Testing

@testable import Server

@Suite struct `A form with files` {
    private static let type = "multipart/form-data; boundary=----x1"

    private func form(_ text: String, _ type: String? = type) throws -> MultipartForm {
        try MultipartForm(Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8), contentType: type)
    }

    private static let head = "Content-Disposition: form-data; name=\"word\"\n\n"

    @Test func `is read part by part`() throws {
        let form = try form(
            """
            ------x1
            Content-Disposition: form-data; name="word"

            Grüße
            und mehr
            ------x1
            content-disposition: form-data; name="portrait"; filename="a \\"b\\".jpg"
            Content-Type: image/jpeg

            \u{1}------x
            ------x1--

            """)
        #expect(
            form.parts == [
                .init(name: "word", isFile: false, bytes: Array("Grüße\r\nund mehr".utf8)),
                .init(name: "portrait", isFile: true, isChosen: true, bytes: Array("\u{1}------x".utf8)),
            ])
        #expect(form["word"] == "Grüße\r\nund mehr")
        #expect(form.file("portrait") == Array("\u{1}------x".utf8))
        #expect(form["portrait"] == nil)
        #expect(form.file("word") == nil)
    }

    @Test func `may have no file where none was chosen`() throws {
        let form = try form("------x1\nContent-Disposition: form-data; name=\"portrait\"; filename=\"\"\n\n\n------x1--\n")
        #expect(form.parts == [.init(name: "portrait", isFile: true, bytes: [])])
        #expect(form.file("portrait") == nil)
        #expect(!form.isEmptyFile("portrait"))
    }

    @Test func `tells a file that holds nothing from one that was not chosen`() throws {
        let form = try form("------x1\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\n\n\n------x1--\n")
        #expect(form.file("file") == nil)
        #expect(form.isEmptyFile("file"))
        #expect(!form.isEmptyFile("other"))
    }

    @Test(
        arguments: [
            ("multipart/form-data; boundary=\"a b\"", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/form-data", nil), ("text/plain; boundary=a", nil),
            ("Multipart/Form-Data; charset=utf-8; boundary=\"a-1\"", "a-1"),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 70), String(repeating: "a", count: 70)),
        ] as [(String, String?)])
    func `names what stands between its parts`(type: String, boundary: String?) {
        #expect(MultipartForm.boundary(of: type) == boundary)
    }

    @Test(arguments: [
        "", "------x1", "------x1--x", "------x1\n", "------x2\n\(head)a\n------x2--", "\n------x1\n\(head)a\n------x1--",
        "------x1\n\(head)a", "------x1\n\(head)a\n------x1", "------x1\n\(head)a\n------x1\n",
        "------x1\nContent-Type: text/plain\n\na\n------x1--", "------x1\nContent-Disposition: form-data\n\na\n------x1--",
        "------x1\nContent-Disposition: attachment; name=\"a\"\n\na\n------x1--",
        "------x1\nContent-Disposition: form-data; name=\"\"\n\na\n------x1--",
        "------x1\nContent-Disposition: form-data; name=\"\(String(repeating: "a", count: 101))\"\n\na\n------x1--",
        "------x1\nX: \(String(repeating: "a", count: 3_000))\n\(head)a\n------x1--",
        String(repeating: "------x1\n\(head)a\n", count: 41) + "------x1--",
    ])
    func `that is broken is refused`(text: String) {
        #expect(throws: RequestRefusal.malformed) { try form(text) }
    }

    @Test func `that is cut off anywhere is refused`() {
        let whole = Array("------x1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n------x1--".utf8)
        for length in 0..<whole.count {
            #expect(throws: RequestRefusal.malformed) { try MultipartForm(Array(whole.prefix(length)), contentType: Self.type) }
        }
    }

    @Test func `needs a type`() { #expect(throws: RequestRefusal.malformed) { try form("------x1--", nil) } }
}

@Suite struct `How much is read of a body` {
    private func site() async throws -> Site {
        let large = Route(.post, "/{language}/pictures", "server.read", bodyBytes: 4_000_000) { _ in Response(.ok, .text, []) }
        let small = Route(.post, "/{language}/words", "server.read") { _ in Response(.ok, .text, []) }
        return try await World(.sqlite, isEmpty: true, routes: [large, small]).site
    }

    @Test func `depends on the address and on what the client says`() async throws {
        let site = try await site()
        let usual = site.settings.bodyBytes
        func most(_ target: String, _ length: String?) -> Int {
            let allowance = site.bodyAllowance(.post, target, length: length)
            defer { allowance.end() }
            return allowance.bytes
        }
        #expect(most("/en/pictures", "3000000") == 4_000_000)
        #expect(most("/en/pictures?a=/", "4000000") == 4_000_000)
        #expect(most("/en/pictures", "4000001") == usual)
        #expect(most("/en/pictures", "100") == usual)
        #expect(most("/en/pictures", nil) == usual)
        #expect(most("/en/pictures", "-1") == usual)
        #expect(most("/en/words", "3000000") == usual)
        #expect(most("/xx/pictures", "3000000") == usual)
    }

    @Test func `is the usual while too many send much`() async throws {
        let site = try await site()
        let all = (0..<LargeBodies.most).map { _ in site.bodyAllowance(.post, "/en/pictures", length: "3000000") }
        #expect(all.allSatisfy { $0.bytes == 4_000_000 })
        #expect(site.bodyAllowance(.post, "/en/pictures", length: "3000000").bytes == site.settings.bodyBytes)
        all[0].end()
        #expect(site.bodyAllowance(.post, "/en/pictures", length: "3000000").bytes == 4_000_000)
    }
}
