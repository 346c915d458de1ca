// SPDX-License-Identifier: EUPL-1.2
import HummingbirdCore
import NIOCore
import ServiceLifecycle

extension LiveStream {
    /// The body of an answer, written as long as the connection is open and the stream goes on.
    ///
    /// Nobody reads the connection meanwhile, so it is the fast lane that notices a client that is gone, and closes it.
    func body(on channel: any Channel) -> ResponseBody {
        mailbox.connect { channel.close(promise: nil) }
        // A stream counts until its connection is closed, not until the last words are handed over.
        channel.closeFuture.whenComplete { [self] _ in mailbox.end() }
        return ResponseBody { [self] writer in
            while let message = await next() { try await writer.write(ByteBuffer(string: message.text)) }
            try await writer.finish(nil)
        }
    }
}

/// Gives live streams their signs of life; when the server is asked to stop, says so to `/readyz` and the fast lane, and ends them.
///
/// Runs in a task that belongs to the server, and hears of the stop with it.
struct Attendance: Sendable {
    let site: Site

    /// How long clients may take to read the end of their streams.
    private static let patience = Duration.seconds(1)

    func run() async {
        try? await cancelWhenGracefulShutdown {
            for number in 0... {
                try await Task.sleep(for: LiveStreams.tick)
                site.live.beat(number)
            }
        }
        site.life.stop()
        site.live.stop()
        try? await Task.sleep(for: Self.patience)
        site.live.cut()
    }
}
