// SPDX-License-Identifier: EUPL-1.2
import CPQ

/// Why a statement failed, in what may be shown: never a row's data, never the address.
struct PostgreSQLFailure {
    let code: String
    let message: String
    let constraint: String?
    /// The function of the server that noticed; unlike the message it is the same in all languages.
    let source: String?
    /// The server closes the connection after it.
    let endsConnection: Bool

    enum Field: Int32 {
        case severity = 86, code = 67, message = 77, constraint = 110, source = 82  // the letters V, C, M, n, R
    }

    init(_ answer: PostgreSQLAnswer) {
        code = answer.word(.code) ?? ""
        message = answer.word(.message) ?? "the connection was lost"
        constraint = answer.word(.constraint)
        source = answer.word(.source)
        endsConnection = ["FATAL", "PANIC"].contains(answer.word(.severity) ?? "") || code.isEmpty
    }

    /// By SQLSTATE: PostgreSQL documentation, appendix A.
    var fault: DatabaseFault {
        if endsConnection || needsNewConnection { return .unavailable(message) }
        switch code {
        case "40001", "40P01", "55P03": return .conflict
        case "53100": return .full
        case "XX001", "XX002": return .damaged(message)
        case "53300", "57P01", "57P02", "57P03": return .unavailable(message)
        default: break
        }
        switch code.prefix(2) {
        case "08": return .unavailable(message)
        case "23": return .constraint(named(message))
        case "22": return .other(Self.withoutQuotations(message))
        default: return .other(message)
        }
    }

    private func named(_ message: String) -> String {
        guard let constraint, !message.contains(constraint) else { return message }
        return "\(message) (\(constraint))"
    }

    /// A prepared statement is gone, or its table has changed since: both are as if the connection were lost.
    var needsNewConnection: Bool { code == "26000" || code == "0A000" && source == "RevalidateCachedQuery" }

    /// The server has become a copy that only reads; another may have taken over.
    var isReadOnly: Bool { code == "25006" }

    /// Why no connection was made, in libpq's words without hosts, users and everything else that stands in quotes:
    /// a wrongly written address may show pieces of a password there.
    static func ofConnecting(_ words: String) -> DatabaseFault {
        let line = words.split(separator: "\n").first { $0.contains("failed: ") } ?? words.split(separator: "\n").first ?? ""
        let reason = line.ranges(of: "failed: ").last.map { line[$0.upperBound...] } ?? line
        let plain = withoutQuotations(reason.replacing("FATAL:  ", with: ""))
        return .unavailable(plain.isEmpty ? "no connection was made" : plain)
    }

    /// `invalid value "x"` becomes `invalid value …`.
    static func withoutQuotations(_ text: some StringProtocol) -> String {
        let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        return pieces.enumerated().map { $0 % 2 == 0 ? String($1) : "…" }.joined()
    }
}
