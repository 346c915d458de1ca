// SPDX-License-Identifier: EUPL-1.2
import Database

/// The words for one client, as the answer to its request holds them. Counts as open until nobody holds it any more.
package final class LiveStream: Sendable {
    private let id: Int
    private let hub: LiveStreams
    let mailbox: LiveMailbox
    private let isStillAllowed: (@Sendable () async -> Bool)?

    init(id: Int, hub: LiveStreams, mailbox: LiveMailbox, while isStillAllowed: (@Sendable () async -> Bool)?) {
        self.id = id
        self.hub = hub
        self.mailbox = mailbox
        self.isStillAllowed = isStillAllowed
    }

    deinit { hub.forget(id) }

    /// The next words, when there are some; nil at the end, or when who reads may not any more.
    package func next() async -> LiveMessage? {
        guard let message = await mailbox.next() else { return nil }
        if let isStillAllowed, await !isStillAllowed() {
            mailbox.end()
            return nil
        }
        return message
    }
}
