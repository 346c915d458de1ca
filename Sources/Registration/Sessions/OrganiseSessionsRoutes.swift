// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// The handlers of those who say how many a session takes, and see who signed up.
enum OrganiseSessionsRoutes {
    private static let base = "\(OrganiseRegistrationRoutes.base)/sessions"

    static let routes: [Route] = [
        Route(.get, base, "signup.organise", list),
        Route(.get, "\(base)/{code}", "signup.organise") { try await session($0) },
        Route(.post, "\(base)/{code}", "signup.change", keep),
        Route(.post, "\(base)/{code}/people/{person}/removal", "signup.change", remove),
        Route(.get, "\(base)/{code}/files/{file}", "signup.organise", limit: .costly, export),
    ]

    private static func code(_ request: Request) throws(AccessRefusal) -> SessionCode {
        guard let code = request.parameters["code"].flatMap({ SessionCode($0) }) else { throw .notFound }
        return code
    }

    private static func mayChange(_ request: Request) -> Bool {
        request.allows("signup.change", in: .edition(request.parameters["edition"] ?? ""))
    }

    private static func list(_ request: Request) async throws -> Response {
        let sees = request.allows("registration.organise", in: .edition(request.parameters["edition"] ?? ""))
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            return try LimitedSessionsPage(record, seesRegistration: sees, words: words, tx).page
        }
        return OrganiseRegistrationRoutes.shown(page, request)
    }

    private static func session(_ request: Request, typed: PlacesForm? = nil) async throws -> Response {
        let (code, mayChange, here) = (try code(request), mayChange(request), Int(request.query["page"] ?? "") ?? 1)
        let page = try await request.read { [words = request.words] tx in
            try SignedUpPage(
                code, try OrganiseRegistrationRoutes.record(request, tx), typed: typed, here: here, mayChange: mayChange,
                words: words, tx)
        }
        try await request.recordReading("person.read", of: page.shown.map { Noun("person", $0.signUp.person) })
        return OrganiseRegistrationRoutes.shown(page.page, request)
    }

    private static func keep(_ request: Request) async throws -> Response {
        let code = try code(request)
        let zone = try await request.read { tx in
            TimeZone(identifier: try OrganiseRegistrationRoutes.record(request, tx).edition.zone) ?? .gmt
        }
        var typed = PlacesForm(request.form)
        guard let places = typed.read(in: zone, request.words) else { return try await session(request, typed: typed) }
        do {
            try await request.write { [words = request.words] tx in
                let record = try OrganiseRegistrationRoutes.record(request, tx)
                try SigningUp.set(places.places, of: code, in: record, words: words, tx)
            }
        } catch let refusal as SignUpRefusal {
            typed.problem = request.words(refusal.phrase)
            return try await session(request, typed: typed)
        }
        return .seeOther(to: try address(request), notice: "places-kept")
    }

    private static func address(_ request: Request) throws -> Address {
        let edition = try request.id(Edition.self, in: "edition")
        return request.page("/\(edition)/organise/registration/sessions/\(try code(request))")
    }

    private static func remove(_ request: Request) async throws -> Response {
        let (code, person) = (try code(request), try request.id(Person.self, in: "person"))
        try await request.write { [words = request.words] tx in
            do {
                try SigningUp(try OrganiseRegistrationRoutes.record(request, tx), words: words, tx).leave(code, person)
            } catch SignUpRefusal.notSignedUp {
                // Somebody else was quicker; it is as it was wanted.
            }
        }
        return .seeOther(to: try address(request), notice: "signup-removed")
    }

    /// `signed-up.csv` or `signed-up.xlsx`. Whose data leaves so is recorded.
    private static func export(_ request: Request) async throws -> Response {
        let (code, file) = (try code(request), request.parameters["file"] ?? "")
        guard ["signed-up.csv", "signed-up.xlsx"].contains(file) else { throw AccessRefusal.notFound }
        let page = try await request.read { [words = request.words] tx in
            try SignedUpPage(code, try OrganiseRegistrationRoutes.record(request, tx), mayChange: false, words: words, tx)
        }
        try await request.recordReading("person.exported", of: page.all.map { Noun("person", $0.signUp.person) })
        let (name, rows) = ("\(page.record.edition.id)-\(code)-\(file)", page.rows)
        guard file.hasSuffix("xlsx") else {
            var csv = CSVWriter(header: SignedUpPage.columns)
            for row in rows { csv.add(row) }
            return Response(.ok, .csv, csv.bytes).download(as: name)
        }
        let about = Workbook.Properties(title: "\(page.record.edition.id) \(code)", creator: "Hemicycle", created: request.today)
        let cells = rows.map { $0.map { $0.isEmpty ? Workbook.Cell.empty : .text($0) } }
        let bytes = try Workbook.bytes(sheet: code.description, header: SignedUpPage.columns, rows: cells, about: about)
        return Response(.ok, .workbook, bytes).download(as: name)
    }
}
