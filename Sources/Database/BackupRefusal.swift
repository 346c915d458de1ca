// SPDX-License-Identifier: EUPL-1.2

/// What a backup or a restore can refuse, in words for whoever runs the program.
package enum BackupRefusal: Error, Equatable, CustomStringConvertible {
    case exists(String)
    case beingWritten(part: String)
    case inTheWay(String)
    case full(String)
    case cannotWrite(String, why: String)
    case noDatabase(String)
    case noHemicycle(place: String)
    case unknownSteps(place: String, step: String)
    case noBackup(String)
    case unreadable(String)
    case foreign(String)
    case truncated(String)
    case damaged(String, why: String)
    case differs(String, table: String)
    case targetHolds(place: String)
    case targetForeign(place: String)
    case targetLog(String)

    package var description: String {
        targetSentence ?? sourceSentence ?? fileSentence
    }

    /// About the file that is written.
    private var fileSentence: String {
        switch self {
        case .beingWritten(let part): "\(part) is being written by another run. Wait for it, or name another file."
        case .inTheWay(let path): "\(path) is in the way. Move it away, or name another file."
        case .full(let path): "the disk of \(path) is full. Nothing was kept; free some space, or name a file on another disk."
        case .cannotWrite(let path, let why): "\(path) cannot be written: \(why). Nothing was kept; name another file."
        case .differs(let path, let table):
            "\(path) did not come to hold the same rows of \"\(table)\" as what it was made from. Nothing was kept; "
                + "run: hemicycle doctor"
        case .exists(let path): "\(path) exists already and is never overwritten. Name another file."
        default: "the copy failed"
        }
    }

    /// About what is read.
    private var sourceSentence: String? {
        switch self {
        case .noDatabase(let path):
            "there is no database at \(path). Name it with --database sqlite:PATH or postgres://USER@HOST/NAME."
        case .noHemicycle(let place): "\(place) holds no tables of Hemicycle yet. Run: hemicycle migrate --database URL"
        case .unknownSteps(let place, let step):
            "\(place) holds \"\(step)\", which this program does not know. Use the newer program that added it."
        case .noBackup(let path): "there is no file \(path). Name the backup to restore."
        case .unreadable(let path): "there is no right to read \(path). Give it to this user, or name another file."
        case .foreign(let path): "\(path) is not a database of Hemicycle. Name another file."
        case .truncated(let path): "\(path) is not whole: pages are missing at its end. Use another backup."
        case .damaged(let path, let why): "\(path) is damaged (\(why)). Use another backup."
        default: nil
        }
    }

    /// About where a backup is restored to.
    private var targetSentence: String? {
        switch self {
        case .targetHolds(let place):
            "\(place) holds data already, and a restore never overwrites. Restore into a new database with --database "
                + "URL, or move that one away"
                + " while no server runs on it."
        case .targetForeign(let place):
            "\(place) holds tables of something else. Restore into an empty database with --database URL."
        case .targetLog(let path):
            "\(path) is left of another database and would spoil this one. Move it away while no server runs on it, or "
                + "name another file."
        default: nil
        }
    }
}
