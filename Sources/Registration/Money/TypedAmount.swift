// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Amounts, parts and days as people type them into the form of fees. A point or a comma before cents; nothing is grouped.
enum TypedAmount {
    static func cents(_ text: String) -> Int? { hundredths(text, digits: 9) }

    static func percent(_ text: String) -> Percent? {
        let number = text.hasSuffix("%") ? String(text.dropLast()).trimmingCharacters(in: .whitespaces) : text
        return hundredths(number, digits: 3).flatMap { Percent(hundredths: $0) }
    }

    static func text(_ cents: Int) -> String { "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)" }

    static func text(_ percent: Percent) -> String {
        percent.hundredths % 100 == 0 ? String(percent.hundredths / 100) : text(percent.hundredths)
    }

    static func dayAndCents(_ line: String) -> (Day, Int)? { dayAnd(line, cents) }
    static func dayAndPercent(_ line: String) -> (Day, Percent)? { dayAnd(line, percent) }

    private static func dayAnd<T>(_ line: String, _ read: (String) -> T?) -> (Day, T)? {
        let parts = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" || $0 == ":" }).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.count == 2, let day = Day(parts[0]), let value = read(parts[1]) else { return nil }
        return (day, value)
    }

    private static func hundredths(_ text: String, digits: Int) -> Int? {
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "," })
        guard 1...2 ~= parts.count, 1...digits ~= parts[0].utf8.count, parts.count == 1 || 1...2 ~= parts[1].utf8.count,
            parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }), let whole = Int(parts[0])
        else { return nil }
        guard parts.count == 2, let part = Int(parts[1]) else { return whole * 100 }
        return whole * 100 + (parts[1].utf8.count == 1 ? part * 10 : part)
    }
}

/// A code in one line: `WELCOME10; 10 %; delegation; member, non-member; 20; 2027-06-30`.
enum TypedCode {
    static func read(_ line: String) -> FeeCode? {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard 4...6 ~= parts.count, let benefit = benefit(parts[1]), let scope = FeeCode.Scope(rawValue: parts[2].lowercased())
        else { return nil }
        let names = parts[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let categories = names.compactMap(FeeCategory.init)
        let uses = parts.count > 4 ? parts[4] : "", until = parts.count > 5 ? parts[5] : ""
        guard categories.count == names.count, uses.isEmpty || Int(uses) != nil, until.isEmpty || Day(until) != nil else {
            return nil
        }
        return FeeCode(FeeCode.written(parts[0]), benefit, for: categories, per: scope, uses: Int(uses), until: Day(until))
    }

    static func text(_ code: FeeCode) -> String {
        let benefit =
            switch code.benefit {
            case .percent(let percent): "\(TypedAmount.text(percent)) %"
            case .amount(let cents): TypedAmount.text(cents)
            case .free: "free"
            }
        let parts = [
            code.text, benefit, code.scope.rawValue, code.categories.map(\.rawValue).joined(separator: ", "),
            code.uses.map(String.init) ?? "", code.until?.description ?? "",
        ]
        return parts.joined(separator: "; ")
    }

    private static func benefit(_ text: String) -> FeeBenefit? {
        if text.lowercased() == "free" { return .free }
        if text.hasSuffix("%") { return TypedAmount.percent(text).map { .percent($0) } }
        return TypedAmount.cents(text).map { .amount($0) }
    }
}
