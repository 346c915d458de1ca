// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Outbox

/// What an operator says about mail.
package struct MailSettings: Sendable {
    /// Where mail is handed over; nil while mail waits.
    package var server: SMTPServer?
    package var from: MailAddress?
    /// The domain of the address that reports come back to.
    package var bounceDomain: String?
    package var keys: [KeyFile] = []

    package init() {}

    /// A key that mail is signed with: `selector:domain:/path`.
    package struct KeyFile: Sendable, Equatable {
        package let selector: String, domain: String, path: String
        package let setting: String
    }
}

extension SettingReader {
    /// - Parameters:
    ///   - contact: who writes where nothing else is said.
    ///   - operatorName: under which name.
    func mailing(contact: String, operatorName: String) throws(ConfigurationRefusal) -> MailSettings {
        var settings = MailSettings()
        settings.server = try smtp()
        settings.from = try sender() ?? MailAddress(contact, name: operatorName)
        if settings.server != nil, settings.from == nil {
            throw .alone(setting: "HEMICYCLE_SMTP", missing: "HEMICYCLE_MAIL_FROM")
        }
        settings.bounceDomain = try bounces() ?? settings.from?.domain
        for name in ["HEMICYCLE_DKIM", "HEMICYCLE_DKIM_ED25519"] { if let key = try key(name) { settings.keys.append(key) } }
        if settings.keys.count == 2 {
            let (rsa, other) = (settings.keys[0], settings.keys[1])
            guard rsa.domain == other.domain, rsa.selector != other.selector else {
                throw .wrong(
                    setting: other.setting, value: other.selector + ":" + other.domain,
                    write: "the same domain as in HEMICYCLE_DKIM, and another selector")
            }
        }
        return settings
    }

    private func smtp() throws(ConfigurationRefusal) -> SMTPServer? {
        guard let value = text("HEMICYCLE_SMTP") else { return nil }
        do { return try SMTPServer(value) } catch { throw .mail(setting: "HEMICYCLE_SMTP", why: error.description) }
    }

    /// `Name <address>`, or an address.
    private func sender() throws(ConfigurationRefusal) -> MailAddress? {
        guard let value = try line("HEMICYCLE_MAIL_FROM") else { return nil }
        let parts = value.wholeMatch(of: /(.*?)\s*<([^<>]*)>/)
        let name = parts.map { $0.output.1.trimmingCharacters(in: CharacterSet(charactersIn: " \"")) } ?? ""
        guard let address = MailAddress(parts.map { String($0.output.2) } ?? value, name: name) else {
            throw .wrong(
                setting: "HEMICYCLE_MAIL_FROM", value: value, write: "an address, or Name <address>, as mail shows who writes")
        }
        return address
    }

    /// `bounces@domain`, or the domain alone: what stands before the at sign is part of how reports are told apart.
    private func bounces() throws(ConfigurationRefusal) -> String? {
        guard let value = text("HEMICYCLE_BOUNCES") else { return nil }
        let text = value.contains("@") ? value : "\(BounceReport.prefix)@\(value)"
        guard let address = MailAddress(text), address.local.lowercased() == BounceReport.prefix else {
            throw .wrong(setting: "HEMICYCLE_BOUNCES", value: value, write: "bounces@ and a domain, or the domain alone")
        }
        return address.domain
    }

    private func key(_ name: String) throws(ConfigurationRefusal) -> MailSettings.KeyFile? {
        guard let value = text(name) else { return nil }
        let parts = value.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }), MailAddress("dkim@\(parts[1])") != nil else {
            throw .wrong(setting: name, value: value, write: "selector:domain:/path/of/the/key.pem")
        }
        return MailSettings.KeyFile(selector: parts[0], domain: parts[1].lowercased(), path: parts[2], setting: name)
    }
}
