// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Formats
import Vocabulary

/// `authorities.csv`: what is imported and exported, column by column.
package enum AuthorityFile {
    package static let columns = [
        "id", "name_local", "name_en", "country", "kind", "population", "population_source", "latitude", "longitude", "nuts_code",
        "efus_member", "national_forum", "member_evidence", "other_names", "parent", "member_since", "member_until",
    ]
    /// A file without these is taken all the same.
    private static let optional: Set<String> = ["member_since", "member_until", "other_names", "population_source"]

    /// Reads a file; the refusal says line and column. Of what is known already, columns the file does not have stay as they are.
    package static func read(_ bytes: [UInt8], known: [ID<Authority>: Authority] = [:]) throws -> [AuthorityLine] {
        let table = try Table(reading: bytes)
        for column in columns where !optional.contains(column) && !table.header.contains(column) {
            throw AuthorityRefusal.missingColumn(column)
        }
        return try table.rows.map { row in
            var authority = try Line(row: row).authority()
            guard let old = known[authority.id] else { return AuthorityLine(line: row.line, authority: authority) }
            if table.position(of: "other_names") == nil { authority.otherNames = old.otherNames }
            if table.position(of: "population_source") == nil { authority.populationSource = old.populationSource }
            if table.position(of: "member_since") == nil { authority.membership.since = old.membership.since }
            if table.position(of: "member_until") == nil { authority.membership.until = old.membership.until }
            return AuthorityLine(line: row.line, authority: authority)
        }
    }

    package static func write(_ authorities: [Authority]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for authority in authorities { writer.add(values(of: authority)) }
        return writer.bytes
    }

    package static func values(of authority: Authority) -> [String] {
        [
            authority.id.value, authority.nameLocal, authority.nameEnglish, authority.country, authority.kind.rawValue,
            authority.population.map(String.init) ?? "", authority.populationSource,
            authority.place.map { "\($0.latitude)" } ?? "", authority.place.map { "\($0.longitude)" } ?? "", authority.nutsCode,
            authority.membership.state.rawValue, authority.forum, authority.membership.evidence,
            authority.otherNames.joined(separator: "|"), authority.parent?.value ?? "",
            authority.membership.since?.description ?? "", authority.membership.until?.description ?? "",
        ]
    }

    /// Every country code there is, and XK, which Kosovo uses.
    static let countries: Set<String> = Set(Locale.Region.isoRegions.map(\.identifier)).union(["XK"])

    /// One line of the file.
    private struct Line {
        let row: Table.Row

        func authority() throws(AuthorityRefusal) -> Authority {
            Authority(
                id: try id("id"), nameLocal: try name("name_local"), nameEnglish: try name("name_en"), country: try country(),
                kind: try choice("kind", .kind), population: try whole("population"), populationSource: row["population_source"],
                place: try place(), nutsCode: row["nuts_code"], forum: row["national_forum"], membership: try membership(),
                parent: row["parent"].isEmpty ? nil : try id("parent"),
                otherNames: row["other_names"].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                    !$0.isEmpty
                })
        }

        private func wrong(_ column: String, _ reason: AuthorityRefusal.Reason) -> AuthorityRefusal {
            .value(line: row.line, column: column, value: row[column], reason: reason)
        }

        private func id(_ column: String) throws(AuthorityRefusal) -> ID<Authority> {
            // A page of the network has this name.
            guard ID<Authority>.isWellFormed(row[column]), row[column] != "institutions" else { throw wrong(column, .id) }
            return ID(row[column])
        }

        private func name(_ column: String) throws(AuthorityRefusal) -> String {
            guard row[column].contains(where: { !$0.isWhitespace }) else { throw wrong(column, .empty) }
            guard row[column].count <= 200, !row[column].unicodeScalars.contains(where: { $0.value < 32 }) else {
                throw wrong(column, .name)
            }
            return row[column]
        }

        private func country() throws(AuthorityRefusal) -> String {
            guard row["country"].count == 2, AuthorityFile.countries.contains(row["country"]) else {
                throw wrong("country", .country)
            }
            return row["country"]
        }

        private func choice<T: RawRepresentable>(
            _ column: String, _ reason: AuthorityRefusal.Reason
        ) throws(AuthorityRefusal) -> T where T.RawValue == String {
            guard let value = T(rawValue: row[column]) else { throw wrong(column, reason) }
            return value
        }

        private func whole(_ column: String) throws(AuthorityRefusal) -> Int? {
            if row[column].isEmpty { return nil }
            guard let number = Int(row[column]), (0...2_000_000_000).contains(number) else { throw wrong(column, .number) }
            return number
        }

        private func place() throws(AuthorityRefusal) -> Place? {
            if row["latitude"].isEmpty, row["longitude"].isEmpty { return nil }
            guard let latitude = degrees("latitude"), abs(latitude) <= 90 else { throw wrong("latitude", .place) }
            guard let longitude = degrees("longitude"), abs(longitude) <= 180 else { throw wrong("longitude", .place) }
            return Place(latitude: latitude, longitude: longitude)
        }

        /// Decimal digits, as people write angles: `Double` alone would take `0x10` and `inf`.
        private func degrees(_ column: String) -> Double? {
            row[column].utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) } ? Double(row[column]) : nil
        }

        private func day(_ column: String) throws(AuthorityRefusal) -> Day? {
            if row[column].isEmpty { return nil }
            guard let day = Day(row[column]) else { throw wrong(column, .day) }
            return day
        }

        private func membership() throws(AuthorityRefusal) -> Membership {
            let (since, until) = (try day("member_since"), try day("member_until"))
            if let since, let until, until < since { throw wrong("member_until", .period) }
            return Membership(
                state: try choice("efus_member", .state), evidence: row["member_evidence"], since: since, until: until)
        }
    }
}
