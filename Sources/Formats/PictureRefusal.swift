// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why what was sent is not taken as a picture.
package enum PictureRefusal: Refusal, Equatable {
    case tooLarge(bytes: Int)
    case unknownKind
    case tooManyPixels(width: Int, height: Int)
    /// It would have to be enlarged too much; the size is that of the picture when it stands upright.
    case tooSmall(width: Int, height: Int, for: PictureSize)
    case animated
    /// Cut off, damaged, or not what its first bytes say.
    case broken

    package var kind: RefusalKind { .invalid }

    package var phrase: Phrase {
        switch self {
        case .tooLarge(let bytes):
            // Rounded up, so that it never reads as the limit.
            Phrase(
                "picture.refused.too-large",
                ["size": .number((bytes + 999_999) / 1_000_000), "limit": .number(Picture.Limit.bytes / 1_000_000)])
        case .unknownKind: "picture.refused.unknown-kind"
        case .tooManyPixels(let width, let height):
            Phrase(
                "picture.refused.too-many-pixels",
                [
                    "width": .number(width), "height": .number(height), "side": .number(Picture.Limit.side),
                    "millions": .number(Picture.Limit.pixels / 1_000_000),
                ])
        case .tooSmall(let width, let height, let frame):
            Phrase(
                "picture.refused.too-small",
                [
                    "width": .number(width), "height": .number(height), "wide": .number(Self.least(frame.width)),
                    "high": .number(Self.least(frame.height)),
                ])
        case .animated: "picture.refused.animated"
        case .broken: "picture.refused.broken"
        }
    }

    private static func least(_ side: Int) -> Int { (side + Picture.Limit.enlargement - 1) / Picture.Limit.enlargement }
}
