// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Files that the command line reads and writes; `-` is standard input or output.
package enum Files {
    /// Most bytes of a file that is imported.
    package static let most = 64 << 20

    /// Reads a whole file.
    package static func read(_ path: String) throws(FileRefusal) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path, errno) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .reading(path, errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= most else { throw .tooLarge(path) }
        }
    }

    /// Writes a new file that only its owner can read, or nothing: one that exists is left as it is.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileRefusal) {
        if path == "-" { return try send(bytes) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .writing(path, errno) }
        do {
            try send(bytes, to: descriptor, named: path)
            guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileRefusal.writing(path, errno) }
            guard close(descriptor) == 0 else { throw FileRefusal.writing(path, errno) }
        } catch {
            unlink(path)
            throw error as? FileRefusal ?? .writing(path, EIO)
        }
    }

    /// Writes all bytes to standard output, or throws.
    package static func send(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO, named name: String = "-") throws(FileRefusal)
    {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .writing(name, errno) }
            rest = rest.dropFirst(count)
        }
    }
}

/// Why a file cannot be read or written.
package enum FileRefusal: Told, Equatable {
    case reading(String, Int32)
    case writing(String, Int32)
    case tooLarge(String)

    /// Who was to read what we write went away, as `head` does: nothing to complain about.
    package var isBrokenPipe: Bool { if case .writing("-", EPIPE) = self { true } else { false } }

    package var description: String {
        switch self {
        case .reading(let path, let code):
            switch code {
            case ENOENT, ENOTDIR: "there is no file \(path)."
            case EACCES, EPERM: "there is no right to read \(path)."
            case EISDIR: "\(path) is a folder. Name a file."
            default: "\(Self.name(path, "standard input")) cannot be read: \(String(cString: strerror(code)))."
            }
        case .writing(let path, let code):
            switch code {
            case EEXIST: "\(path) exists already and is never overwritten. Name another file."
            case ENOENT, ENOTDIR: "the folder of \(path) does not exist. Make it, or name another file."
            case EACCES, EPERM, EROFS: "there is no right to write \(path). Name another file."
            case ENOSPC, EDQUOT, EFBIG:
                "the disk of \(Self.name(path, "standard output")) is full. Free some space, or name a file on another disk."
            default: "\(Self.name(path, "standard output")) cannot be written: \(String(cString: strerror(code)))."
            }
        case .tooLarge(let path):
            "\(Self.name(path, "standard input")) is larger than \(Files.most >> 20) MB, more than any file that can be imported."
        }
    }

    private static func name(_ path: String, _ standard: String) -> String { path == "-" ? standard : path }
}
