// SPDX-License-Identifier: EUPL-1.2

/// Why something is not drawn or not read: where in the file, and what is wrong there.
package struct DrawRefusal: Error, Sendable, Hashable {
    /// As in `$.people[3].wishes[0]`.
    package var path: String
    package var reason: Reason

    package enum Reason: Sendable, Hashable {
        case notJSON(byte: Int)
        case unknownFormat
        case missing(String), unknownMember(String), both(String, String)
        case notText, notNumber, notBool, notList, notObject
        case outOfRange(least: Int, most: Int)
        case tooMany(most: Int)
        case lengthOutOfRange(least: Int, most: Int)
        case twice(String), unknown(String)
        case tieNotAllowed, listTooLong(most: Int), emptyRank
        case nobodyNamed, reservedMoreThanThereIs(option: String), tooManyReservations(option: String)
        case seedMissing, seedDoesNotFit
        case tooWide(bits: Int)
        /// Two different assignments are equally good to the last tie: another seed is needed.
        case tied
    }

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
