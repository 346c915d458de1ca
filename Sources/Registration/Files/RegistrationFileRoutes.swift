// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of files: delegations and participants as tables, and tables taken in after a look at what they would do.
enum RegistrationFileRoutes {
    private static let base = "\(OrganiseRegistrationRoutes.base)/files"
    private static let mostBytes = 8 << 20

    static let routes: [Route] = [
        Route(.get, base, "registration.change") { try await page($0) },
        Route(.get, "\(base)/{file}", "registration.change", limit: .costly, export),
        Route(.post, base, "registration.change", limit: .costly, bodyBytes: mostBytes, look),
        Route(.post, "\(base)/taking", "registration.change", limit: .costly, take),
    ]

    private static func page(
        _ request: Request, preview: RegistrationFilesPage.Preview? = nil, errors: [String] = []
    ) async throws -> Response {
        let page = try await request.read { [words = request.words] tx in
            let record = try OrganiseRegistrationRoutes.record(request, tx)
            return RegistrationFilesPage(record: record, preview: preview, errors: errors, words: words)
        }
        return OrganiseRegistrationRoutes.shown(page.page, request)
    }

    /// `delegations.csv`, `participants.xlsx` and so on. Whose data leaves so is recorded.
    private static func export(_ request: Request) async throws -> Response {
        let parts = (request.parameters["file"] ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, let kind = RegistrationFileKind(rawValue: parts[0]), ["csv", "xlsx"].contains(parts[1]) else {
            throw AccessRefusal.notFound
        }
        let id = try request.id(Edition.self, in: "edition")
        let (rows, persons) = try await request.read { tx in
            _ = try Registering(id, tx)
            return try RegistrationFiles(id, tx).rows(kind)
        }
        try await request.recordReading("person.exported", of: [RegistrationStore.noun(id)] + persons.map { Noun("person", $0) })
        let name = "\(id)-\(kind.rawValue).\(parts[1])"
        guard parts[1] == "xlsx" else { return Response(.ok, .csv, kind.csv(rows)).download(as: name) }
        let cells = rows.map { $0.map { $0.isEmpty ? Workbook.Cell.empty : .text($0) } }
        let about = Workbook.Properties(title: "\(id) \(kind.rawValue)", creator: "Hemicycle", created: request.today)
        let bytes = try Workbook.bytes(sheet: kind.rawValue, header: kind.columns, rows: cells, about: about)
        return Response(.ok, .workbook, bytes).download(as: name)
    }

    /// Keeps the file, and says line by line what it would do.
    private static func look(_ request: Request) async throws -> Response {
        let form = try request.multipart()
        guard let kind = form["kind"].flatMap(RegistrationFileKind.init), let bytes = form.file("file") else {
            return try await page(request, errors: [request.words(form.isEmptyFile("file") ? "csv.empty" : "files.choose")])
        }
        let (person, id) = (try person(request), try request.id(Edition.self, in: "edition"))
        let draw = FileDraw(bytes) { request.random($0) }
        do {
            try await request.write { tx in
                throw Look(taken: try RegistrationImport(into: id.value, bytes, draw: draw, tx).take(bytes, as: kind))
            }
            throw AccessRefusal.notFound
        } catch let look as Look {
            try await request.write { try UploadStore(tx: $0).keep(bytes, kind, of: person, in: id) }
            return try await page(request, preview: .init(kind: kind, taken: look.taken))
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, errors: sentences(refusal, request.words))
        }
    }

    /// Takes the file that was looked at.
    private static func take(_ request: Request) async throws -> Response {
        let (person, id) = (try person(request), try request.id(Edition.self, in: "edition"))
        let size = try await request.read { try UploadStore(tx: $0).upload(of: person, in: id)?.bytes ?? [] }
        let draw = FileDraw(size) { request.random($0) }
        do {
            try await request.write { tx in
                let store = UploadStore(tx: tx)
                // Another file may have come in between; what was drawn fits the one that was looked at.
                guard let upload = try store.upload(of: person, in: id), upload.bytes == size else {
                    throw RegistrationFileRefusal.gone
                }
                _ = try RegistrationImport(into: id.value, upload.bytes, draw: draw, tx).take(upload.bytes, as: upload.kind)
                try store.remove(of: person, in: id)
                tx.record("registration.imported", RegistrationStore.noun(id))
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, errors: sentences(refusal, request.words))
        }
        return .seeOther(to: request.page("/\(id)/organise/registration"), notice: "registration-file-taken")
    }

