// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The form of a room: from what is known to fields, and from what was typed to a room or what is wrong with it.
struct RoomForm: Sendable {
    let words: Words
    private(set) var typed: [String: [String]]
    private(set) var errors: [String: String] = [:]
    /// What its sender was shown; nil before it was sent.
    private(set) var seen: String?
    /// Set when somebody else saved the room meanwhile.
    private(set) var clash: Clash?

    init(_ room: Room?, _ plan: RoomPlan, words: Words) {
        self.words = words
        typed = [
            "name": [room?.name ?? ""], "capacity": [room?.capacity.map(String.init) ?? ""], "site": [plan.site],
            "booths": [plan.booths.map(String.init) ?? ""], "fittings": plan.fittings.sorted().map(\.rawValue),
            "equipment": [room?.equipment.values[words.language]?.text ?? ""],
            "access": [room?.access.values[words.language]?.text ?? ""],
        ]
    }

    init(_ form: Query, words: Words) {
        self.words = words
        typed = Dictionary(grouping: form.pairs, by: \.name).mapValues { $0.map(\.value) }
        seen = form["seen"] ?? ""
    }

    /// All fields in words.
    var shown: ShownFields {
        let fittings = Fitting.allCases.filter { (typed["fittings"] ?? []).contains($0.rawValue) }
        return ShownFields(
            ["name", "capacity", "site", "booths", "equipment", "access"].map { (words("room.field.\($0)"), value($0)) }
                + [(words("room.fittings"), fittings.map { words("fitting.\($0.rawValue)") }.joined(separator: ", "))])
    }

    /// This form over what somebody else saved meanwhile: sent again, it is kept.
    func over(_ saved: ShownFields) -> RoomForm {
        var form = self
        form.clash = Clash(mine: shown, theirs: saved)
        form.seen = saved.seen
        return form
    }

    var isRefused: Bool { !errors.isEmpty }
    private func value(_ name: String) -> String { typed[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }

    /// The room that was typed, over what is known of it; nil when something is wrong: each field then says what.
    mutating func room(over old: Room?, beside others: [Room]) -> (room: Room, plan: RoomPlan)? {
        var room = old ?? Room(id: "", name: "", capacity: nil, equipment: LocalizedText(), access: LocalizedText())
        room.name = PersonText.cleaned(value("name"))
        if room.name.isEmpty { errors["name"] = words("room.form.name") }
        let folded = Folding.folded(room.name)
        if room.name != old?.name, others.contains(where: { $0.id != old?.id && Folding.folded($0.name) == folded }) {
            errors["name"] = words("room.form.twice")
        }
        room.capacity = number("capacity", from: 1)
        take("equipment", &room.equipment)
        take("access", &room.access)
        var plan = RoomPlan(site: PersonText.cleaned(value("site")), booths: number("booths", from: 0))
        plan.fittings = Set((typed["fittings"] ?? []).compactMap(Fitting.init))
        for (name, text) in [("name", room.name), ("site", plan.site)] where !PersonText.fits(text) {
            errors[name] = words("speaker.form.long")
        }
        return errors.isEmpty ? (room, plan) : nil
    }

    /// Texts are changed in the language they are read in; the others stay.
    private mutating func take(_ name: String, _ text: inout LocalizedText) {
        let typed = PersonText.cleaned(value(name))
        if typed.isEmpty { return text.values[words.language] = nil }
        if !PersonText.fits(typed) { errors[name] = words("speaker.form.long") }
        if text.values[words.language]?.text != typed { text.values[words.language] = .init(typed, .authentic) }
    }

    private mutating func number(_ name: String, from least: Int) -> Int? {
        let text = value(name)
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), (least...1_000_000).contains(number) else {
            errors[name] = words("session.form.number")
            return nil
        }
        return number
    }

    /// A lasting name made of the room's, which no other room has.
    static func id(of name: String, beside known: Set<ID<Room>>) -> ID<Room> {
        let letters = Folding.folded(name).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        let joined = letters.split(separator: "-").joined(separator: "-").prefix(40)
        let base = joined.isEmpty ? "room" : String(joined)
        let free = (2...known.count + 2).lazy.map { ID<Room>("\(base)-\($0)") }.first { !known.contains($0) }
        return known.contains(ID(base)) ? free ?? ID(base) : ID(base)
    }

    // MARK: Fields

    private func field(_ name: String, hint: String? = nil, isRequired: Bool = false) -> FormField {
        FormField(
            name, words("room.field.\(name)"), value: value(name), hint: hint, error: errors[name], isRequired: isRequired)
    }

    func markup(action: Address, isNew: Bool) -> HTML {
        let chosen = Set(typed["fittings"] ?? [])
        let language = words.language(words.language)
        return """
            \(clash?.markup(words, sentence: words("clash.unseen"), place: action))\(summary)<form class="form" method="post" action="\(action)" novalidate>
            \(if: !isNew, "<input type=\"hidden\" name=\"seen\" value=\"\(seen ?? shown.seen)\">")\
            \(field("name", isRequired: true).markup)\(field("capacity", hint: words("room.hint.capacity")).markup)\
            \(field("site", hint: words("room.hint.site")).markup)\(field("booths", hint: words("room.hint.booths")).markup)
            <fieldset class="checks"><legend>\(words("room.fittings"))</legend>
            \(each: Fitting.allCases, { fitting in
                "<label class=\"check\"><input type=\"checkbox\" name=\"fittings\" value=\"\(fitting.rawValue)\"\(if: chosen.contains(fitting.rawValue), " checked")> \(words("fitting.\(fitting.rawValue)"))</label>\n"
            })</fieldset>
            \(field("equipment", hint: words("room.hint.text", ["language": .text(language)])).markup)\
            \(field("access", hint: words("room.hint.text", ["language": .text(language)])).markup)\
            <p class="form-act"><button class="btn" type="submit">\(words(isNew ? "rooms.add" : "form.keep"))</button></p>
            </form>
            """
    }

    private var summary: HTML? {
        guard isRefused else { return nil }
        return """
            <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><ul>
            \(each: errors.sorted { $0.key < $1.key }, { "<li><a href=\"#f-\($0.key)\">\($0.value)</a></li>" })</ul></div>

            """
    }
}
