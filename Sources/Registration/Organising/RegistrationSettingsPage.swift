// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// What an organiser typed of how registration is taken.
struct SettingsForm: Sendable {
    private(set) var values: [String: String] = [:]
    private(set) var errors: [String: String] = [:]
    /// Why what was typed cannot be kept.
    var problem: String?
    /// Stands for what was saved when the form was shown; nil for a form that shows it.
    private(set) var seen: String?
    /// What somebody else saved meanwhile, by field.
    private(set) var saved: [String: String] = [:]

    static let scopes: [QuotaScope] = [.edition] + ActorKind.allCases.map(QuotaScope.kind)
    private static let most = 100_000

    static func name(_ scope: QuotaScope) -> String { "places-\(scope.description.replacing(":", with: "-"))" }

    init(_ form: Query) {
        for name in ["opens", "closes", "names-due", "offer-hours", "delegation-places"] + Self.scopes.map(Self.name) {
            values[name] = form[name]
        }
        seen = form["seen"] ?? ""
    }

    /// Stands for all of it in a form.
    var digest: String { Hash.of(values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")) }

    /// Whether keeping this would replace something that whoever typed was not shown.
    func isUnseen(over saved: SettingsForm) -> Bool { seen != saved.digest && digest != saved.digest }

    /// What was typed, with what is saved now beside each field that differs: sending it again keeps it.
    func over(_ other: SettingsForm, _ words: Words) -> SettingsForm {
        var form = self
        form.problem = words("clash.unseen")
        form.seen = other.digest
        for name in Set(values.keys).union(other.values.keys) where values[name] != other.values[name] {
            form.saved[name] = words("clash.saved", ["value": .text(other.values[name] ?? words("clash.empty"))])
        }
        return form
    }

    init(_ settings: RegistrationSettings, _ quotas: [QuotaScope: Quota], in zone: TimeZone) {
        values["opens"] = settings.opens.map { Day($0, in: zone).description }
        values["closes"] = settings.closes.map { Day($0 - 1, in: zone).description }
        values["names-due"] = settings.namesDue?.description
        values["offer-hours"] = String(settings.offerHours)
        values["delegation-places"] = String(settings.delegationPlaces)
        for (scope, quota) in quotas { values[Self.name(scope)] = String(quota.places) }
    }

    subscript(name: String) -> String { values[name] ?? "" }
    func error(_ name: String) -> String? { errors[name] }

    /// What it means; nil with what is wrong with each field.
    mutating func read(
        for edition: Edition, _ words: Words
    ) -> (settings: RegistrationSettings, places: [(QuotaScope, Int?)])? {
        let zone = TimeZone(identifier: edition.zone) ?? .gmt
        var settings = RegistrationSettings()
        settings.opens = day("opens", words)?.start(in: zone)
        settings.closes = day("closes", words)?.adding(days: 1)?.start(in: zone)
        settings.namesDue = day("names-due", words)
        settings.offerHours = number("offer-hours", 1...720, isNeeded: true, words) ?? settings.offerHours
        settings.delegationPlaces =
            number("delegation-places", 1...999, isNeeded: true, words) ?? settings.delegationPlaces
        if let opens = settings.opens, let closes = settings.closes, closes <= opens {
            errors["closes"] = words("registration.closes-before")
        }
        if let due = settings.namesDue, let last = Self.lastDue(edition, day("closes", words)), due > last {
            errors["names-due"] = words("registration.names-due-late", ["day": .day(last)])
        }
        let places = Self.scopes.map { ($0, number(Self.name($0), 0...Self.most, words)) }
        return errors.isEmpty ? (settings, places) : nil
    }

    private static let daysAfterClosing = 60

    /// The last day by which names can be wanted: they serve the edition, or follow registration where its days are not known yet.
    private static func lastDue(_ edition: Edition, _ closes: Day?) -> Day? {
        edition.dates.days?.last ?? closes?.adding(days: daysAfterClosing) ?? edition.dates.lastDay
    }

    private mutating func day(_ name: String, _ words: Words) -> Day? {
        guard let text = values[name] else { return nil }
        let day = Day(text)
        if day == nil { errors[name] = words("registration.day-unreadable") }
        return day
    }

    private mutating func number(
        _ name: String, _ range: ClosedRange<Int>, isNeeded: Bool = false, _ words: Words
    ) -> Int? {
        guard isNeeded || values[name] != nil else { return nil }
        guard let number = values[name].flatMap({ Int($0) }), range.contains(number) else {
            errors[name] = words(
                "registration.number-outside", ["least": .number(range.lowerBound), "most": .number(range.upperBound)])
            return nil
        }
        return number
    }
}

extension Day {
    /// The first moment of the day in a zone.
    package func start(in zone: TimeZone) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? midnightUTC
    }
}

/// The page on which an edition says from when, until when and how many.
struct RegistrationSettingsPage {
    let record: EditionRecord
    let typed: SettingsForm
    let quotas: [QuotaScope: Quota]
    let words: Words

    init(_ record: EditionRecord, typed: SettingsForm?, words: Words, _ tx: Transaction) throws {
        let store = RegistrationStore(tx: tx)
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        quotas = try store.quotas(of: record.edition.id)
        self.typed =
            try typed ?? SettingsForm(try store.settings(of: record.edition.id) ?? RegistrationSettings(), quotas, in: zone)
        self.record = record
        self.words = words
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        var page = Page(
            title: words("registration.settings"), over: record.name(words), lede: words("registration.settings.lede"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.title"))</a></p>
                \(form.markup)
                """)
        page.isRefused = form.isRefused
        return page
    }

    private func field(_ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil) -> FormField {
        FormField(name, label, kind, value: typed[name], hint: hint, error: typed.error(name) ?? typed.saved[name])
    }

    private var form: Form {
        let times = [
            field("opens", words("registration.opens"), .day, hint: words("registration.opens.hint")),
            field("closes", words("registration.closes"), .day, hint: words("registration.closes.hint")),
            field("names-due", words("delegation.names-due"), .day),
            field("offer-hours", words("registration.offer-hours"), hint: words("registration.offer-hours.hint")),
            field(
                "delegation-places", words("registration.delegation-places"), hint: words("registration.delegation-places.hint")),
        ]
        let places = SettingsForm.scopes.map { scope in
            let taken = quotas[scope].map { words("registration.places.taken", ["count": .number($0.taken)]) }
            return field(SettingsForm.name(scope), label(scope), hint: taken)
        }
        var form = Form(
            action: "\(path)/settings", fields: times + places, button: words("form.keep"), problemTitle: words("form.problem"),
            problem: typed.problem)
        form.beside = "<input type=\"hidden\" name=\"seen\" value=\"\(typed.seen ?? typed.digest)\">"
        return form
    }

    private func label(_ scope: QuotaScope) -> String {
        switch scope {
        case .kind(let kind):
            words("registration.places.kind", ["kind": .text(words("actor.plural.\(kind.rawValue)"))])
        default: words("registration.places.edition")
        }
    }
}
