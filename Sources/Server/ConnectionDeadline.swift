// SPDX-License-Identifier: EUPL-1.2
import NIOCore

/// Closes a connection that does not get on in time: clients that send a byte now and then hold nothing for long.
///
/// One task per connection looks whether the time has come, since most of the time it was put off meanwhile. Belongs to the
/// event loop of its connection.
final class ConnectionDeadline {
    /// A head must be whole this long after the connection is free for it; a body this long after its head.
    static let headTime = TimeAmount.seconds(20), bodyTime = TimeAmount.seconds(60)
    /// How long an answer may take to a client that reads slowly.
    static let readingTime = TimeAmount.minutes(5)

    private var due: NIODeadline?
    private var began = NIODeadline.now()
    private var task: Scheduled<Void>?
    private var looksAt = NIODeadline.distantFuture

    /// The connection is closed unless this is called again, or `rest`, within the time.
    func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
        began = .now()
        let due = began + time
        self.due = due
        guard task == nil || looksAt > due else { return }
        task?.cancel()
        look(at: due, context)
    }

    /// Nothing is expected of the client: it waits for an answer.
    func rest() { due = nil }

    func end() {
        task?.cancel()
        task = nil
    }

    private func look(at time: NIODeadline, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        looksAt = time
        task = context.eventLoop.scheduleTask(deadline: time) {
            let (deadline, context) = bound.value
            deadline.looked(context)
        }
    }

    private func looked(_ context: ChannelHandlerContext) {
        task = nil
        guard let due else { return }
        let now = NIODeadline.now()
        if now < due { return look(at: due, context) }
        let isReading = !context.channel.isWritable && now < began + Self.readingTime
        if isReading { look(at: now + Self.headTime, context) } else { context.close(promise: nil) }
    }
}
