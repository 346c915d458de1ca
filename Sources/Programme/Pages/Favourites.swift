// SPDX-License-Identifier: EUPL-1.2
import Editions
import HTML
import Server
import Vocabulary

/// The sessions somebody wants to follow. Without an account they are codes in a cookie, which names nobody.
struct Favourites: Sendable, Equatable {
    private(set) var codes: [SessionCode]

    private static let most = 100
    /// Until after the edition, for those who choose months ahead.
    static let lifetime = 400 * 86_400

    static func cookie(_ request: Request) -> String { "mine-\(request.parameters["edition"] ?? "")" }

    /// Reads codes with dots or commas between them; what cannot be one is left out.
    init(text: String) {
        var seen: Set<SessionCode> = []
        codes = text.prefix(2_200).split(whereSeparator: { $0 == "." || $0 == "," }).prefix(Self.most)
            .compactMap { SessionCode(String($0)) }.filter { seen.insert($0).inserted }
    }

    init(_ codes: [SessionCode]) { self.codes = codes }

    var text: String { codes.map(\.description).joined(separator: ".") }

    mutating func add(_ code: SessionCode) { if !codes.contains(code), codes.count < Self.most { codes.append(code) } }
    mutating func remove(_ code: SessionCode) { codes.removeAll { $0 == code } }
}

/// One's own programme, or one that somebody shared.
struct MinePage {
    let view: ProgrammeView
    let items: [PublishedProgramme.Item]
    let isShared: Bool
    /// What the account of whoever is signed in adds; nil for a browser alone.
    var account: MineAccount?
    private var words: Words { view.words }
    private var codes: String { items.map(\.code.description).joined(separator: ".") }

    var page: Page {
        var page = Page(
            title: words(isShared ? "mine.shared" : "mine.title"), over: view.name,
            lede: words(isShared ? "mine.shared.lede" : account == nil ? "mine.lede" : "mine.lede.account"),
            section: "/programme", content: content)
        page.strip = InventedMark.strip(view.edition, words)
        page.isIndexed = false
        return page
    }

    private var content: HTML {
        """
        \(account?.copiedNotice)\(items.isEmpty ? empty : list)
        \(isShared ? nil : account?.markup ?? signIn)
        <p class="section"><a href="\(view.path)">\(words("session.back"))</a></p>
        """
    }

    private var empty: HTML {
        """
        <div class="panel empty"><h2>\(words("mine.empty"))</h2><p>\(words(account == nil ? "mine.empty.text" : "mine.empty.text.account"))</p>
        <p><a class="btn" href="\(view.path)">\(words("mine.choose"))</a></p></div>
        """
    }

    private var signIn: HTML {
        let account: Address = "/\(view.language.rawValue)/account"
        return """
            <p class="section">\(words("mine.sign-in")) <a href="\(account.with([("next", "\(view.path.text)/mine")]))">\(words("mine.sign-in.link"))</a></p>
            """
    }

    private var list: HTML {
        """
        \(clashes)
        <h2 class="hide">\(words("programme.title"))</h2>
        <ol class="sched plain-list">
        \(each: items, { SessionCard(item: $0, view: view, showsDay: true).markup })</ol>
        \(isShared ? adopt : own)
        """
    }

    /// Two at once is a choice still to be made.
    private var clashes: HTML? {
        let held = items.filter { !$0.isCancelled }
        let pairs = held.indices.flatMap { one in
            held.indices.filter { $0 > one }.compactMap { other -> (PublishedProgramme.Item, PublishedProgramme.Item)? in
                guard let a = held[one].instants, let b = held[other].instants, a.overlaps(b) else { return nil }
                return (held[one], held[other])
            }
        }
        guard !pairs.isEmpty else { return nil }
        return """
            <div class="panel"><h2>\(words("mine.clashes", ["count": .number(pairs.count)]))</h2><ul class="plain">
            \(each: pairs, { "<li><a href=\"#s-\($0.code.description)\">\(view.marked($0.session.title))</a> · <a href=\"#s-\($1.code.description)\">\(view.marked($1.session.title))</a></li>\n" })</ul></div>
            """
    }

    private var own: HTML {
        let calendar: Address = "/\(view.edition.id)/programme.ics"
        let shared: Address = "\(view.path)/mine"
        return """
            <section class="section"><div class="head"><h2>\(words("mine.share"))</h2></div>
            <p><a href="\(shared.with([("sessions", codes)]))">\(words("mine.share.link"))</a> · \
            <a href="\(calendar.with([("sessions", codes), ("language", view.language.rawValue)]))">\(words("programme.calendar"))</a></p></section>
            <section class="section"><div class="head"><h2>\(words("mine.remove.title"))</h2></div><ul class="plain removals">
            \(each: items, { item in
                "<li><form method=\"post\" action=\"\(view.path)/mine\"><input type=\"hidden\" name=\"session\" value=\"\(item.code.description)\"><button class=\"btn line\" name=\"act\" value=\"remove\" type=\"submit\">\(words("mine.remove")) <span class=\"hide\">\(view.marked(item.session.title))</span></button> \(view.marked(item.session.title))</form></li>\n"
            })</ul></section>
            """
    }

    private var adopt: HTML {
        """
        <form class="section" method="post" action="\(view.path)/mine"><input type="hidden" name="sessions" value="\(codes)">
        <button class="btn" name="act" value="adopt" type="submit">\(words("mine.adopt"))</button></form>
        """
    }
}

/// What is known of a room.
struct RoomFacts {
    let room: Room
    let view: ProgrammeView
    private var words: Words { view.words }

    var markup: HTML? {
        guard room.capacity != nil || !room.equipment.isEmpty || !room.access.isEmpty else { return nil }
        return """
            <div class="panel"><dl class="facts-list">
            \(room.capacity.map { fact("room.capacity", "\(words("room.seats", ["count": .number($0)]))") })
            \(room.equipment.isEmpty ? nil : fact("room.equipment", view.marked(room.equipment)))
            \(room.access.isEmpty ? nil : fact("room.access", view.marked(room.access)))
            </dl></div>
            """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>\n" }
}
