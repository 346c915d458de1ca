// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import People
import Server

/// Who comes: delegations, their seats, and who waits for one.
package enum RegistrationFeature {
    package static let migrations = RegistrationSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        // What everybody may see: whether seats can be taken, and how.
        "registration.read": [.reader],
        // Whoever holds the link of a delegation answers for it.
        "delegation.answer": [.reader],
        "delegation.change": [.delegationCoordinator, .secretariat],
        "registration.organise": [.secretariat, .finance, .dataProtectionOfficer, .registrationDesk],
        "registration.change": [.secretariat],
        // Whoever has a participant's own link answers as that participant.
        "participation.answer": [.reader],
        "application.make": [.reader],
        "application.decide": [.secretariat],
        "form.change": [.secretariat],
        // How many a session takes, and who signed up.
        "signup.organise": [.secretariat, .programmeEditor, .registrationDesk, .host],
        "signup.change": [.secretariat, .programmeEditor],
        // Of what somebody may open here, only answers are shown that their role was promised to.
        "answers.read": [.secretariat, .host, .registrationDesk, .pressOfficer, .programmeEditor],
    ]

    package static let routes: [Route] =
        DelegationRoutes.routes + OrganiseRegistrationRoutes.routes + ParticipationRoutes.routes + AnswersRoutes.routes
        + ApplicationRoutes.routes + OrganiseApplicationRoutes.routes + FormEditorRoutes.routes + MoneyRoutes.routes
        + FeeRoutes.routes + FigureRoutes.routes + RegistrationFileRoutes.routes + BulkRoutes.routes + SegmentRoutes.routes
        + DuplicateRoutes.routes + SessionsRoutes.routes + DelegationAgendaRoutes.routes + AgendaCalendarRoutes.routes
        + OrganiseSessionsRoutes.routes + TermsRoutes.routes

    /// What programs read of it.
    package static let collections = [FigureAPI.collection]

    /// The places of those who organise.
    package static let organising = [
        OrganiseItem("registration.title", "/organise/registration", "registration.organise", inEdition: "registration.organise")
    ]
}
