// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Server
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Fees are typed into a plain form` {
    private func query(_ pairs: [(String, String)]) -> Query {
        Query(
            pairs.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }.joined(
                separator: "&"))
    }

    @Test func `what is typed is the schedule, and the schedule is typed again`() throws {
        let typed = [
            ("currency", "EUR"), ("price-member", "300"), ("tax-member", "S"), ("rate-member", "21"),
            ("early-member", "2027-01-31 250,50\n2027-02-28 280"), ("price-press", "0"), ("tax-press", "E"),
            ("reason-E", "Article 132 (1) (n)"), ("free-count", "2"), ("free-member", "yes"),
            ("steps", "2027-02-01 0\n2027-03-01 33.33 %"),
            ("after", "80"), ("no-show", "100"),
            ("codes", "welcome-10; 10 %; delegation; member; 20; 2027-02-15\nGUEST-50; 50.00; seat; member"),
        ]
        var form = FeesForm(query(typed))
        let read = form.read()
        let schedule = try #require(read)
        #expect(schedule.fee(.member)?.early.map(\.cents) == [25_050, 28_000])
        #expect(schedule.fee(.press)?.tax == Tax(.exempt))
        #expect(schedule.codes.map(\.text) == ["WELCOME-10", "GUEST-50"])
        #expect(schedule.codes.map(\.uses) == [20, nil])
        #expect(schedule.cancellation.steps.map(\.charged.hundredths) == [0, 3_333])
        var again = FeesForm(FeeVersion(version: 4, since: Date(timeIntervalSince1970: 0), schedule: schedule))
        #expect(again.base == 4)
        let second = again.read()
        #expect(second == schedule)
    }

    @Test(arguments: [
        ("price-member", "12.345", "fees.amount-unreadable"), ("price-member", "-5", "fees.amount-unreadable"),
        ("price-member", "1 000", "fees.amount-unreadable"), ("price-member", "5000000.00", "fee.price"),
        ("rate-member", "many", "fees.percent-unreadable"), ("rate-member", "101", "fees.percent-unreadable"),
        ("early-member", "soon 20", "fees.early-line"), ("early-member", "2027-01-31 900", "fee.early-dearer"),
        ("early-member", "2027-01-31 20\n2027-01-01 30", "fee.early-order"), ("free-count", "x", "fee.free-seats"),
        ("free-count", "5000", "fee.free-seats"), ("steps", "2027-01-31", "fees.step-line"),
        ("steps", "2027-02-01 50\n2027-01-01 60", "fee.cancellation-order"), ("steps", "2027-02-01 90", "fee.cancellation-falls"),
        ("codes", "AB; 10 %; seat; member", "fee.code-text"), ("codes", "WELCOME; half; seat; member", "fees.code-line"),
        ("codes", "WELCOME; 10 %; seat; nobody", "fees.code-line"), ("codes", "WELCOME; 0 %; seat; member", "fee.code-benefit"),
        ("codes", "WELCOME; 5.00; seat; day", "fee.code-categories"),
        ("codes", "WELCOME; free; seat; member; 0", "fee.code-uses"),
        ("reason-E", "a\u{202E}b", "fee.reason-text"),
    ])
    func `what is wrong is said at its field, and stays typed`(_ name: String, _ text: String, _ key: String) {
        let usual = [
            ("price-member", "300"), ("tax-member", "S"), ("rate-member", "21"), ("free-member", "yes"), ("after", "80"),
            ("no-show", "80"),
        ]
        var form = FeesForm(query(usual.filter { $0.0 != name } + [(name, text)]))
        let read = form.read()
        #expect(read == nil)
        #expect(form.errors[name]?.key == key)
        #expect(form[name] == text)
    }

    @Test func `a schedule has a price, and a reason where tax needs one`() {
        var empty = FeesForm(query([("currency", "EUR")]))
        let nothing = empty.read()
        #expect(nothing == nil)
        #expect(empty.problem?.key == "fee.none")
        var exempt = FeesForm(query([("price-press", "5"), ("tax-press", "E")]))
        let unexplained = exempt.read()
        #expect(unexplained == nil)
        #expect(exempt.errors["reason-E"]?.key == "fee.reason-missing")
    }
}
