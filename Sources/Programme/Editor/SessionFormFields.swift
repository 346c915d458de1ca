// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The fields of a session's form, and what is wrong with them.
extension SessionForm {
    private func field(
        _ name: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = false
    ) -> FormField {
        let saved = theirs[name].map { words("clash.saved", ["value": .text($0.isEmpty ? words("clash.empty") : $0)]) }
        return FormField(
            name, words("session.field.\(name)"), kind, value: value(name), hint: saved ?? hint, error: errors[name],
            isRequired: isRequired)
    }

    private func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: String, _ all: Value.Type) -> FormField {
        field(name, .choice(all.allCases.map { ($0.rawValue, words("session.\(name).\($0.rawValue)")) }))
    }

    /// The form; a new session also asks for its code.
    func markup(action: Address, isNew: Bool) -> HTML {
        """
        \(summary)<form class="form wide" method="post" action="\(action)" novalidate>
        <input type="hidden" name="version" value="\(value("version"))"><input type="hidden" name="language" value="\(value("language"))">\
        \(if: !isNew, "<input type=\"hidden\" name=\"code\" value=\"\(value("code"))\">")
        <fieldset><legend>\(words("session.part.what"))</legend>\(if: isNew, field("code", hint: words("session.hint.code"), isRequired: true).markup)\
        \(title.markup)\(abstract.markup)\(state.markup)\(choice("kind", SessionKind.self).markup)\(topic.markup)</fieldset>
        <fieldset><legend>\(words("session.part.when"))</legend><div class="fields-row">\(field("day", .day).markup)\(field("start", hint: nil).markup)\(field("end").markup)</div>\(rooms)</fieldset>
        <fieldset><legend>\(words("session.part.who"))</legend>\(people)<div class="fields-row">\(field("spoken", hint: words("session.hint.languages")).markup)\
        \(field("interpreted", hint: words("session.hint.languages")).markup)</div></fieldset>
        <fieldset><legend>\(words("session.part.state"))</legend><div class="fields-row">\(choice("status", SessionStatus.self).markup)\
        \(choice("registration", SessionRegistration.self).markup)</div><div class="fields-row">\(field("capacity", hint: words("session.hint.capacity")).markup)\(field("expected", hint: words("session.hint.expected")).markup)</div>\
        \(needs)\(field("notes", .lines(3), hint: words("session.hint.notes")).markup)</fieldset>
        <p class="form-act"><button class="btn" type="submit">\(words(isNew ? "session.add" : "session.save"))</button></p>
        </form>
        """
    }

    private var language: Language { Language(rawValue: value("language")) ?? words.language }

    private var title: FormField {
        var field = field("title", isRequired: true)
        field.most = Self.longestTitle
        field.hint = field.hint ?? words("session.hint.title", ["language": .text(words.language(code: language.rawValue))])
        return field
    }
    private var abstract: FormField {
        var field = field("abstract", .lines(7))
        field.most = Self.longestAbstract
        return field
    }

    private var state: FormField {
        FormField(
            "state", words("texts.state"),
            .choice(TextState.allCases.map { ($0.rawValue, words("text.state.\($0.rawValue)")) }), value: value("state"))
    }

    private var topic: FormField {
        field(
            "topic",
            .choice(
                [("", words("session.no-topic"))] + scene.view.topics.map { ($0.id.value, $0.name.best(orDraft: words.language)) }
            ))
    }

    private var rooms: HTML {
        checks(
            "rooms", "session.field.rooms",
            scene.draft.content.rooms.map { room in
                let seats = room.capacity.map { " · " + words("room.seats", ["count": .number($0)]) } ?? ""
                return (room.id.value, room.name + seats)
            })
    }

    private var needs: HTML {
        checks("needs", "session.field.needs", Fitting.allCases.map { ($0.rawValue, words("fitting.\($0.rawValue)")) })
    }

    private func checks(_ name: String, _ label: String, _ choices: [(value: String, words: String)]) -> HTML {
        let chosen = Set(values(name))
        return """
            <fieldset class="checks"><legend>\(words(label))</legend>\(theirs[name].map { "<p class=\"hint\">\(words("clash.saved", ["value": .text($0)]))</p>" as HTML })
            \(each: choices, { choice in
                "<label class=\"check\"><input type=\"checkbox\" name=\"\(name)\" value=\"\(choice.value)\"\(if: chosen.contains(choice.value), " checked")> \(choice.words)</label>\n"
            })</fieldset>
            """
    }

    /// A line for each who is there, and some for more.
    private var people: HTML {
        let used = (0..<Self.mostSpeakers).last { !value("speaker-\($0)").isEmpty }.map { $0 + 1 } ?? 0
        let speakers = scene.draft.content.speakers.map { ($0.id.value, name($0)) }.sorted { $0.1 < $1.1 }
        return """
            <fieldset class="people"><legend>\(words("session.field.speakers"))</legend>\(theirs["speakers"].map { "<p class=\"hint\">\(words("clash.saved", ["value": .text($0)]))</p>" as HTML })
            \(each: 0..<min(used + 2, Self.mostSpeakers), { number in person(number, speakers) })</fieldset>
            """
    }

    private func name(_ speaker: Speaker) -> String {
        let document = scene.view.programme.release.document
        let place =
            speaker.authority.flatMap { document.authorities[$0.value]?.name }
            ?? speaker.institution.flatMap { document.institutions[$0.value]?.best(orDraft: words.language) } ?? speaker.body
        return [speaker.name, speaker.office.best(orDraft: words.language), place].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func person(_ number: Int, _ speakers: [(String, String)]) -> HTML {
        let chosen = value("speaker-\(number)"), role = value("role-\(number)")
        return """
            <fieldset class="person-row"><legend>\(words("session.person", ["number": .number(number + 1)]))</legend>\
            <label><span class="hide">\(words("session.person-name"))</span>\
            <select name="speaker-\(number)"><option value="">\(words("session.nobody"))</option>\
            \(each: speakers, { "<option value=\"\($0.0)\"\(if: $0.0 == chosen, " selected")>\($0.1)</option>" })</select></label> \
            <label><span class="hide">\(words("session.person-role", ["number": .number(number + 1)]))</span><select name="role-\(number)">\
            \(each: SpeakerRole.allCases, { "<option value=\"\($0.rawValue)\"\(if: $0.rawValue == role, " selected")>\(words("person.duty.\($0.rawValue)"))</option>" })</select></label></fieldset>

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
