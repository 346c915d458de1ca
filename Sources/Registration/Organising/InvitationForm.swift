// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Network
import People
import Server
import Vocabulary

/// Whom an organiser asks: a line for each delegation, as it was typed or pasted from a sheet.
struct InvitationForm: Sendable {
    /// A line, taken apart.
    struct Line: Sendable {
        let number: Int
        let body: String, contact: String, address: String
        let language: Language
        let places: Int?
        /// Whom it means, once that is known.
        var means: DelegationBody?
        var country = ""
        var problem: Phrase?
    }

    private(set) var text = ""
    private(set) var lines: [Line] = []
    /// Whether every line is looked at and well.
    private(set) var isReady = false
    var problem: Phrase?

    /// More are asked in several goes.
    static let most = 300

    init() {}

    /// `authority; contact; address; language; places`, parted by semicolons or tabs; the last two may be left out.
    init(_ form: Query, language: Language) {
        text = form["lines"] ?? ""
        let all = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.enumerated()
        lines = all.filter { !$0.element.isEmpty }.prefix(Self.most + 1).map { offset, line in
            let parts = line.split(separator: line.contains("\t") ? "\t" : ";", omittingEmptySubsequences: false)
                .map { PersonText.cleaned(String($0)) }
            func part(_ place: Int) -> String { place < parts.count ? parts[place] : "" }
            let (known, places) = (Language(rawValue: part(3).lowercased()), Int(part(4)))
            var one = Line(
                number: offset + 1, body: part(0), contact: part(1), address: part(2), language: known ?? language, places: places
            )
            // What was left out is chosen here; what cannot be read is not.
            if known == nil, !part(3).isEmpty { one.problem = "invitation.language" }
            if places == nil, !part(4).isEmpty { one.problem = one.problem ?? "invitation.places" }
            return one
        }
    }

    /// Looks every line up; what is wrong is said by its number, and nothing is kept then.
    func plan(_ edition: ID<Edition>, _ tx: Transaction) throws -> InvitationForm {
        var form = self
        guard !lines.isEmpty else {
            form.problem = "invitation.nobody"
            return form
        }
        guard lines.count <= Self.most else {
            form.problem = Phrase("invitation.too-many", ["most": .number(Self.most)])
            return form
        }
        let names = try DirectoryNames(tx)
        var there = Set(
            try tx.rows("SELECT authority, institution, body FROM delegation WHERE edition = \(edition)").map {
                ($0["authority"] as String?) ?? ($0["institution"] as String?) ?? Folding.folded($0["body"] as String)
            })
        for place in form.lines.indices {
            form.lines[place].look(names)
            guard form.lines[place].problem == nil, let key = form.lines[place].key else { continue }
            if !there.insert(key).inserted { form.lines[place].problem = "invitation.there" }
        }
        form.isReady = form.lines.allSatisfy { $0.problem == nil }
        return form
    }
}

extension InvitationForm.Line {
    /// What tells delegations of an edition apart.
    var key: String? {
        switch means {
        case .authority(let id): id.value
        case .institution(let id): id.value
        case .other(let name): Folding.folded(name)
        case .nobody, nil: nil
        }
    }

    fileprivate mutating func look(_ names: DirectoryNames) {
        if body.isEmpty { problem = "invitation.no-body" }
        (means, country) = names.meaning(of: body)
        if means == nil { problem = problem ?? "invitation.ambiguous" }
        if !address.isEmpty, !PersonAddress.isWellFormed(address) { problem = problem ?? PersonRefusal.addressMalformed.phrase }
        if address.isEmpty { problem = problem ?? "invitation.no-address" }
        if !PersonText.isName(contact) { problem = problem ?? "invitation.no-contact" }
        if let places, !(1...999).contains(places) { problem = problem ?? "invitation.places" }
    }
}

/// Authorities and institutions by their ids and by each of their names, folded.
struct DirectoryNames {
    private var found: [String: Set<DelegationBody>] = [:]
    private var countries: [DelegationBody: String] = [:]
    private var labels: [DelegationBody: String] = [:]

    init(_ tx: Transaction) throws {
        for row in try tx.rows(
            """
            SELECT a.id, a.country, a.name_local, a.name_en, n.name FROM authority a LEFT JOIN authority_name n ON n.authority = a.id
            """)
        {
            let body = DelegationBody.authority(row["id"])
            countries[body] = row["country"]
            labels[body] = row["name_local"]
            for name in [row["id"], row["name_local"], row["name_en"], row["name"]] as [String?] { add(name, body) }
        }
        for institution in try InstitutionStore(tx: tx).all() {
            let body = DelegationBody.institution(institution.id)
            countries[body] = institution.country ?? ""
            labels[body] = institution.nameLocal
            for name in [institution.id.value, institution.nameLocal]
                + Language.allCases.map({ institution.names.best(for: $0)?.text ?? "" })
            {
                add(name, body)
            }
        }
    }

    private mutating func add(_ name: String?, _ body: DelegationBody) {
        guard let name, !name.isEmpty else { return }
        found[Folding.folded(name), default: []].insert(body)
    }

    /// All that are called so, by id, with what tells them apart.
    func candidates(for text: String) -> [ApplicationDraft.Candidate] {
        (found[Folding.folded(text)] ?? []).compactMap { body in
            (body.authority?.value ?? body.institution?.value).map { id in
                ApplicationDraft.Candidate(id: id, name: labels[body].map { "\($0) (\(id))" } ?? id)
            }
        }.sorted { $0.id < $1.id }
    }

    /// Whom a text means; what nobody in the directory is called is a body of its own. Nil where several are called so.
    func meaning(of text: String) -> (DelegationBody?, country: String) {
        let bodies = found[Folding.folded(text)] ?? []
        // A city and the region around it often share a name: the id tells them apart.
        guard bodies.count <= 1 else {
            let exact = bodies.first { ($0.authority?.value ?? $0.institution?.value) == text }
            return (exact, exact.flatMap { countries[$0] } ?? "")
        }
        let body = bodies.first ?? (text.isEmpty ? nil : .other(text))
        return (body, body.flatMap { countries[$0] } ?? "")
    }
}
