// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// Acts in words, as far as a reader may know who did them.
struct ActTable {
    enum Reader: Sendable, Equatable {
        /// Sees who; names lead to persons for those who may read them.
        case organiser(seesPersons: Bool)
        /// Whom the acts concern: sees what was their own, and of others the role. The ids that are theirs.
        case oneself([String])
        /// Sees roles alone.
        case host
    }

    let acts: [Act]
    let names: [String: PersonName]
    let reader: Reader
    let suppliers: PeopleSuppliers
    /// What has no page for this reader.
    let missing: Set<Noun>
    let words: Words
    let zone: TimeZone

    /// Ids of the persons in acts, whose names are to be read.
    static func persons(in acts: [Act]) -> Set<String> {
        Set(acts.flatMap { act in [act.person].compactMap { $0 } + act.nouns.compactMap(Self.person) })
    }

    private static func person(_ noun: Noun) -> String? {
        noun.description.hasPrefix("person:") ? String(noun.description.dropFirst("person:".count)) : nil
    }

    var table: HTML {
        """
        <table class="table fold"><caption class="hide">\(words("acts.title"))</caption>
        <thead><tr><th scope="col">\(words("acts.when"))</th><th scope="col">\(words("acts.what"))</th>\
        <th scope="col">\(words("acts.who"))</th><th scope="col">\(words("acts.about"))</th></tr></thead><tbody>
        \(each: acts, row)</tbody></table>
        """
    }

    private func row(_ act: Act) -> HTML {
        """
        <tr><th scope="row">\(words.instant(act.at, in: zone)) \
        <span class="also">\(words("acts.number", ["number": .number(act.number)]))</span></th>
        <td data-h="\(words("acts.what"))">\(Self.verb(act.verb, words))</td>
        <td data-h="\(words("acts.who"))"><div>\(who(act))</div></td>
        <td data-h="\(words("acts.about"))"><div>\(HTML.joined(nouns(act), by: "<br>"))</div></td></tr>

        """
    }

    /// Without what they are about, where that is plain.
    var list: HTML {
        if acts.isEmpty { return "<p>\(words("acts.none"))</p>" }
        return """
            <ul class="plain">
            \(each: acts, line)</ul>
            """
    }

    private func line(_ act: Act) -> HTML {
        "<li>\(Self.verb(act.verb, words)) <span class=\"also\">\(words.instant(act.at, in: zone)) · \(who(act))</span></li>\n"
    }

    /// In words where there are any, else as the record has it.
    static func verb(_ verb: String, _ words: Words) -> HTML {
        let key = "act.verb.\(verb)"
        let text = words(key)
        return text == key ? "<code>\(verb)</code>" : "\(text)"
    }

    // MARK: Who

    private func who(_ act: Act) -> HTML {
        let role = kind(act)
        switch reader {
        case .oneself(let ids): return act.person.map(ids.contains) == true ? "\(words("acts.yourself"))" : role
        case .host: return role
        case .organiser(let seesPersons):
            guard let id = act.person else { return role }
            guard let known = names[id] else { return "<code>\(id)</code> <span class=\"also\">\(role)</span>" }
            let name: HTML =
                seesPersons ? "<a href=\"\(page("/organise/people/\(known.id)"))\">\(known.name)</a>" : "\(known.name)"
            return "\(name) <span class=\"also\">\(role)</span>"
        }
    }

    /// The role somebody had, or what did it without anybody.
    private func kind(_ act: Act) -> HTML {
        switch act.actor {
        case .commandLine, .timer, .public: "\(words("act.kind.\(act.actor.rawValue)"))"
        case .token: "\(words("acts.by-program", ["role": .text(words("role.\(act.role.rawValue)"))]))"
        case .account: "\(words("role.\(act.role.rawValue)"))"
        }
    }

    // MARK: About what

    /// Things by their pages; nouns that stand for all of a kind say nothing to people.
    private func nouns(_ act: Act) -> [HTML] {
        act.nouns.filter { $0.description.contains(":") }.map { noun in
            let parts = noun.description.split(separator: ":", maxSplits: 1).map(String.init)
            if let person = Self.person(noun) { return self.person(person) }
            guard !missing.contains(noun), let path = suppliers.nounPages[parts[0]]?(parts[1]) else {
                return "<code>\(noun.description)</code>"
            }
            return "<a href=\"\(page(path))\"><code>\(noun.description)</code></a>"
        }
    }

    private func person(_ id: String) -> HTML {
        switch reader {
        case .oneself(let ids): return ids.contains(id) ? "\(words("acts.yourself"))" : "\(words("acts.somebody"))"
        case .host: return "\(words("acts.somebody"))"
        case .organiser(let seesPersons):
            guard seesPersons, let known = names[id] else { return "<code>person:\(id)</code>" }
            return "<a href=\"\(page("/organise/people/\(known.id)"))\">\(known.name)</a>"
        }
    }

    private func page(_ path: Address) -> Address { "/\(words.language.rawValue)\(path)" }
}
