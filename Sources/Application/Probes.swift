// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation

/// A socket that waits on an address, for as long as it takes to see that one can.
private struct Listener {
    let descriptor: Int32

    /// Returns the listening socket, or the system's number for why there is none.
    static func open(_ host: String, _ port: Int) -> Result<Listener, PosixCode> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            return .failure(PosixCode(EADDRNOTAVAIL))
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        guard descriptor >= 0 else { return .failure(PosixCode(errno)) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
            let code = errno
            close(descriptor)
            return .failure(PosixCode(code))
        }
        return .success(Listener(descriptor: descriptor))
    }

    /// The port it was given.
    var port: Int? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        guard isKnown else { return nil }
        // The port is at the same place for IPv4 and IPv6, in the order of the network.
        return withUnsafeBytes(of: &address) { Int($0[2]) << 8 | Int($0[3]) }
    }
}

/// An error number of the system.
struct PosixCode: Error, Equatable {
    let code: Int32
    init(_ code: Int32) { self.code = code }
}

/// A port for `--listen HOST:0`.
enum FreePort {
    /// Another program may take it before the server does; then starting again helps.
    static func find(on host: String) throws(ServingRefusal) -> Int {
        guard case .success(let listener) = Listener.open(host, 0) else { throw .noFreePort(host) }
        defer { close(listener.descriptor) }
        guard let port = listener.port else { throw .noFreePort(host) }
        return port
    }
}

/// Whether a server could listen where it is told to.
enum PortProbe: Equatable {
    case free
    /// A server of Hemicycle answers there.
    case ours
    case taken
    /// The system refuses: no right to the port, not an address of this machine.
    case refused(Int32)

    init(_ address: ListenAddress) {
        switch Listener.open(address.host, address.port) {
        case .success(let listener):
            close(listener.descriptor)
            self = .free
        case .failure(let failure) where failure.code == EADDRINUSE:
            self = Self.answersAsHemicycle(address) ? .ours : .taken
        case .failure(let failure): self = .refused(failure.code)
        }
    }

    /// Asks `/healthz`, for two seconds at most.
    private static func answersAsHemicycle(_ address: ListenAddress) -> Bool {
        guard let answer = Self.ask(address, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") else {
            return false
        }
        return answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\nok\n")
            && answer.lowercased().contains("\nx-request-id:")
    }

    private static func ask(_ address: ListenAddress, _ request: String) -> String? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][address.host] ?? address.host
        guard getaddrinfo(host, String(address.port), &hints, &found) == 0, let first = found else { return nil }
        defer { freeaddrinfo(found) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else { return nil }
        guard write(descriptor, request, request.utf8.count) == request.utf8.count else { return nil }
        var answer = [UInt8](repeating: 0, count: 4_096)
        var length = 0
        while length < answer.count {
            let count = answer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + length, $0.count - length) }
            if count <= 0 { break }
            length += count
        }
        return String(decoding: answer[..<length], as: UTF8.self)
    }
}

/// Room on the disk that holds a file.
enum DiskProbe {
    /// Bytes that this user may still write beside a path; nil when the system does not tell.
    static func free(beside path: String) -> Int? {
        var figures = statvfs()
        guard statvfs(Folder.of(path), &figures) == 0 else { return nil }
        let (bytes, isTooMany) = Int(clamping: figures.f_bavail).multipliedReportingOverflow(by: Int(clamping: figures.f_frsize))
        return isTooMany ? .max : bytes
    }
}
