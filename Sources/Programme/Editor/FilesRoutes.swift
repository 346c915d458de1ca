// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import HTML
import Server
import Vocabulary

/// What a file of the programme is about.
package enum ProgrammeFileKind: String, Sendable, CaseIterable {
    case sessions, rooms, speakers

    var columns: [String] {
        switch self {
        case .sessions: ProgrammeFiles.sessionColumns
        case .rooms: ProgrammeFiles.roomColumns
        case .speakers: ProgrammeFiles.speakerColumns
        }
    }

    /// The draft in the form in which it is imported.
    func rows(of draft: ProgrammeDraft) -> [[String]] {
        let edition = draft.edition.id
        return switch self {
        case .sessions: draft.sessionDrafts.map { ProgrammeFiles.row(edition, $0) }
        case .rooms: draft.roomDrafts.map { ProgrammeFiles.row(edition, $0) }
        case .speakers: draft.content.speakers.map { ProgrammeFiles.row(edition, $0) }
        }
    }

    func take(_ bytes: [UInt8], _ files: ProgrammeImport) throws -> ProgrammeImport.Taken {
        switch self {
        case .sessions: try files.sessions(bytes)
        case .rooms: try files.rooms(bytes)
        case .speakers: try files.speakers(bytes)
        }
    }
}

/// A file that somebody sent and has not decided about yet.
struct UploadStore {
    let tx: Transaction
    /// What nobody decided about for a day is forgotten.
    private static let lifetime = 86_400_000

    func forget() throws { try tx.run("DELETE FROM programme_upload WHERE at < \(tx.now.milliseconds - Self.lifetime)") }

