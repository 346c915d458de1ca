// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import HTML
import Server
import Vocabulary

/// The handlers of files: visits as tables, and tables as visits after a look at what they would do.
enum VisitFileRoutes {
    private static let base = "\(VisitEditorRoutes.base)/files"
    private static let mostBytes = 8 << 20

    static let routes: [Route] = [
        Route(.get, base, "visit.organise") { try await page($0) },
        Route(.get, "\(base)/{file}", "visit.organise", limit: .costly, export),
        Route(.post, base, "visit.change", limit: .costly, bodyBytes: mostBytes, look),
        Route(.post, "\(base)/taking", "visit.change", limit: .costly, take),
    ]

    private static func page(
        _ request: Request, preview: VisitFilesPage.Preview? = nil, error: String? = nil
    ) async throws -> Response {
        let page = try await request.visitEditor { VisitFilesPage(scene: $1, preview: preview, error: error) }
        return VisitEditorRoutes.shown(page.page, request)
    }

    /// `visits.csv`, `departures.xlsx` and so on.
    private static func export(_ request: Request) async throws -> Response {
        let parts = (request.parameters["file"] ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, let kind = VisitFileKind(rawValue: parts[0]), ["csv", "xlsx"].contains(parts[1]) else {
            throw AccessRefusal.notFound
        }
        let (rows, slug) = try await request.visits(withDrafts: true) { _, view in
            (kind.rows(view.visits, of: view.edition.id), view.edition.id.value)
        }
        let name = "\(slug)-\(kind.rawValue).\(parts[1])"
        guard parts[1] == "xlsx" else {
            var writer = CSVWriter(header: kind.columns)
            for row in rows { writer.add(row) }
            return Response(.ok, .csv, writer.bytes).download(as: name)
        }
        let cells = rows.map { $0.map { $0.isEmpty ? Workbook.Cell.empty : .text($0) } }
        let about = Workbook.Properties(title: "\(slug) \(kind.rawValue)", creator: "Hemicycle", created: request.today)
        let bytes = try Workbook.bytes(sheet: kind.rawValue, header: kind.columns, rows: cells, about: about)
        return Response(.ok, .workbook, bytes).download(as: name)
    }

    /// Keeps the file, and says line by line what it would do.
    private static func look(_ request: Request) async throws -> Response {
        let form = try request.multipart()
        guard let kind = form["kind"].flatMap(VisitFileKind.init), let bytes = form.file("file") else {
            return try await page(request, error: request.words(form.isEmptyFile("file") ? "csv.empty" : "files.choose"))
        }
        let person = try person(request)
        do {
            try await request.changingVisits { tx, view in
                let taken = try VisitImport(tx: tx, only: view.edition.id).take(bytes, as: kind)
                throw Look(lines: taken.lines, counts: taken.counts)
            }
            throw AccessRefusal.notFound
        } catch let look as Look {
            try await request.changingVisits { tx, view in
                try VisitUploads(tx: tx).keep(bytes, kind, of: person, in: view.edition.id)
            }
            return try await page(request, preview: .init(lines: look.lines, counts: look.counts))
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, error: request.words(refusal.phrase))
        }
    }

    /// Takes the file that was looked at.
    private static func take(_ request: Request) async throws -> Response {
        let person = try person(request)
        do {
            try await request.changingVisits { tx, view in
                let uploads = VisitUploads(tx: tx)
                guard let upload = try uploads.upload(of: person, in: view.edition.id) else { throw VisitFileRefusal.gone }
                _ = try VisitImport(tx: tx, only: view.edition.id).take(upload.bytes, as: upload.kind)
                try uploads.remove(of: person, in: view.edition.id)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, error: request.words(refusal.phrase))
        }
        return .seeOther(to: try request.visitsPath(), notice: "visits-taken")
    }

    private static func person(_ request: Request) throws -> String {
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        return person
    }

    /// What taking a file would have done; thrown so that nothing of it is kept.
    private struct Look: Error {
        let lines: [Phrase]
        let counts: (added: Int, changed: Int, unchanged: Int)
    }
}

/// Why no file is taken.
enum VisitFileRefusal: Refusal, Equatable {
    case gone
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "files.gone" }
}

/// Files of visits, out and in.
struct VisitFilesPage {
    struct Preview: Sendable {
        let lines: [Phrase]
        let counts: (added: Int, changed: Int, unchanged: Int)
    }

    let scene: VisitEditorScene
    let preview: Preview?
    let error: String?
    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/files" }
    private static let mostLines = 500

    var page: Page {
        var page = Page(
            title: words("files.title"), over: scene.view.name, lede: words("visits.files.lede"), content: content)
        page.isRefused = error != nil
        return page
    }

    private var content: HTML {
        """
        \(scene.tabs(here: "files"))
        \(error.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        \(preview.map(shown))
        <section class="section"><div class="head"><h2>\(words("files.out"))</h2><p>\(words("visits.files.out"))</p></div>
        <ul class="plain">\(each: VisitFileKind.allCases, { kind in
            let name = words("visits.files.\(kind.rawValue)")
            return "<li>\(name): <a href=\"\(path)/\(kind.rawValue).csv\">CSV<span class=\"hide\"> \(name)</span></a> · <a href=\"\(path)/\(kind.rawValue).xlsx\">XLSX<span class=\"hide\"> \(name)</span></a></li>\n"
        })</ul></section>
        \(if: scene.canChange, form)
        """
    }

    private var form: HTML {
        let kinds = VisitFileKind.allCases.map { ($0.rawValue, words("visits.files.\($0.rawValue)")) }
        return """
            <section class="section"><div class="head"><h2>\(words("files.in"))</h2><p>\(words("files.in.text"))</p></div>
            <form class="form" method="post" action="\(path)" enctype="multipart/form-data" novalidate>
            \(FormField("kind", words("files.kind"), .choice(kinds)).markup)
            <div class="field"><label for="f-file">\(words("files.file"))</label><p class="hint" id="h-file">\(words("files.file.hint"))</p>
            <input type="file" id="f-file" name="file" accept=".csv,.xlsx,text/csv" aria-describedby="h-file"></div>
            <p class="form-act"><button class="btn" type="submit">\(words("files.look"))</button></p></form></section>
            """
    }

    private func shown(_ preview: Preview) -> HTML {
        let (added, changed, unchanged) = preview.counts
        let take: HTML =
            added + changed == 0
            ? "<p>\(words("edit.nothing"))</p>"
            : "<div class=\"acts-row\">\(PostButton(words("files.take"), to: "\(path)/taking", isQuiet: false).markup)</div>"
        return """
            <section class="section" aria-labelledby="preview"><div class="head"><h2 id="preview">\(words("files.preview"))</h2>
            <p>\(words("files.counts", ["added": .number(added), "changed": .number(changed), "unchanged": .number(unchanged)]))</p></div>
            <ul class="plain">\(each: preview.lines.prefix(Self.mostLines), { "<li>\(words($0))</li>\n" })</ul>
            \(if: preview.lines.count > Self.mostLines, "<p>\(words("files.more", ["count": .number(preview.lines.count - Self.mostLines)]))</p>")
            \(take)</section>
            """
    }
}
