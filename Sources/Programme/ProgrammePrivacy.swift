// SPDX-License-Identifier: EUPL-1.2
import Database
import People
import Vocabulary

extension ProgrammeFeature {
    /// Who speaks is published with an office, and by name where a name was given for it.
    package static let privacy = DataDeclaration(
        personal: [
            PersonalField(
                table: "speaker", column: "name", purpose: "privacy.purpose.speaker-name", basis: .legitimateInterest,
                retentionDays: 3_650),
            PersonalField(
                table: "release", column: "document", purpose: "privacy.purpose.release", basis: .publicInterest,
                retentionDays: 3_650),
            PersonalField(
                table: "speaker_plan", column: "leaves", purpose: "privacy.purpose.speaker-plan", basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "speaker_plan", column: "leaves_day", purpose: "privacy.purpose.speaker-plan", basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "speaker_language", column: "language", purpose: "privacy.purpose.speaker-plan",
                basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "speaker_availability", column: "day", purpose: "privacy.purpose.speaker-plan", basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "speaker_availability", column: "starts", purpose: "privacy.purpose.speaker-plan",
                basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "speaker_availability", column: "ends", purpose: "privacy.purpose.speaker-plan",
                basis: .legitimateInterest,
                retentionDays: 180),
            PersonalField(
                table: "favourite", column: "session", purpose: "privacy.purpose.favourite", basis: .contract,
                retentionDays: ProgrammeForgetting.favouritesKept),
            PersonalField(
                table: "calendar_feed", column: "person", purpose: "privacy.purpose.calendar-feed", basis: .contract,
                retentionDays: ProgrammeForgetting.feedsKept),
        ] + signUps + speakers,
        impersonal: [
            "session_places.edition", "session_places.session", "session_places.kinds", "session_sign_up.edition",
            "session_sign_up.person", "session_sign_up.state", "agenda_calendar.hash", "agenda_calendar.edition",
            "favourite.edition", "favourite.person", "calendar_feed.id", "calendar_feed.edition", "calendar_feed.token_hash",
            "speaker_contact.edition", "speaker_contact.speaker", "speaker_contact.person", "speaker_contact.state",
            "speaker_link.hash", "speaker_link.edition", "speaker_link.speaker", "speaker_biography.edition",
            "speaker_biography.speaker", "speaker_biography.language", "speaker_biography.state", "portrait.edition",
            "portrait.speaker", "speaker_consent.edition", "speaker_consent.speaker", "speaker_need.edition",
            "speaker_need.speaker",
            "session_plan.edition", "session_plan.session", "session_need.edition", "session_need.session",
            "session_need.fitting",
            "room_plan.edition", "room_plan.room", "room_plan.site", "room_fitting.edition", "room_fitting.room",
            "room_fitting.fitting", "speaker_plan.edition", "speaker_plan.speaker", "speaker_language.edition",
            "speaker_language.speaker", "speaker_availability.edition", "speaker_availability.speaker", "programme_plan.edition",
            "conflict_severity.edition", "conflict_severity.kind", "conflict_severity.severity", "programme_edit.edition",
            "programme_edit.kind", "programme_edit.person", "programme_edit_session.edition", "programme_edit_session.session",
            "programme_upload.edition", "programme_upload.person", "programme_upload.kind", "late_notice.edition",
            "late_notice.session", "session_text_basis.edition", "session_text_basis.session",
            "session_text_basis.field", "session_text_basis.language",
            "session_text_basis.digest", "programme_edit_session.before", "programme_edit_session.after",
            "room.edition", "room.id", "room.name", "room_text.edition", "room_text.room", "room_text.field",
            "room_text.language",
            "room_text.value", "room_text.state", "speaker.edition", "speaker.id", "speaker.authority", "speaker.institution",
            "speaker.body", "speaker.country", "speaker_text.edition", "speaker_text.speaker", "speaker_text.field",
            "speaker_text.language", "speaker_text.value", "speaker_text.state", "session.edition", "session.code",
            "session.sign",
            "session.uid", "session.kind", "session.status", "session.registration", "session.day", "session.starts",
            "session.ends",
            "session.topic", "session.notes", "session_text.edition", "session_text.session", "session_text.field",
            "session_text.language", "session_text.value", "session_text.state", "session_language.edition",
            "session_language.session", "session_language.language", "session_room.edition", "session_room.session",
            "session_room.room", "session_speaker.edition", "session_speaker.session", "session_speaker.speaker",
            "session_speaker.role", "release.edition", "release_text.edition", "release_text.field", "release_text.language",
            "release_text.value", "release_text.state",
        ])

    /// What people take along of what this feature keeps about them.
    package static let exports: [PersonExport] = [speakerExport, followingExport, signUpExport]

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        try UploadStore(tx: tx).forget()
        return try forgetSpeakers(tx) + forgetFollowing(tx) + forgetSignUps(tx)
    }

    /// Who planned stays who planned, also when two entries turn out to be one human; what both follow is followed once.
    package static let personReferences = [
        PersonReference(table: "programme_edit", column: "person", key: "number", policy: .stay),
        PersonReference(table: "programme_upload", column: "person", key: "edition", policy: .moveUnlessThere(["edition"])),
        PersonReference(table: "speaker_contact", column: "person", key: "edition", "speaker"),
        PersonReference(
            table: "favourite", column: "person", key: "edition", "session", policy: .moveUnlessThere(["edition", "session"])),
        PersonReference(table: "calendar_feed", column: "person", key: "id"),
        PersonReference(
            table: "session_sign_up", column: "person", key: "edition", "session",
            policy: .moveUnlessThere(["edition", "session"])),
        PersonReference(table: "agenda_calendar", column: "person", key: "hash"),
    ]

    /// What speakers told, and how they are reached.
    private static let speakers =
        ["address", "folded", "language", "word"].map {
            PersonalField(
                table: "speaker_contact", column: $0, purpose: "privacy.purpose.speaker-contact", basis: .legitimateInterest,
                retentionDays: SpeakerRetention.contact)
        } + [
            PersonalField(
                table: "speaker_biography", column: "value", purpose: "privacy.purpose.speaker-biography", basis: .consent,
                retentionDays: 3_650),
            PersonalField(
                table: "portrait", column: "digest", purpose: "privacy.purpose.portrait", basis: .consent, retentionDays: 3_650),
            PersonalField(
                table: "speaker_consent", column: "kind", purpose: "privacy.purpose.speaker-consent", basis: .legalObligation,
                retentionDays: 3_650),
            PersonalField(
                table: "speaker_need", column: "value", purpose: "privacy.purpose.speaker-need", basis: .consent,
                retentionDays: SpeakerRetention.needs),
        ]
}
