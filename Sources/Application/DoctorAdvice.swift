// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Server

/// From what was seen to what is said about it.
enum DoctorAdvice {
    static func database(_ found: DatabaseExamination, at url: DatabaseURL) -> [Finding] {
        var findings: [Finding] = []
        if found.damage.isEmpty {
            // PostgreSQL watches over its own files; only SQLite's were looked through.
            let isWhole = if case .sqlite = url { "opens and is whole" } else { "opens" }
            let sentence = "\(url) \(isWhole) (\(found.engine), \(size(found.bytes)), \(found.acts) acts)"
            findings.append(Finding(.ok, "database", sentence))
        } else {
            let damage = found.damage.joined(separator: "; ")
            findings.append(
                Finding(
                    .fault, "database",
                    "\(url) is damaged: \(damage). Stop the server, keep the file, and restore the last backup: "
                        + "hemicycle restore BACKUP"
                ))
        }
        findings.append(migrations(found.pending, url))
        if found.isDurable {
            findings.append(Finding(.ok, "durability", "what is answered as done is on disk"))
        } else {
            findings.append(
                Finding(
                    .fault, "durability",
                    "commits are not waited for, so what was answered may be lost with the power. Set fsync and "
                        + "synchronous_commit to on."
                ))
        }
        return findings
    }

    private static func migrations(_ pending: [String], _ url: DatabaseURL) -> Finding {
        guard let first = pending.first else { return Finding(.ok, "migrations", "the schema is the one of this program") }
        if case .sqlite = url {
            return Finding(
                .warning, "migrations",
                "\(pending.count) to be applied, from \"\(first)\"; serve does it after a copy of the file, or now: "
                    + "hemicycle migrate"
            )
        }
        return Finding(
            .fault, "migrations",
            "\(pending.count) to be applied, from \"\(first)\". Make a backup, then run: hemicycle migrate --database URL")
    }

    /// Room for a day of work, and for the copy that an upgrade makes.
    private static let leastFree = 100 << 20, comfortable = 1 << 30

    static func disk(free: Int?, databaseBytes: Int, path: String) -> Finding {
        guard let free else { return Finding(.warning, "disk", "the system does not tell how much room is beside \(path)") }
        if free < leastFree {
            return Finding(.fault, "disk", "only \(size(free)) left beside \(path): soon nothing can be stored. Free some space.")
        }
        if free < max(comfortable, databaseBytes * 3) {
            return Finding(
                .warning, "disk",
                "\(size(free)) left beside \(path), little for a database of \(size(databaseBytes)) and its copies. "
                    + "Free some space."
            )
        }
        return Finding(.ok, "disk", "\(size(free)) left beside \(path)")
    }

    static func clock(now: Date, newestAct: Date?, hasZones: Bool) -> Finding {
        let written = now.ISO8601Format()
        guard hasZones else {
            return Finding(
                .fault, "clock", "the zones of the world are missing, so times of editions would be wrong. Install tzdata.")
        }
        // The years in which a program of this version can be run.
        guard now > Date(timeIntervalSince1970: 1_735_689_600), now < Date(timeIntervalSince1970: 4_102_444_800) else {
            return Finding(.fault, "clock", "the machine says it is \(written). Set its clock.")
        }
        if let newestAct, newestAct > now + 60 {
            return Finding(
                .fault, "clock",
                "the machine says it is \(written), but the newest act is of \(newestAct.ISO8601Format()). Set its clock.")
        }
        return Finding(.ok, "clock", "it is \(written)")
    }

    static func publicURL(_ configuration: Configuration) -> Finding {
        let url = configuration.site.publicURL
        let host = URLComponents(string: url)?.host ?? ""
        let isHere = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
        guard configuration.isPublicURLSet else {
            let isFine = configuration.listen.isLocal
            return Finding(
                isFine ? .ok : .warning, "public address",
                "\(url), since HEMICYCLE_PUBLIC_URL is not set. Set it to the address that people use.")
        }
        if !isHere, !configuration.site.isSecure {
            return Finding(
                .fault, "public address",
                "\(url) is not https: what people type can be read on the way. Put TLS before it or set "
                    + "HEMICYCLE_TLS_CERTIFICATE."
            )
        }
        return Finding(.ok, "public address", url)
    }

