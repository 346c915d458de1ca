// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Numbers, dates, countries and languages as CLDR writes them; formatters are kept, since making one is slow.
enum Written {
    static func number(_ number: Int, in language: Language) -> String {
        // Below a thousand nothing is grouped in any of the languages.
        0..<1_000 ~= number ? String(number) : number.formatted(.number.locale(language.locale))
    }

    /// "20 March 2024".
    static func day(_ day: Day, in language: Language) -> String {
        day.midnightUTC.formatted(style(language).day().month(.wide).year())
    }

    /// "20 Mar 2027, 14:05 CET": an instant in a zone.
    static func instant(_ instant: Date, in language: Language, zone: TimeZone) -> String {
        let style = Date.FormatStyle(locale: language.locale, calendar: Calendar(identifier: .gregorian), timeZone: zone)
        return instant.formatted(
            style.day().month(.abbreviated).year().hour(.twoDigits(amPM: .omitted)).minute(.twoDigits).timeZone(
                .specificName(.short)))
    }

    /// "Wednesday".
    static func weekday(_ day: Day, in language: Language) -> String {
        let name = day.midnightUTC.formatted(style(language).weekday(.wide))
        return name.prefix(1).uppercased(with: language.locale) + name.dropFirst()
    }

    /// "October 1989".
    static func month(_ year: Int, _ month: Int, in language: Language) -> String {
        guard let day = Day(year, month, 1) else { return String(year) }
        return day.midnightUTC.formatted(style(language).month(.wide).year())
    }

    /// "20–22 March 2024", the days and the month where they differ.
    static func period(_ period: Period, in language: Language) -> String {
        if period.first == period.last { return day(period.first, in: language) }
        return intervals.withLock { kept in
            let formatter = kept[language] ?? intervalFormatter(language)
            kept[language] = formatter
            return formatter.string(from: period.first.midnightUTC, to: period.last.midnightUTC)
        }
    }

    static func country(_ code: String, in language: Language) -> String {
        names.withLock { kept in
            let key = language.rawValue + code
            if let name = kept[key] { return name }
            let name = language.locale.localizedString(forRegionCode: code) ?? code
            if kept.count < 4_096 { kept[key] = name }
            return name
        }
    }

    /// Codes in the order of their names; kept, since comparing by the rules of a language is slow.
    static func sorted(countries codes: Set<String>, in language: Language) -> [String] {
        let key = language.rawValue + codes.sorted().joined()
        if let order = orders.withLock({ $0[key] }) { return order }
        let names = codes.map { ($0, country($0, in: language)) }
        let order = names.sorted { $0.1.compare($1.1, locale: language.locale) == .orderedAscending }.map(\.0)
        orders.withLock { kept in if kept.count < 256 { kept[key] = order } }
        return order
    }

    static func language(_ other: Language, in language: Language) -> String {
        language.locale.localizedString(forLanguageCode: other.rawValue) ?? other.ownName
    }

    /// By its code of ISO 639.
    static func language(code: String, in language: Language) -> String {
        names.withLock { kept in
            let key = "\(language.rawValue)-\(code)"
            if let name = kept[key] { return name }
            let name = language.locale.localizedString(forLanguageCode: code) ?? code
            if kept.count < 4_096 { kept[key] = name }
            return name
        }
    }

    /// "Central European Time".
    static func zone(_ name: String, in language: Language) -> String {
        names.withLock { kept in
            let key = "\(language.rawValue)/\(name)"
            if let text = kept[key] { return text }
            let text = TimeZone(identifier: name)?.localizedName(for: .generic, locale: language.locale) ?? name
            if kept.count < 4_096 { kept[key] = text }
            return text
        }
    }

    private static func style(_ language: Language) -> Date.FormatStyle {
        Date.FormatStyle(locale: language.locale, calendar: Calendar(identifier: .gregorian), timeZone: .gmt)
    }

    private static func intervalFormatter(_ language: Language) -> DateIntervalFormatter {
        let formatter = DateIntervalFormatter()
        formatter.locale = language.locale
        formatter.calendar = Calendar(identifier: .gregorian)
        formatter.timeZone = .gmt
        formatter.dateTemplate = "d MMMM y"
        return formatter
    }

    private static let intervals = Mutex<[Language: DateIntervalFormatter]>([:])
    private static let orders = Mutex<[String: [String]]>([:])
    private static let names = Mutex<[String: String]>([:])
}
