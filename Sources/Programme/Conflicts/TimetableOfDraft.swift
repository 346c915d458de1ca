// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Timetable
import Vocabulary

extension ProgrammeDraft {
    /// The programme as the timetable engine sees it: ids, periods and numbers.
    var timetableFacts: TimetableFacts {
        TimetableFacts(
            rooms: content.rooms.map(timetable),
            walking: WalkingTimes(withinSite: plan.walk, betweenSites: plan.walkBetweenSites), mobileBooths: plan.booths,
            people: content.speakers.map(timetable), sessions: content.sessions.map(timetable))
    }

    private func timetable(_ room: Room) -> TimetableRoom {
        let plan = rooms[room.id] ?? RoomPlan()
        return TimetableRoom(
            id: room.id.value, site: plan.site, capacity: room.capacity, booths: plan.booths,
            equipment: Set(plan.fittings.map(\.rawValue)))
    }

    private func timetable(_ speaker: Speaker) -> TimetablePerson {
        let plan = speakers[speaker.id] ?? SpeakerPlan()
        return TimetablePerson(
            id: speaker.id.value, languages: plan.languages, availability: plan.availability.map { $0.instants(in: zone) },
            leaves: plan.leaves.map { $0.time.instant(on: $0.day, in: zone) }, isElected: plan.isElected)
    }

    private func timetable(_ session: Session) -> TimetableSession {
        let plan = plans[session.code] ?? SessionPlan()
        return TimetableSession(
            id: session.code.description, period: session.time?.instants(in: zone), rooms: session.rooms.map(\.value),
            duties: session.speakers.map { TimetableDuty($0.speaker.value, as: .init($0.role)) }, topic: session.topic?.value,
            audience: plan.expected, spoken: session.languages, interpreted: session.interpreted,
            needs: Set(plan.needs.map(\.rawValue)), isPause: session.kind.isPause, isPlenary: session.kind.isPlenary,
            isCancelled: session.status == .cancelled)
    }
}

extension TimetableDuty.Kind {
    fileprivate init(_ role: SpeakerRole) {
        self =
            switch role {
            case .speaker: .speaker
            case .moderator: .moderator
            case .rapporteur: .rapporteur
            }
    }
}

/// Conflicts with how grave the organisers hold each kind to be.
struct JudgedConflicts: Sendable {
    let conflicts: [Conflict]
    private let severities: [ConflictKind: ConflictSeverity]

    /// - Parameter severities: what the organisers decided; for the other kinds the default holds.
    init(_ conflicts: [Conflict], _ severities: [ConflictKind: ConflictSeverity]) {
        self.severities = severities
        self.conflicts = conflicts.filter { (severities[$0.kind] ?? $0.kind.defaultSeverity) != .ignored }
    }

    func severity(of kind: ConflictKind) -> ConflictSeverity { severities[kind] ?? kind.defaultSeverity }

    func with(_ severity: ConflictSeverity) -> [Conflict] { conflicts.filter { self.severity(of: $0.kind) == severity } }

    /// The grave ones first, else in order of time.
    var gravestFirst: [Conflict] { with(.blocksSaving) + with(.blocksRelease) + with(.warns) }

    func about(_ code: SessionCode) -> [Conflict] { gravestFirst.filter { $0.sessions.contains(code.description) } }

    /// What holds up a release of all sessions, or of these.
    func holdingUp(_ codes: Set<SessionCode>? = nil) -> [Conflict] {
        (with(.blocksSaving) + with(.blocksRelease)).filter { conflict in
            codes.map { codes in conflict.sessions.contains { SessionCode($0).map(codes.contains) ?? false } } ?? true
        }
    }

    /// Of what must never be saved, that which was not there before.
    func newlyBlocking(since before: JudgedConflicts) -> [Conflict] {
        let known = Set(before.with(.blocksSaving))
        return with(.blocksSaving).filter { !known.contains($0) }
    }
}

extension ProgrammeDraft {
    /// Its conflicts, checked anew.
    var conflicts: JudgedConflicts { JudgedConflicts(Timetable(timetableFacts).conflicts(), severities) }
}
