// SPDX-License-Identifier: EUPL-1.2
import Draw
import Vocabulary

/// Solving what was read, on a thread of its own: nobody else waits for it, and it ends.
enum DrawComputing {
    /// For an edition of a thousand people a second is enough; what needs longer is given as far as it came, with its bound.
    static let limit = Duration.seconds(25)

    static func files(_ instance: Instance, _ rule: Rule, seed: String) async throws(DrawStepRefusal) -> DrawFiles {
        guard !instance.people.isEmpty else { throw .nobodyWished }
        do throws(DrawRefusal) {
            // As whoever downloads the file will read it.
            let checked = try instance.checked()
            let result = try await Draw(checked).apart(within: limit) { draw, mayGoOn throws(DrawRefusal) in
                try draw.result(rule, seed: seed, while: mayGoOn)
            }
            let bytes = checked.json()
            return DrawFiles(
                seed: seed, instance: bytes, result: result.json(of: checked, fingerprint: Seed.fingerprint(bytes)))
        } catch {
            throw DrawStepRefusal(error, in: instance)
        }
    }

    static func trial(_ instance: Instance, _ rule: Rule, seed: String) async throws(DrawStepRefusal) -> DrawTrial {
        guard !instance.people.isEmpty else { throw .nobodyWished }
        do throws(DrawRefusal) {
            return try await Draw(try instance.checked()).apart(within: limit) { draw, mayGoOn throws(DrawRefusal) in
                try DrawTrial(draw, rule: rule, seed: seed, while: mayGoOn)
            }
        } catch {
            throw DrawStepRefusal(error, in: instance)
        }
    }
}
