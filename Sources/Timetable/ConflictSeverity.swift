// SPDX-License-Identifier: EUPL-1.2

/// What a conflict holds up.
package enum ConflictSeverity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The session cannot be kept as it is.
    case blocksSaving = "saving"
    /// The programme can be worked on, and not be released.
    case blocksRelease = "release"
    /// Said, and nothing more.
    case warns
    /// Not said.
    case ignored
}

extension ConflictKind {
    /// How grave it is where the organisers have not decided otherwise: what nobody can do holds up a release, what is only
    /// uncomfortable is said.
    package var defaultSeverity: ConflictSeverity {
        switch self {
        case .roomTwice, .personTwice, .boothsTooFew, .outsideAvailability, .leavesBefore: .blocksRelease
        case .roomTooSmall, .walkTooShort, .equipmentMissing, .sameTopicInParallel, .languageWithoutInterpretation: .warns
        }
    }
}
