// SPDX-License-Identifier: EUPL-1.2

/// A currency by its code of ISO 4217; only those with cents, since EN 16931 writes amounts with two decimals (BR-DEC).
package enum Currency: String, Codable, CaseIterable, Sendable, Hashable {
    case eur = "EUR", chf = "CHF", czk = "CZK", dkk = "DKK", gbp = "GBP", huf = "HUF"
    case nok = "NOK", pln = "PLN", ron = "RON", sek = "SEK", turkishLira = "TRY", uah = "UAH"
}
