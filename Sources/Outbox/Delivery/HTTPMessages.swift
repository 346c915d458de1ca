// SPDX-License-Identifier: EUPL-1.2

/// A field of a request or an answer.
package struct HeaderField: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What this server asks of another.
package struct OutgoingRequest: Sendable, Equatable {
    package let method: String
    package let url: String
    package let fields: [HeaderField]
    package let body: [UInt8]?

    package init(_ method: String, _ url: String, fields: [HeaderField] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }

    /// Refuses what would make another request of it: RFC 9110 sections 5.5 and 9.1.
    func check() throws(HTTPRefusal) {
        guard Self.isToken(method) else { throw .wrongMethod }
        for field in fields
        where !Self.isToken(field.name) || field.value.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 == 0x7F }) {
            throw .wrongField(field.name)
        }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
    }
}

/// What the other server said, whatever its status.
package struct HTTPAnswer: Sendable, Equatable {
    package let status: Int
    /// In the order they came; names in small letters.
    package let fields: [HeaderField]
    package let body: [UInt8]

    package init(status: Int, fields: [HeaderField], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The first value of a field, whose name is written in small letters.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// How much of our time and memory another server may take.
package struct HTTPLimits: Sendable, Equatable {
    package var connecting = Duration.seconds(10)
    package var whole = Duration.seconds(20)
    /// Of the body of the answer; its fields may have 64 KiB more.
    package var bytes = 1 << 20

    package init() {}
    package init(whole: Duration, bytes: Int) {
        self.whole = whole
        self.bytes = bytes
    }
}
