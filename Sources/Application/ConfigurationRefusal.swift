// SPDX-License-Identifier: EUPL-1.2

/// Why a setting is not taken, in a sentence that names it.
package enum ConfigurationRefusal: Error, Equatable, CustomStringConvertible {
    /// The value is shown: settings that are secret have cases of their own.
    case wrong(setting: String, value: String, write: String)
    case database(setting: String, why: String)
    /// `why` is a sentence that repeats nothing of the value.
    case mail(setting: String, why: String)
    case secret(setting: String, write: String)
    case alone(setting: String, missing: String)

    package var description: String {
        switch self {
        case .wrong(let setting, let value, let write): "\(setting) is \"\(Self.shown(value))\". Write \(write)."
        case .database(let setting, let why): "\(setting): \(why)"
        case .mail(let setting, let why): "\(setting): \(why)"
        case .secret(let setting, let write): "\(setting) (not shown) cannot be used. Write \(write)."
        case .alone(let setting, let missing): "\(setting) is set, but \(missing) is not. Set both or neither."
        }
    }

    /// As it can stand on a terminal.
    private static func shown(_ value: String) -> String {
        String(String.UnicodeScalarView(value.unicodeScalars.prefix(80).map { $0.value < 32 || $0.value == 127 ? "?" : $0 }))
    }
}
