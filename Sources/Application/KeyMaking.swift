// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Outbox

/// Keys to sign mail with, and what the DNS must say of them.
package struct KeyMaking: Sendable {
    let settings: MailSettings
    let domain: String?

    package init(_ configuration: Configuration, domain: String?) {
        settings = configuration.mail
        self.domain = domain ?? configuration.mail.from?.domain
    }

    /// The records of the keys that are set.
    package func records() throws -> [String] {
        guard let signer = try settings.signer() else { throw KeyRefusal.none }
        return signer.records.map(\.zoneLine)
    }

    /// Makes an RSA and an Ed25519 key that only their owner can read; a file that exists is left alone.
    package func make(in folder: String) throws -> [String] {
        guard let domain else { throw KeyRefusal.noDomain }
        let made = [
            (setting: "HEMICYCLE_DKIM", selector: "hemicycle-rsa", pem: try DKIMKey.newRSA()),
            (setting: "HEMICYCLE_DKIM_ED25519", selector: "hemicycle-ed25519", pem: DKIMKey.newEd25519()),
        ]
        let place = URL(filePath: folder).standardizedFileURL
        let paths = made.map { place.appending(path: "\($0.selector).pem").path }
        if let path = paths.first(where: FileManager.default.fileExists) { throw KeyRefusal.exists(path) }
        for (key, path) in zip(made, paths) { try Self.write(key.pem, to: path) }
        let signer = try DKIMSigner(domain: domain, keys: made.map { try DKIMKey(selector: $0.selector, pem: $0.pem) })
        return ["Put these records into the DNS of \(domain):"] + signer.records.map(\.zoneLine) + ["Then set:"]
            + zip(made, paths).map { "\($0.setting)=\($0.selector):\(domain):\($1)" }
    }

    private static func write(_ text: String, to path: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw KeyRefusal.cannotWrite(path) }
    }
}

/// Why no key is made or shown.
package enum KeyRefusal: Told, Equatable {
    case none, noDomain
    case exists(String), cannotWrite(String)

    package var description: String {
        switch self {
        case .none: "no key is set. Make some with: hemicycle outbox dkim --new FOLDER"
        case .noDomain: "the domain is not known. Name it with --domain, or set HEMICYCLE_MAIL_FROM."
        case .exists(let path): "\(path) exists and was left as it is. Name another folder."
        case .cannotWrite(let path): "\(path) cannot be written. See that its folder exists and that this user may write there."
        }
    }
}
extension DKIMKeyRefusal: Told {}
