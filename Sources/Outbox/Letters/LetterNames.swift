// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Vocabulary

/// The names a letter has outside: made of its id, which nobody outside can make of them.
extension Letter {
    /// What stands before the at sign of its `Message-ID`: the same each time it is sent.
    static func messageName(_ id: ID<Letter>) -> String { name("message", id) }

    /// What a bounce and a wish to get no more are recognised by.
    package static func token(_ id: ID<Letter>) -> String { name("bounce", id) }

    /// Where mail of this kind is ended, as a whole address. RFC 8058, section 3.1.
    package static func unsubscribeAddress(_ id: ID<Letter>, language: Language, publicURL: String) -> String {
        "\(publicURL)/\(language.rawValue)/unsubscribe/\(token(id))"
    }

    /// In lower case, since systems of mail on the way may not keep capitals.
    private static func name(_ use: String, _ id: ID<Letter>) -> String {
        SHA256.hash(data: Array("hemicycle letter \(use) \(id.value)".utf8)).prefix(16)
            .map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
