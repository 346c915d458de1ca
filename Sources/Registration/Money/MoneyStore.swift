// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Network
import Vocabulary

/// What delegations cost, in the database.
struct MoneyStore {
    let tx: Transaction

    /// What the costs of a delegation depend on: a fixed number of statements; nil where the edition has no fees.
    func facts(_ delegation: Delegation, zone: TimeZone) throws -> CostFacts? {
        guard let fees = try FeeStore(tx: tx).current(of: delegation.edition) else { return nil }
        let code = try tx.first("SELECT code, code_day FROM delegation WHERE id = \(delegation.id)").flatMap(Self.code)
        let seats = try tx.rows(
            """
            SELECT id, delegation, number, kind, person, above_quota, taken_at, given_back_at, fee, fee_days, code, code_day
            FROM seat WHERE delegation = \(delegation.id) ORDER BY number
            """
        ).map(Self.seat)
        return CostFacts(
            fees: fees, body: delegation.body, isMember: try isMember(delegation, Day(tx.now, in: zone)), seats: seats,
            code: code,
            usesElsewhere: try uses(of: fees.schedule.codes, beside: delegation), zone: zone)
    }

    private func isMember(_ delegation: Delegation, _ today: Day) throws -> Bool {
        guard let authority = delegation.body.authority,
            let row = try tx.first("SELECT state, until FROM membership WHERE authority = \(authority)"),
            Membership.State(rawValue: row["state"]) == .yes
        else { return false }
        // As the directory says it: who was a member until yesterday is none today.
        return (row["until"] as Day?).map { today <= $0 } ?? true
    }

    /// How often others use each code that can be used up. A code on a seat that was given back can be used by somebody else.
    private func uses(of codes: [FeeCode], beside delegation: Delegation) throws -> [String: Int] {
        guard codes.contains(where: { $0.uses != nil }) else { return [:] }
        return try tx.rows(
            """
            SELECT code, count(*) AS n FROM delegation WHERE edition = \(delegation.edition) AND id <> \(delegation.id)
                AND state <> 'withdrawn' AND code IS NOT NULL GROUP BY code
            UNION ALL
            SELECT code, count(*) AS n FROM seat WHERE edition = \(delegation.edition) AND delegation <> \(delegation.id)
                AND given_back_at IS NULL AND code IS NOT NULL GROUP BY code
            """
        ).reduce(into: [:]) { $0[$1["code"], default: 0] += $1["n"] as Int }
    }

    // MARK: What is typed

    /// The code of a whole delegation; nil for none.
    func set(code: GivenCode?, of delegation: Delegation) throws {
        try tx.run(
            "UPDATE delegation SET code = \(code?.text), code_day = \(code?.day) WHERE id = \(delegation.id)")
        DelegationStore(tx: tx).record("delegation.code-changed", delegation)
    }

    func set(code: GivenCode?, of seat: ID<Seat>, _ delegation: Delegation) throws {
        try tx.run("UPDATE seat SET code = \(code?.text), code_day = \(code?.day) WHERE id = \(seat)")
        DelegationStore(tx: tx).record("seat.code-changed", delegation)
    }

    /// The fee of a seat by hand; nil for what follows from who comes.
    func set(fee: FeeCategory?, days: Int?, of seat: ID<Seat>, _ delegation: Delegation) throws {
        try tx.run("UPDATE seat SET fee = \(fee?.rawValue), fee_days = \(days) WHERE id = \(seat)")
        DelegationStore(tx: tx).record("seat.fee-changed", delegation)
    }

    // MARK: Quotes

    /// Stores a quote under the next number of its edition. The number is counted in the edition's own row: whoever else makes one waits, and
    /// none is lost with a transaction that is undone.
    func add(_ paper: QuotePaper, for delegation: Delegation, at created: Date? = nil) throws -> StoredQuote {
        let (edition, created) = (delegation.edition, created ?? tx.now)
        try tx.run("UPDATE registration SET quotes = quotes + 1 WHERE edition = \(edition)")
        let count: Int = try tx.rows("SELECT quotes FROM registration WHERE edition = \(edition)")[0]["quotes"]
        guard let number = QuoteNumber(series: edition.value, count) else { throw QuoteRefusal.tooLarge }
        let document = String(decoding: try paper.written(), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO quote (edition, number, delegation, order_number, document, created)
            VALUES (\(edition), \(count), \(delegation.id), \(delegation.orderNumber), \(document), \(created.milliseconds))
            """)
        DelegationStore(tx: tx).record("quote.made", delegation, [Noun("quote:\(edition)-\(count)")])
        return StoredQuote(number: number, created: created, orderNumber: delegation.orderNumber, paper: paper)
    }

    /// The numbers of a delegation's quotes, the newest first.
    func quotes(of delegation: Delegation) throws -> [(number: QuoteNumber, created: Date)] {
        try tx.rows("SELECT number, created FROM quote WHERE delegation = \(delegation.id) ORDER BY number DESC LIMIT 50")
            .compactMap {
                row in
                QuoteNumber(series: delegation.edition.value, row["number"]).map { ($0, Date(milliseconds: row["created"])) }
            }
    }

    /// A quote of a delegation; nil for one that is another's.
    func quote(_ number: Int, of delegation: Delegation) throws -> StoredQuote? {
        guard let number = QuoteNumber(series: delegation.edition.value, number),
            let row = try tx.first(
                """
                SELECT order_number, document, created FROM quote
                WHERE edition = \(delegation.edition) AND number = \(number.number) AND delegation = \(delegation.id)
                """)
        else { return nil }
        let document: String = row["document"]
        return StoredQuote(
            number: number, created: Date(milliseconds: row["created"]), orderNumber: row["order_number"],
            paper: try QuotePaper.read(Data(document.utf8)))
    }

    // MARK: Rows to values

    private static func code(_ row: Row) -> GivenCode? {
        guard let text: String = row["code"], let day: Day = row["code_day"] else { return nil }
        return GivenCode(text, on: day)
    }

    private static func seat(_ row: Row) -> CostedSeat {
        CostedSeat(
            seat: SeatStore.seat(row), fee: (row["fee"] as String?).flatMap(FeeCategory.init), days: row["fee_days"],
            code: code(row))
    }
}

/// What a delegation's page says of its costs.
struct DelegationCosts: Sendable {
    let facts: CostFacts
    let quotes: [(number: QuoteNumber, created: Date)]
    let today: Day

    init?(of delegation: Delegation, zone: TimeZone, _ tx: Transaction) throws {
        let store = MoneyStore(tx: tx)
        guard let facts = try store.facts(delegation, zone: zone) else { return nil }
        self.facts = facts
        quotes = try store.quotes(of: delegation)
        today = Day(tx.now, in: zone)
    }

    var quote: Result<Quote, QuoteRefusal> { Result { () throws(QuoteRefusal) in try facts.quote() } }
}
