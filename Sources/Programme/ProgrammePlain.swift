// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// The programme as a table drawn with letters, for terminals.
struct ProgrammePlain {
    let view: ProgrammeView
    private var words: Words { view.words }
    private static let width = 100

    var text: String {
        var lines = ["\(view.name), \(view.edition.dates.written(words))"]
        if view.edition.isInvented { lines.append("\(words("edition.invented")) \(words("edition.invented.text"))") }
        lines.append(words("programme.zone", ["zone": .text(view.zoneName)]))
        for day in view.programme.days {
            lines += ["", "\(words.weekday(day)) \(words.day(day))", rule]
            for item in view.programme.items(on: day) { lines += rows(item) }
            lines.append(rule)
        }
        if !view.programme.timeless.isEmpty {
            lines += ["", words("programme.timeless"), rule]
            for item in view.programme.timeless { lines += rows(item) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var rule: String { String(repeating: "-", count: Self.width) }

    private func rows(_ item: PublishedProgramme.Item) -> [String] {
        let session = item.session
        let when = session.time.map { "\($0.start)-\($0.end)" } ?? ""
        let title = view.plain(session.title) + (item.isCancelled ? " [\(words("session.status.cancelled"))]" : "")
        let languages = session.languages.map { $0.uppercased() }.joined(separator: " ")
        let head = Self.padded(when, 12) + Self.padded(item.code.description, 6) + Self.padded(view.rooms(session), 14)
        let folded = Self.folded(title, Self.width - 44)
        return folded.enumerated().map { line, text in
            line == 0 ? head + Self.padded(text, Self.width - 44) + " " + languages : String(repeating: " ", count: 32) + text
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
