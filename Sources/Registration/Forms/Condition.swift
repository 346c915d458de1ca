// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// When a question is asked, by the answers to questions above it. A question that was not asked has no answer.
package indirect enum Condition: Sendable, Hashable {
    /// The question has at least one of these values.
    case has(ID<Question>, [String])
    /// The question has any answer.
    case answered(ID<Question>)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    /// Whether it holds for what was answered so far. No condition at all of `all` holds; none of `any` does not.
    package func holds(for answer: (ID<Question>) -> AnswerValue?) -> Bool {
        switch self {
        case .has(let id, let values): answer(id).map { !Set($0.typed).isDisjoint(with: values) } ?? false
        case .answered(let id): answer(id) != nil
        case .all(let parts): parts.allSatisfy { $0.holds(for: answer) }
        case .any(let parts): parts.contains { $0.holds(for: answer) }
        case .not(let part): !part.holds(for: answer)
        }
    }

    /// Nested no deeper than a person can follow, which also bounds what reading and checking one can cost.
    static let deepest = 6, mostParts = 50

    /// How many levels, and how many conditions in all.
    var size: (depth: Int, parts: Int) {
        switch self {
        case .has, .answered: return (1, 1)
        case .not(let part):
            let inner = part.size
            return (inner.depth + 1, inner.parts + 1)
        case .all(let parts), .any(let parts):
            let inner = parts.map(\.size)
            return ((inner.map(\.depth).max() ?? 0) + 1, inner.reduce(1) { $0 + $1.parts })
        }
    }

    /// The questions it looks at, with the values it looks for; nil for any answer.
    var references: [(question: ID<Question>, values: [String]?)] {
        switch self {
        case .has(let id, let values): [(id, values)]
        case .answered(let id): [(id, nil)]
        case .not(let part): part.references
        case .all(let parts), .any(let parts): parts.flatMap(\.references)
        }
    }
}

extension Condition: Codable {
    private enum Key: String, CodingKey { case question, values, all, any, not }

    package init(from decoder: any Decoder) throws {
        // Each level adds at most two keys to the path; deeper documents are refused before they can fill the stack.
        guard decoder.codingPath.count < 40 else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "too deep"))
        }
        let container = try decoder.container(keyedBy: Key.self)
        if let parts = try container.decodeIfPresent([Condition].self, forKey: .all) {
            self = .all(parts)
        } else if let parts = try container.decodeIfPresent([Condition].self, forKey: .any) {
            self = .any(parts)
        } else if let part = try container.decodeIfPresent(Condition.self, forKey: .not) {
            self = .not(part)
        } else {
            let id = try container.decode(ID<Question>.self, forKey: .question)
            self = try container.decodeIfPresent([String].self, forKey: .values).map { .has(id, $0) } ?? .answered(id)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .has(let id, let values):
            try container.encode(id, forKey: .question)
            try container.encode(values, forKey: .values)
        case .answered(let id): try container.encode(id, forKey: .question)
        case .all(let parts): try container.encode(parts, forKey: .all)
        case .any(let parts): try container.encode(parts, forKey: .any)
        case .not(let part): try container.encode(part, forKey: .not)
        }
    }
}
