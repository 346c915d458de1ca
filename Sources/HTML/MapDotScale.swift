// SPDX-License-Identifier: EUPL-1.2

/// How large a dot is: its area follows the weight, between a smallest dot that can be seen and a largest one.
struct MapDotScale {
    /// The weight that has the largest dot; larger weights get no larger one.
    let fullWeight: Int
    let smallest: Double, largest: Double, smallestHost: Double

    /// For so many places; few ones can be larger, and have to be to be found.
    static func desk(_ fullWeight: Int, places: Int) -> MapDotScale {
        MapDotScale(fullWeight: fullWeight, smallest: places < few ? 5 : 2.4, largest: 11, smallestHost: 7)
    }
    static func phone(_ fullWeight: Int, places: Int) -> MapDotScale {
        MapDotScale(fullWeight: fullWeight, smallest: places < few ? 3.5 : 1.7, largest: 7, smallestHost: 4.5)
    }
    private static let few = 20

    func radius(of point: MapPoint) -> Double {
        let share = Double(max(point.weight, 0)) / Double(max(fullWeight, 1))
        return min(largest, max(point.style == .host ? smallestHost : smallest, largest * share.squareRoot()))
    }
}
