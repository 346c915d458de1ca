// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// The land behind the maps: Natural Earth 1:10m, public domain, prepared by `Scripts/prepare-land`.
struct Land: Decodable {
    /// A part of a projected plane, cut out in kilometres, with its land and borders as path data on a grid of whole numbers.
    struct Sheet: Decodable {
        let west: Double, east: Double, south: Double, north: Double
        /// Kilometres per step of the grid.
        let unit: Double
        /// Path data; the origin is the north-western corner.
        let land: String, borders: String
        /// Longitude and latitude of some places, and where they lie on the grid: what the tests check both projections with.
        let controls: [[Double]]

        var width: Double { (east - west) / unit }
        var height: Double { (north - south) / unit }
    }

    let europe: Sheet, europeSmall: Sheet, world: Sheet

    /// The land that came with this program: without it the program is not whole.
    static let embedded: Land = {
        guard let file = EmbeddedFile.named("Resources/Data/land.json") else {
            preconditionFailure("Resources/Data/land.json is embedded")
        }
        do { return try JSONDecoder().decode(Land.self, from: file.data) } catch {
            preconditionFailure("Resources/Data/land.json can be read: \(error)")
        }
    }()
}
