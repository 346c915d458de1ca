// SPDX-License-Identifier: EUPL-1.2

/// A place on a map.
package struct MapPoint: Sendable, Hashable {
    /// Filled for members, hollow for others, brass for the host.
    package enum Style: Sendable, Hashable, CaseIterable {
        case member, other, host

        /// The class that `hemicycle.css` colours.
        var name: String {
            switch self {
            case .member: "city"
            case .other: "inv"
            case .host: "host"
            }
        }
    }

    package var name: String
    /// Where a list beside the map leads; the drawing itself holds no links, since it is one image.
    package var address: Address?
    package var latitude: Double, longitude: Double
    /// What the area of the dot follows, such as the population.
    package var weight: Int
    package var style: Style
    /// Whether the name may be written beside the dot if there is room.
    package var isLabelled: Bool

    package init(
        _ name: String, at address: Address? = nil, latitude: Double, longitude: Double, weight: Int = 0,
        style: Style = .member, isLabelled: Bool = true
    ) {
        self.name = name
        self.address = address
        self.latitude = latitude
        self.longitude = longitude
        self.weight = weight
        self.style = style
        self.isLabelled = isLabelled
    }
}

/// A place as a drawing shows it.
struct MapDot: Equatable {
    var point: MapPoint
    var x: Double, y: Double, radius: Double

    var box: PlotBox { PlotBox(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius) }

    func markup(withName: Bool) -> HTML {
        let circle: HTML = """
            <circle class="\(point.style.name)" cx="\(x, decimals: 1)" cy="\(y, decimals: 1)" r="\(radius, decimals: 1)"
            """
        return withName ? "\(circle)><title>\(point.name)</title></circle>" : "\(circle)/>"
    }
}
