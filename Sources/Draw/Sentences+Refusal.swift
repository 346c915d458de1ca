// SPDX-License-Identifier: EUPL-1.2

extension Sentences {
    package func sentence(_ refusal: DrawRefusal) -> String { Self.sentence(refusal) }

    /// What is wrong with a file, and where.
    package static func sentence(_ refusal: DrawRefusal) -> String {
        let place = refusal.path == "$" ? "" : "At \(refusal.path): "
        return place + sentence(refusal.reason)
    }

    private static func sentence(_ reason: DrawRefusal.Reason) -> String {
        switch reason {
        case .notJSON(let byte): "This is no JSON from byte \(byte) on."
        case .unknownFormat: "The format is not known."
        case .missing(let name): "\(name) is missing."
        case .unknownMember(let name): "\(name) is not part of the format."
        case .both(let one, let other): "Either \(one) or \(other) may stand here, not both."
        case .notText: "This must be a text."
        case .notNumber: "This must be an integer."
        case .notBool: "This must be true or false."
        case .notList: "This must be a list."
        case .notObject: "This must be an object."
        case .outOfRange(let least, let most): "This must be from \(least) to \(most)."
        case .tooMany(let most): "At most \(most) are possible."
        case .lengthOutOfRange(let least, let most): "The length must be from \(least) to \(most)."
        case .twice(let id): "\(id) is there twice."
        case .unknown(let id): "\(id) is not known."
        case .tieNotAllowed: "Two options of the same rank are not allowed here."
        case .listTooLong(let most): "At most \(most) wishes are allowed."
        case .emptyRank: "A rank without options."
        case .nobodyNamed: "It does not say for whom."
        case .reservedMoreThanThereIs(let option): "More places of \(option) are reserved than it has."
        case .tooManyReservations(let option): "At most 4 entries may reserve places of \(option)."
        case .seedMissing: "A seed of 1 to 1,000 bytes is needed."
        case .seedDoesNotFit: "The seed is not the one that was committed to."
        case .tooWide(let bits): "This would need integers of \(bits) bits: fewer ranks or priorities are needed."
        case .tied: "Two different results are equally good to the last bit. Another seed is needed."
        }
    }
}
