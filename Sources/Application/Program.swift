// SPDX-License-Identifier: EUPL-1.2

/// What this program is called and which one it is.
package enum Program {
    package static let name = "hemicycle"
    package static let version = "0.1.0"
}
