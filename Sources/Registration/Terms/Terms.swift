// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Vocabulary

/// The terms that whoever comes to an edition agrees to, in one of their versions.
package struct Terms: Sendable, Equatable {
    package let edition: ID<Edition>
    /// From 1, without gaps.
    package let number: Int
    package var texts: [Language: String]
    package let kept: Date
    /// When a language came that the version did not begin with: nobody who agreed before read it.
    package var added: [Language: Date] = [:]

    package init(
        edition: ID<Edition>, number: Int, texts: [Language: String], kept: Date, added: [Language: Date] = [:]
    ) {
        (self.edition, self.number, self.texts, self.kept, self.added) = (edition, number, texts, kept, added)
    }

    /// The text for a reader: in their language, or in the nearest one there is.
    func text(for reader: Language) -> ReadText? {
        LocalizedText(texts.mapValues { LocalizedText.Value($0, .reviewed) }).best(for: reader)
    }
}

/// What an organiser makes of the terms by sending new texts.
enum TermsChange: Sendable, Equatable {
    /// A text nobody agreed to yet is written anew, or only languages are added: nobody is asked again.
    case amends(Terms)
    /// Whoever agreed to the version before is asked again.
    case follows(Terms)

    var terms: Terms {
        switch self {
        case .amends(let terms), .follows(let terms): terms
        }
    }
}