    private static func sentences(_ refusal: any Refusal, _ words: Words) -> [String] {
        ((refusal as? RegistrationFileFaults)?.phrases ?? [refusal.phrase]).map { words($0) }
    }

    private static func person(_ request: Request) throws -> String {
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        return person
    }

    /// What taking a file would have done; thrown so that nothing of it is kept.
    private struct Look: Error { let taken: RegistrationImport.Taken }
}

extension RegistrationFileKind {
    package func csv(_ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for row in rows { writer.add(row) }
        return writer.bytes
    }
}

/// Files of registration, out and in.
struct RegistrationFilesPage {
    struct Preview: Sendable {
        let kind: RegistrationFileKind
        let taken: RegistrationImport.Taken
    }

    let record: EditionRecord
    let preview: Preview?
    /// What is wrong with the file, a sentence for each line.
    let errors: [String]
    let words: Words

    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }
    private var path: Address { "\(list)/files" }
    private static let mostLines = 500

    var page: Page {
        var page = Page(
            title: words("registration-files.title"), over: record.name(words), lede: words("registration-files.lede"),
            content: content)
        page.isRefused = !errors.isEmpty
        return page
    }

    private func name(_ kind: RegistrationFileKind) -> String { words("registration-files.kind.\(kind.rawValue)") }

    private var content: HTML {
        """
        <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
        \(errors.isEmpty ? nil : problem)
        \(preview.map(shown))
        <section class="section"><div class="head"><h2>\(words("files.out"))</h2><p>\(words("registration-files.out"))</p></div>
        <ul class="plain">\(each: RegistrationFileKind.allCases, { kind in
            "<li>\(name(kind)): <a href=\"\(path)/\(kind.rawValue).csv\">CSV<span class=\"hide\"> \(name(kind))</span></a> · <a href=\"\(path)/\(kind.rawValue).xlsx\">XLSX<span class=\"hide\"> \(name(kind))</span></a></li>\n"
        })</ul></section>
        <section class="section"><div class="head"><h2>\(words("files.in"))</h2><p>\(words("registration-files.in"))</p></div>
        <form class="form" method="post" action="\(path)" enctype="multipart/form-data" novalidate>
        \(FormField("kind", words("files.kind"), .choice(RegistrationFileKind.allCases.map { ($0.rawValue, name($0)) })).markup)
        <div class="field"><label for="f-file">\(words("files.file"))</label><p class="hint" id="h-file">\(words("files.file.hint"))</p>
        <input type="file" id="f-file" name="file" accept=".csv,.xlsx,text/csv" aria-describedby="h-file"></div>
        <p class="form-act"><button class="btn" type="submit">\(words("files.look"))</button></p></form></section>
        """
    }

    private var problem: HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>\(each: errors, {
            "<li>\($0)</li>"
        })</ul></div>
        """
    }

    private func shown(_ preview: Preview) -> HTML {
        let ((added, changed, unchanged), lines) = (preview.taken.counts, preview.taken.lines)
        let act: HTML =
            added + changed == 0
            ? "<p>\(words("edit.nothing"))</p>"
            : "<div class=\"acts-row\">\(PostButton(words("files.take"), to: "\(path)/taking", isQuiet: false).markup)</div>"
        return """
            <section class="section" aria-labelledby="preview"><div class="head"><h2 id="preview">\(words("files.preview"))</h2>
            <p>\(words("files.counts", ["added": .number(added), "changed": .number(changed), "unchanged": .number(unchanged)]))</p></div>
            <ul class="plain">\(each: lines.prefix(Self.mostLines), { "<li>\(words($0))</li>\n" })</ul>
            \(if: lines.count > Self.mostLines, "<p>\(words("files.more", ["count": .number(lines.count - Self.mostLines)]))</p>")
            \(act)</section>
            """
    }
}
