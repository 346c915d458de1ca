// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Server
import Vocabulary

/// The programme as a table drawn with letters, for terminals.
struct ProgrammePlain {
    let view: ProgrammeView
    var filter = ProgrammeFilter(Query(""))
    private var words: Words { view.words }
    private static let width = 100

    var text: String {
        var lines = ["\(view.name), \(view.edition.dates.written(words))"]
        if view.edition.isInvented { lines.append("\(words("edition.invented")) \(words("edition.invented.text"))") }
        lines.append(words("programme.zone", ["zone": .text(view.zoneName)]))
        func passes(_ item: PublishedProgramme.Item) -> Bool { filter.passes(item, in: view.programme) }
        for day in view.programme.days {
            let items = view.programme.items(on: day).filter(passes)
            guard !items.isEmpty else { continue }
            lines += ["", "\(words.weekday(day)) \(words.day(day))", rule]
            for item in items { lines += rows(item) }
            lines.append(rule)
        }
        let timeless = view.programme.timeless.filter(passes)
        if !timeless.isEmpty {
            lines += ["", words("programme.timeless"), rule]
            for item in timeless { lines += rows(item) }
        }
        return lines.map(Self.harmless).joined(separator: "\n") + "\n"
    }

    /// What a terminal would obey is left out.
    private static func harmless(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return line }
        return String(
            String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// As wide as the longest code, and a space.
    private var codeWidth: Int { max(6, (view.programme.items.map(\.code.description.count).max() ?? 0) + 1) }

    private var rule: String { String(repeating: "-", count: Self.width) }

    private func rows(_ item: PublishedProgramme.Item) -> [String] {
        let session = item.session
        let when = session.time.map { "\($0.start)-\($0.end)" } ?? item.day?.description ?? ""
        let (code, width) = (codeWidth, Self.width - 38 - codeWidth)
        let title = view.plain(session.title) + (item.isCancelled ? " [\(words("session.status.cancelled"))]" : "")
        let languages = session.languages.map { $0.uppercased() }.joined(separator: " ")
        let head = Self.padded(when, 12) + Self.padded(item.code.description, code) + Self.padded(view.rooms(session), 14)
        let folded = Self.folded(title, width)
        return folded.enumerated().map { line, text in
            line == 0 ? head + Self.padded(text, width) + " " + languages : String(repeating: " ", count: 26 + code) + text
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text.count >= width ? String(text.prefix(width - 1)) + " " : text + String(repeating: " ", count: width - text.count)
    }

    /// Lines of whole words.
    private static func folded(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count < width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