    func keep(_ bytes: [UInt8], _ kind: ProgrammeFileKind, of person: String, in edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO programme_upload (edition, person, kind, bytes, at)
            VALUES (\(edition), \(person), \(kind.rawValue), \(bytes), \(tx.now.milliseconds))
            ON CONFLICT (edition, person) DO UPDATE SET kind = excluded.kind, bytes = excluded.bytes, at = excluded.at
            """)
    }

    func upload(of person: String, in edition: ID<Edition>) throws -> (kind: ProgrammeFileKind, bytes: [UInt8])? {
        try tx.first("SELECT kind, bytes FROM programme_upload WHERE edition = \(edition) AND person = \(person)").flatMap {
            row in
            ProgrammeFileKind(rawValue: row["kind"]).map { ($0, row["bytes"]) }
        }
    }

    func remove(of person: String, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM programme_upload WHERE edition = \(edition) AND person = \(person)")
    }
}

/// The handlers of files: the draft as tables, and tables as drafts after a look at what they would do.
struct FilesRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme/files"
    private static let mostBytes = 8 << 20

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan") { try await page($0) },
            Route(.get, "\(Self.base)/{file}", "programme.plan", limit: .costly, export),
            Route(.post, Self.base, "programme.edit", limit: .costly, bodyBytes: Self.mostBytes, look),
            Route(.post, "\(Self.base)/taking", "programme.edit", limit: .costly, take),
        ]
    }

    private func page(_ request: Request, preview: FilesPage.Preview? = nil, error: String? = nil) async throws -> Response {
        try await request.editor { FilesPage(scene: $1, preview: preview, error: error) }.page
            .organising(request, at: "/organise/programme")
    }

    /// `sessions.csv`, `rooms.xlsx` and so on, as they are planned.
    func export(_ request: Request) async throws -> Response {
        let parts = (request.parameters["file"] ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, let kind = ProgrammeFileKind(rawValue: parts[0]), ["csv", "xlsx"].contains(parts[1]) else {
            throw AccessRefusal.notFound
        }
        let (rows, slug) = try await request.editor { (kind.rows(of: $1.draft), $1.edition.id.value) }
        let name = "\(slug)-\(kind.rawValue).\(parts[1])"
        guard parts[1] == "xlsx" else {
            var writer = CSVWriter(header: kind.columns)
            for row in rows { writer.add(row) }
            return Response(.ok, .csv, writer.bytes).download(as: name)
        }
        let cells = rows.map { $0.map { $0.isEmpty ? Workbook.Cell.empty : .text($0) } }
        let about = Workbook.Properties(title: "\(slug) \(kind.rawValue)", creator: "Hemicycle", created: request.today)
        return Response(.ok, .workbook, try Workbook.bytes(sheet: kind.rawValue, header: kind.columns, rows: cells, about: about))
            .download(as: name)
    }

    /// Keeps the file, and says line by line what it would do.
    func look(_ request: Request) async throws -> Response {
        let form = try request.multipart()
        guard let kind = form["kind"].flatMap(ProgrammeFileKind.init), let bytes = form.file("file") else {
            return try await page(request, error: request.words(form.isEmptyFile("file") ? "csv.empty" : "files.choose"))
        }
        let person = try person(request)
        do {
            try await request.editing { tx, facts in
                let taken = try Self.taken(bytes, kind, tx, facts)
                throw Look(lines: taken.lines, counts: taken.counts)
            }
            throw AccessRefusal.notFound
        } catch let look as Look {
            try await request.editing { tx, facts in
                try UploadStore(tx: tx).keep(bytes, kind, of: person, in: facts.draft.edition.id)
            }
            let preview = FilesPage.Preview(kind: kind, lines: look.lines, counts: look.counts)
            return try await page(request, preview: preview)
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, error: request.words(refusal.phrase))
        }
    }

    /// Takes the file that was looked at, as one step that can be undone.
    func take(_ request: Request) async throws -> Response {
        let person = try person(request)
        do {
            try await request.editing { tx, facts in
                let (store, edition) = (UploadStore(tx: tx), facts.draft.edition)
                guard let upload = try store.upload(of: person, in: edition.id) else { throw FilesRefusal.gone }
                _ = try Self.taken(upload.bytes, upload.kind, tx, facts)
                let after = try DraftStore(tx: tx).draft(of: edition)
                let new = after.conflicts.newlyBlocking(since: facts.draft.conflicts)
                guard new.isEmpty else { throw EditRefusal.blocked(new.count) }
                try EditStore(tx: tx).note(.imported, from: facts.draft, to: after)
                try store.remove(of: person, in: edition.id)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request, error: request.words(refusal.phrase))
        }
        return .seeOther(to: request.boardPath, notice: "file-taken")
    }

    private static func taken(
        _ bytes: [UInt8], _ kind: ProgrammeFileKind, _ tx: Transaction, _ facts: EditFacts
    ) throws -> ProgrammeImport.Taken {
        try kind.take(bytes, ProgrammeImport(tx: tx, only: facts.draft.edition.id))
    }

    private func person(_ request: Request) throws -> String {
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        return person
    }

    /// What taking a file would have done; thrown so that nothing of it is kept.
    private struct Look: Error {
        let lines: [Phrase]
        let counts: ProgrammeImport.Counts
    }
}

/// Why no file is taken.
enum FilesRefusal: Refusal, Equatable {
    case gone
    var kind: RefusalKind { .conflict }
    var phrase: Phrase { "files.gone" }
}

/// Files of the draft, out and in.
struct FilesPage {
    struct Preview: Sendable {
        let kind: ProgrammeFileKind
        let lines: [Phrase]
        let counts: ProgrammeImport.Counts
    }

    let scene: EditorScene
    let preview: Preview?
    let error: String?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/files" }
    private static let mostLines = 500

    var page: Page {
        var page = Page(title: words("files.title"), over: scene.view.name, lede: words("files.lede"), content: content)
        page.isRefused = error != nil
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "files").markup)
        \(error.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        \(preview.map(shown))
        <section class="section"><div class="head"><h2>\(words("files.out"))</h2><p>\(words("files.out.text"))</p></div>
        <ul class="plain">\(each: ProgrammeFileKind.allCases, { kind in
            "<li>\(words("files.kind.\(kind.rawValue)")): <a href=\"\(path)/\(kind.rawValue).csv\">CSV<span class=\"hide\"> \(words("files.kind.\(kind.rawValue)"))</span></a> · <a href=\"\(path)/\(kind.rawValue).xlsx\">XLSX<span class=\"hide\"> \(words("files.kind.\(kind.rawValue)"))</span></a></li>\n"
        })</ul></section>
        \(if: scene.canEdit, form)
        """
    }

    private var form: HTML {
        """
        <section class="section"><div class="head"><h2>\(words("files.in"))</h2><p>\(words("files.in.text"))</p></div>
        <form class="form" method="post" action="\(path)" enctype="multipart/form-data" novalidate>
        \(FormField("kind", words("files.kind"), .choice(ProgrammeFileKind.allCases.map { ($0.rawValue, words("files.kind.\($0.rawValue)")) })).markup)
        <div class="field"><label for="f-file">\(words("files.file"))</label><p class="hint" id="h-file">\(words("files.file.hint"))</p>
        <input type="file" id="f-file" name="file" accept=".csv,.xlsx,text/csv" aria-describedby="h-file"></div>
        <p class="form-act"><button class="btn" type="submit">\(words("files.look"))</button></p></form></section>
        """
    }

    private func shown(_ preview: Preview) -> HTML {
        let (added, changed, unchanged) = preview.counts
        // A type of its own: two literals in one place of another would be taken for texts, and escaped.
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
