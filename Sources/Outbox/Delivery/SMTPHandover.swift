// SPDX-License-Identifier: EUPL-1.2
import CCurl
import Foundation

/// A message on its way, as libcurl asks for it and tells of it.
final class SMTPHandover {
    private let text: MailText
    private let sender: String
    private let recipient: String
    private var given = 0
    private(set) var dialogue: SMTPDialogue

    init(_ text: MailText, from sender: String, to recipient: String) {
        self.text = text
        self.sender = sender
        self.recipient = recipient
        dialogue = SMTPDialogue(length: text.bytes.count)
    }

    /// Makes a handle one that sends mails, and tells what is said.
    static func prepare(_ handle: CurlHandle) {
        handle.set(CURLOPT_UPLOAD, 1)
        handle.set(CURLOPT_VERBOSE, 1)
        handle.note(ccurl_set_reader(handle.pointer, read))
        handle.note(ccurl_set_debugger(handle.pointer, listen))
    }

    /// Sends the mail over a handle, which may have a connection; blocks.
    func perform(on handle: CurlHandle) -> CURLcode {
        let recipients = CurlList([recipient])
        handle.set(CURLOPT_MAIL_FROM, sender)
        handle.set(CURLOPT_MAIL_RCPT, recipients)
        // The size lets the server refuse at once. libcurl counts the dots it adds, so with dots it could end the text too early.
        handle.set(CURLOPT_INFILESIZE_LARGE, size: text.hasDots ? -1 : text.bytes.count)
        lend(Unmanaged.passUnretained(self).toOpaque(), to: handle)
        let code = withExtendedLifetime((self, recipients)) { handle.perform() }
        // The handle may live longer than what it was lent.
        handle.set(CURLOPT_MAIL_RCPT, CurlList([]))
        lend(nil, to: handle)
        return code
    }

    private func lend(_ this: UnsafeMutableRawPointer?, to handle: CurlHandle) {
        handle.set(CURLOPT_READDATA, this)
        handle.set(CURLOPT_DEBUGDATA, this)
    }

    /// Fills libcurl's buffer with what follows of the text.
    private static let read: curl_read_callback = { buffer, size, count, context in
        guard let buffer, let context else { return Int(CURL_READFUNC_ABORT) }
        return of(context).fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }

    /// Is told every line and every piece of text.
    private static let listen: curl_debug_callback = { _, kind, bytes, count, context in
        guard let bytes, let context else { return 0 }
        let handover = of(context)
        let told = UnsafeRawBufferPointer(start: bytes, count: count)
        switch kind {
        case CURLINFO_HEADER_OUT: handover.dialogue.sent(String(decoding: told, as: UTF8.self))
        case CURLINFO_HEADER_IN: handover.dialogue.heard(String(decoding: told, as: UTF8.self))
        case CURLINFO_DATA_OUT: handover.dialogue.wrote(count)
        default: break
        }
        return 0
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> SMTPHandover {
        Unmanaged<SMTPHandover>.fromOpaque(context).takeUnretainedValue()
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, text.bytes.count - given)
        text.bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
        given += count
        return count
    }
}
