// SPDX-License-Identifier: EUPL-1.2
import CPQ
import Foundation

/// One connection of libpq, used by one thread at a time. It waits with a limit, and for the closing of its engine.
final class PostgreSQLLink {
    private let handle: OpaquePointer
    private let closing: PostgreSQLClosing?
    /// The server's process that answers, as notifications name it.
    let processID: Int32
    /// False once the connection was lost or an answer was given up: nothing more is sent.
    private(set) var isAlive = true
    /// How long an answer may take; nil for as long as the connection lives.
    var patience: Duration?

    /// One statement of a round trip.
    enum Command {
        case prepare(name: String, text: String)
        case perform(name: String, PostgreSQLParameters)
        case once(text: String, PostgreSQLParameters)
    }

    /// Connects, which may take as long as the address allows (`connect_timeout`).
    init(_ address: PostgreSQLAddress, closing: PostgreSQLClosing?) throws(DatabaseFault) {
        guard let handle = address.connect() else { throw .unavailable("no memory for a connection") }
        self.handle = handle
        self.closing = closing
        processID = PQbackendPID(handle)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 1) == 0 else {
            throw PostgreSQLFailure.ofConnecting(String(cString: PQerrorMessage(handle)))
        }
        if let refusal = Self.refusal(ofServer: PQserverVersion(handle)) { throw refusal }
    }

    deinit { PQfinish(handle) }

    var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }
    var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

    static let oldestServer = 15

    /// Why a server of this version (`150004` for 15.4) is not worked with; nil when it is.
    static func refusal(ofServer version: Int32) -> DatabaseFault? {
        guard version / 10_000 < oldestServer else { return nil }
        return .other("the server is PostgreSQL \(version / 10_000); Hemicycle works with \(oldestServer) and newer")
    }

    /// Sends text, perhaps several statements, and returns the answers up to the first that failed.
    func execute(_ text: String) throws(DatabaseFault) -> [PostgreSQLAnswer] {
        let deadline = try begin()
        try sent(PQsendQuery(handle, text))
        var answers: [PostgreSQLAnswer] = []
        while let answer = try next(until: deadline) { answers.append(answer) }
        return answers
    }

    /// Sends statements in one round trip and returns an answer for each; those after a failure were skipped.
    func perform(_ commands: [Command]) throws(DatabaseFault) -> [PostgreSQLAnswer] {
        let deadline = try begin()
        try sent(PQenterPipelineMode(handle))
        for command in commands { try send(command) }
        try sent(PQpipelineSync(handle))
        var answers: [PostgreSQLAnswer] = []
        for _ in commands {
            while let answer = try next(until: deadline) { answers.append(answer) }
        }
        guard try next(until: deadline) != nil, answers.count == commands.count, PQexitPipelineMode(handle) == 1 else {
            throw lost("the server's answers do not match what was asked")
        }
        return answers
    }

    private func begin() throws(DatabaseFault) -> ContinuousClock.Instant? {
        guard isAlive else { throw .unavailable("the connection was lost") }
        return patience.map { .now + $0 }
    }

    private func send(_ command: Command) throws(DatabaseFault) {
        switch command {
        case .prepare(let name, let text): try sent(PQsendPrepare(handle, name, text, 0, nil))
        case .perform(let name, let parameters):
            try sent(parameters.withPointers { PQsendQueryPrepared(handle, name, $0, $1, nil, nil, 0) })
        case .once(let text, let parameters):
            try sent(parameters.withPointers { PQsendQueryParams(handle, text, $0, nil, $1, nil, nil, 0) })
        }
    }

    private func sent(_ success: Int32) throws(DatabaseFault) {
        if success != 1 { throw lost(nil) }
    }

    /// The next answer; nil at the end of a statement's answers.
    private func next(until deadline: ContinuousClock.Instant?) throws(DatabaseFault) -> PostgreSQLAnswer? {
        try waitForAnswer(until: deadline)
        guard let result = PQgetResult(handle) else {
            if PQstatus(handle) == CONNECTION_BAD { throw lost(nil) }
            return nil
        }
        let answer = PostgreSQLAnswer(result)
        if answer.isCopy {
            isAlive = false
            throw .other("COPY is not supported here")
        }
        if answer.hasFailed, case let failure = PostgreSQLFailure(answer), failure.endsConnection || failure.needsNewConnection {
            throw lost(failure.message)
        }
        if PQstatus(handle) == CONNECTION_BAD { throw lost(nil) }
        return answer
    }

    private func waitForAnswer(until deadline: ContinuousClock.Instant?) throws(DatabaseFault) {
        while true {
            let unsent = PQflush(handle)
            if unsent < 0 { throw lost(nil) }
            if PQisBusy(handle) == 0 { return }
            let events = unsent == 0 ? Int(POLLIN) : Int(POLLIN) | Int(POLLOUT)
            switch PostgreSQLWait.until(socket: PQsocket(handle), is: events, closing: closing, deadline: deadline) {
            case .ready: try receive()
            case .tooLong: throw lost("the server did not answer in time")
            case .closing: throw lost("the server is stopping")
            }
        }
    }

    /// Takes in what has arrived. One call may leave the rest of a TLS record in OpenSSL, where poll(2) does not see it:
    /// records have up to 16 KB, of which a call takes at least 8.
    private func receive() throws(DatabaseFault) {
        for _ in 0..<(PQsslInUse(handle) == 0 ? 1 : 3) where PQconsumeInput(handle) != 1 { throw lost(nil) }
    }

    /// Gives the connection up. What libpq says is not passed on, since it may name the address.
    private func lost(_ why: String?) -> DatabaseFault {
        isAlive = false
        return .unavailable(why ?? "the connection was lost")
    }

    /// Waits for notifications and returns the server's processes that sent them; throws when the connection is lost.
    func notifications() throws(DatabaseFault) -> [Int32] {
        _ = try begin()
        while true {
            var senders: [Int32] = []
            while let notice = PQnotifies(handle) {
                senders.append(notice.pointee.be_pid)
                PQfreemem(notice)
            }
            if !senders.isEmpty { return senders }
            switch PostgreSQLWait.until(socket: PQsocket(handle), is: Int(POLLIN), closing: closing, deadline: nil) {
            case .ready: try receive()
            case .tooLong, .closing: throw lost("the server is stopping")
            }
        }
    }
}
