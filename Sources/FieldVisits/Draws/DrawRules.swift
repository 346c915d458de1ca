// SPDX-License-Identifier: EUPL-1.2
import Draw
import Foundation
import Vocabulary

/// Whether the next step of a draw may be taken.
struct DrawSteps: Sendable {
    /// All draws of the edition, the first first.
    let draws: [VisitDraw]
    /// When wishes end; nil where nobody decided.
    let closes: Date?
    let now: Date

    var open: VisitDraw? { draws.last { $0.isOpen } }

    /// Promises the next draw. The first is promised while wishes are open: nobody can say that the seed was chosen by what they are.
    ///
    /// - Returns: its number.
    func commit() throws(DrawStepRefusal) -> Int {
        if let open { throw .anotherIsOpen(number: open.number) }
        guard let closes else { throw .noClosing }
        let isFirst = !draws.contains { $0.state == .published }
        if isFirst, now >= closes { throw .wishesClosed }
        return (draws.last?.number ?? 0) + 1
    }

    /// Reads the inputs for good. The second draw of an edition is of wishes that ended long ago.
    func freeze(_ number: Int) throws(DrawStepRefusal) -> VisitDraw {
        let draw = try draw(number)
        guard draw.state == .committed else { throw .alreadyFrozen }
        guard let closes else { throw .noClosing }
        guard now >= closes else { throw .wishesOpen(until: closes) }
        return draw
    }

    /// A departure with too few people is cancelled by a person before the draw is published.
    func change(_ number: Int) throws(DrawStepRefusal) -> VisitDraw {
        let draw = try draw(number)
        guard draw.state == .solved else { throw draw.state == .published ? .alreadyPublished : .notSolved }
        return draw
    }

    func publish(_ number: Int) throws(DrawStepRefusal) -> VisitDraw { try change(number) }

    /// What everybody was promised is given up in the open.
    func withdraw(_ number: Int, reason: String) throws(DrawStepRefusal) -> VisitDraw {
        let draw = try draw(number)
        guard draw.isOpen else { throw draw.state == .published ? .alreadyPublished : .alreadyWithdrawn }
        guard !reason.isEmpty else { throw .reasonMissing }
        return draw
    }

    private func draw(_ number: Int) throws(DrawStepRefusal) -> VisitDraw {
        guard let draw = draws.first(where: { $0.number == number }) else { throw .unknown }
        return draw
    }
}

/// Why a step of a draw is not taken.
enum DrawStepRefusal: Refusal, Equatable {
    case unknown, anotherIsOpen(number: Int), noClosing, wishesClosed, wishesOpen(until: Date), alreadyFrozen, notSolved
    case alreadyPublished, alreadyWithdrawn, reasonMissing, reasonTooLong(most: Int), nobodyWished
    /// Between reading and keeping, somebody else did something.
    case changedMeanwhile
    case reservedMoreThanThereIs(departure: String), cannotBeDrawn, ruleMissing, departureMissing
    /// A departure that people were drawn on is cancelled.
    case departureCancelled(String)
    case nothingChanged, seatLeft, appealMissing, appealTooLong(most: Int), alreadyAppealed, answerMissing

    var kind: RefusalKind {
        switch self {
        case .unknown: .notFound
        case .reasonMissing, .reasonTooLong, .ruleMissing, .departureMissing, .nothingChanged, .appealMissing, .appealTooLong,
            .answerMissing:
            .invalid
        case .wishesClosed, .alreadyFrozen, .alreadyPublished, .alreadyWithdrawn: .tooLate
        default: .conflict
        }
    }

    var phrase: Phrase {
        switch self {
        case .unknown: "page.not-found"
        case .anotherIsOpen(let number): Phrase("draw.refused.another-open", ["number": .number(number)])
        case .noClosing: "draw.refused.no-closing"
        case .wishesClosed: "draw.refused.wishes-closed"
        case .wishesOpen: "draw.refused.wishes-open"
        case .alreadyFrozen: "draw.refused.already-frozen"
        case .notSolved: "draw.refused.not-solved"
        case .alreadyPublished: "draw.refused.already-published"
        case .alreadyWithdrawn: "draw.refused.already-withdrawn"
        case .reasonMissing: "draw.refused.reason-missing"
        case .reasonTooLong(let most): Phrase("draw.refused.reason-too-long", ["count": .number(most)])
        case .nobodyWished: "draw.refused.nobody-wished"
        case .changedMeanwhile: "draw.refused.changed-meanwhile"
        case .reservedMoreThanThereIs(let departure): Phrase("draw.refused.reserved", ["departure": .text(departure)])
        case .cannotBeDrawn: "draw.refused.cannot-be-drawn"
        case .ruleMissing: "draw.refused.rule-missing"
        case .departureMissing: "draw.refused.departure-missing"
        case .departureCancelled(let name): Phrase("draw.refused.departure-cancelled", ["departure": .text(name)])
        case .nothingChanged: "draw.refused.nothing-changed"
        case .seatLeft: "draw.refused.seat-left"
        case .appealMissing: "draw.refused.appeal-missing"
        case .appealTooLong(let most): Phrase("draw.refused.appeal-too-long", ["count": .number(most)])
        case .alreadyAppealed: "draw.refused.already-appealed"
        case .answerMissing: "draw.refused.answer-missing"
        }
    }
}

extension DrawStepRefusal {
    /// What the engine refuses of inputs that were made here.
    init(_ refusal: DrawRefusal, in instance: Instance) {
        switch refusal.reason {
        case .reservedMoreThanThereIs(let id):
            self = .reservedMoreThanThereIs(departure: instance.options.first { $0.id == id }?.name ?? id)
        default: self = .cannotBeDrawn
        }
    }
}