    static func listening(_ probe: PortProbe, on address: ListenAddress, isSecure: Bool) -> Finding {
        switch probe {
        case .free: Finding(.ok, "listening", "\(address) is free")
        case .ours: Finding(.ok, "listening", "a server of Hemicycle answers on \(address)")
        case .taken where isSecure:
            Finding(.warning, "listening", "\(address) is in use, perhaps by this server, which cannot be asked over TLS")
        case .taken:
            Finding(
                .fault, "listening",
                "\(address) is in use by another program. Stop it, or choose another with --listen HOST:PORT.")
        case .refused(EACCES):
            Finding(
                .fault, "listening",
                "there is no right to listen on port \(address.port). Choose one above 1023, or put a proxy before it.")
        case .refused:
            Finding(.fault, "listening", "\(address) is not an address of this machine. Choose another with --listen HOST:PORT.")
        }
    }

    /// WOFF File Format 2.0, section 4.1: signature, flavour, and the length of the whole file.
    static func fonts(_ fonts: [(name: String, data: Data)]) -> Finding {
        let damaged = fonts.filter { font in
            let head = [UInt8](font.data.prefix(12))
            let length = head.dropFirst(8).reduce(0) { $0 << 8 | Int($1) }
            return head.count < 12 || !head.starts(with: Array("wOF2".utf8)) || length != font.data.count
        }
        guard !fonts.isEmpty, damaged.isEmpty else {
            let names = damaged.isEmpty ? "none is there" : damaged.map(\.name).joined(separator: ", ")
            return Finding(.fault, "fonts", "not whole in this program (\(names)). Install the program again.")
        }
        return Finding(.ok, "fonts", "\(fonts.count) files in the program are whole")
    }

    static func settings(_ configuration: Configuration, unknown: [String]) -> Finding {
        var advice: [String] = []
        if !unknown.isEmpty {
            advice.append("\(unknown.joined(separator: ", ")) means nothing to this program; see that it is spelt right.")
        }
        if configuration.isPublicURLSet, configuration.site.contactMail.isEmpty || configuration.site.operatorName.isEmpty {
            advice.append(
                "HEMICYCLE_OPERATOR and HEMICYCLE_CONTACT are not both set: the pages on privacy and access cannot name anybody.")
        }
        return advice.isEmpty
            ? Finding(.ok, "settings", "all are understood") : Finding(.warning, "settings", advice.joined(separator: " "))
    }

    /// Without the file nobody can be erased: a restored backup would bring them back.
    static func erasures(_ path: String?) -> Finding {
        guard let path else {
            return Finding(
                .warning, "erasures", "nobody can be erased: set HEMICYCLE_ERASURES to a file that the server can write.")
        }
        let files = FileManager.default
        let place = files.fileExists(atPath: path) ? path : URL(filePath: path).deletingLastPathComponent().path
        guard files.isWritableFile(atPath: place) else {
            return Finding(.warning, "erasures", "\(path) cannot be written. Give the server the right to, or name another file.")
        }
        return Finding(.ok, "erasures", "who is erased is written down in \(path); keep it apart from the backups")
    }

    static func backup(of url: DatabaseURL) -> Finding {
        Finding(
            .ok, "backup",
            "not recorded here. Every night, on another disk: hemicycle backup FILE, and now and then try it: "
                + "hemicycle restore FILE --database sqlite:TRIAL"
        )
    }

    static func size(_ bytes: Int) -> String {
        let steps = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")]
        guard let (step, unit) = steps.first(where: { bytes >= $0.0 }) else { return "\(bytes) bytes" }
        let size = Double(bytes) / Double(step)
        let tenths = Int((size * 10).rounded())
        return tenths >= 100 ? "\(Int(size.rounded())) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
