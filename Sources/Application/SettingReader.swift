// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Logging
import Server

/// Reads settings from options and the environment. A setting that is empty is one that is not set.
struct SettingReader {
    let environment: [String: String]

    func text(_ name: String) -> String? {
        guard let value = environment[name]?.trimmingCharacters(in: .whitespaces), !value.isEmpty else { return nil }
        return value
    }

    func database(option: String?) throws(ConfigurationRefusal) -> DatabaseURL? {
        guard let (setting, value) = given(option, as: "--database", or: "HEMICYCLE_DATABASE") else { return nil }
        do {
            let url = try DatabaseURL(value)
            if case .sqlite(let path) = url, path.hasPrefix(":") || path.hasPrefix("file:") {
                throw ConfigurationRefusal.wrong(
                    setting: setting, value: value, write: "sqlite: and the path of a file, such as sqlite:hemicycle.db")
            }
            return url
        } catch let refusal as ConfigurationRefusal {
            throw refusal
        } catch {
            throw .database(setting: setting, why: "\(error)")
        }
    }

    func listen(option: String?) throws(ConfigurationRefusal) -> ListenAddress? {
        guard let (setting, value) = given(option, as: "--listen", or: "HEMICYCLE_LISTEN") else { return nil }
        guard let address = ListenAddress(value) else {
            throw .wrong(
                setting: setting, value: value,
                write: "HOST:PORT, such as 127.0.0.1:8080, or 0.0.0.0:8080 for every address of this machine")
        }
        return address
    }

    /// An option counts even when it is empty: somebody wrote it.
    private func given(_ option: String?, as name: String, or variable: String) -> (setting: String, value: String)? {
        option.map { (name, $0) } ?? text(variable).map { (variable, $0) }
    }

    func certificate() throws(ConfigurationRefusal) -> HTTPServer.Certificate? {
        switch (text("HEMICYCLE_TLS_CERTIFICATE"), text("HEMICYCLE_TLS_KEY")) {
        case (nil, nil): return nil
        case (let chain?, let key?): return HTTPServer.Certificate(chain: chain, key: key)
        case (nil, _): throw .alone(setting: "HEMICYCLE_TLS_KEY", missing: "HEMICYCLE_TLS_CERTIFICATE")
        case (_, nil): throw .alone(setting: "HEMICYCLE_TLS_CERTIFICATE", missing: "HEMICYCLE_TLS_KEY")
        }
    }

    func logLevel() throws(ConfigurationRefusal) -> Logger.Level? {
        guard let value = text("HEMICYCLE_LOG_LEVEL") else { return nil }
        guard let level = Logger.Level(rawValue: value.lowercased()) else {
            let words = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw .wrong(setting: "HEMICYCLE_LOG_LEVEL", value: value, write: "one of \(words)")
        }
        return level
    }

    /// How many of something there may be.
    func count(_ name: String) throws(ConfigurationRefusal) -> Int? {
        guard let value = text(name) else { return nil }
        guard let count = Int(value), (0...1_000_000).contains(count) else {
            throw .wrong(setting: name, value: value, write: "a number from 0 to 1000000")
        }
        return count
    }

    /// A zone by its IANA name.
    func zone(_ name: String) throws(ConfigurationRefusal) -> TimeZone? {
        guard let value = text(name) else { return nil }
        guard let zone = TimeZone(identifier: value) else {
            throw .wrong(setting: name, value: value, write: "a zone by its IANA name, such as Europe/Brussels")
        }
        return zone
    }

    /// A name or an address as it stands on a page.
    func line(_ name: String) throws(ConfigurationRefusal) -> String? {
        guard let value = text(name) else { return nil }
        guard value.utf8.count <= 500, !value.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw .wrong(setting: name, value: value, write: "one line of at most 500 signs")
        }
        return value
    }

    func mail(_ name: String) throws(ConfigurationRefusal) -> String? {
        guard let value = text(name) else { return nil }
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), NetworkAddress.isHostName(String(parts[1])),
            parts[0].unicodeScalars.allSatisfy({
                $0.value > 32 && $0.value != 127 && !"\"<>(),:;\\[]?&#%".unicodeScalars.contains($0)
            })
        else { throw .wrong(setting: name, value: value, write: "one mail address, such as secretariat@example.org") }
        return value
    }

    func networks(_ name: String) throws(ConfigurationRefusal) -> [String] {
        guard let value = text(name) else { return [] }
        let networks = value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        for network in networks where !NetworkAddress.isNetwork(network) {
            throw .wrong(
                setting: name, value: network, write: "addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8")
        }
        return networks
    }

    func token(_ name: String) throws(ConfigurationRefusal) -> String? {
        guard let value = text(name) else { return nil }
        // What can be guessed is no secret; OWASP asks for 128 bits, 16 signs at the very least.
        guard (16...1_000).contains(value.utf8.count), value.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw .secret(setting: name, write: "16 to 1000 letters, digits and signs of ASCII without a space")
        }
        return value
    }

    func truth(_ name: String) throws(ConfigurationRefusal) -> Bool? {
        guard let value = text(name) else { return nil }
        switch value.lowercased() {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default: throw .wrong(setting: name, value: value, write: "1 or 0")
        }
    }

    /// Scheme and host, perhaps a port, as browsers write it in Origin: lower case, without the port that goes without saying.
    func publicURL(_ name: String) throws(ConfigurationRefusal) -> String? {
        guard let value = text(name) else { return nil }
        guard let parts = URLComponents(string: value, encodingInvalidCharacters: false), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host?.lowercased(), isHost(host), parts.user == nil,
            parts.password == nil,
            parts.query == nil, parts.fragment == nil, ["", "/"].contains(parts.path), (1...65_535).contains(parts.port ?? 1)
        else {
            // What stands before an @ may be a password.
            if value.contains("@") {
                throw .secret(setting: name, write: "scheme and host only, such as https://conference.example.org")
            }
            throw .wrong(setting: name, value: value, write: "scheme and host only, such as https://conference.example.org")
        }
        let usual = scheme == "https" ? 443 : 80
        return "\(scheme)://\(host)" + (parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? "")
    }

    private func isHost(_ host: String) -> Bool {
        host.hasPrefix("[") && host.hasSuffix("]")
            ? NetworkAddress.isIPv6(String(host.dropFirst().dropLast())) : NetworkAddress.isHostName(host)
    }
}
