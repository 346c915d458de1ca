// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// From the sphere to the plane, in kilometres: x eastwards, y northwards. `Scripts/prepare-land` draws the land with the same
/// formulas; a test compares them.
enum MapProjection {
    /// Lambert azimuthal equal-area, centre 52° N 10° E: the centre of EPSG:3035, on a sphere, which is enough at this scale.
    /// Snyder, "Map projections: a working manual", USGS Professional Paper 1395 (1987), equations 22-4, 22-5 and 24-2.
    case europe
    /// Equal Earth. Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018), equations 1 to 3.
    case world

    /// The mean radius of the Earth (IUGG), in kilometres.
    static let radius = 6_371.0
    static let centre = (latitude: 52.0, longitude: 10.0)

    func plane(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        switch self {
        case .europe: Self.lambert(Self.radians(latitude), Self.radians(longitude - Self.centre.longitude))
        case .world: Self.equalEarth(Self.radians(latitude), Self.radians(longitude))
        }
    }

    private static func lambert(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
        let (sinCentre, cosCentre) = (sin(radians(centre.latitude)), cos(radians(centre.latitude)))
        let cosDistance = sinCentre * sin(latitude) + cosCentre * cos(latitude) * cos(longitude)
        // The antipode of the centre is a circle on the plane: one point of it, far outside every frame.
        guard 1 + cosDistance > 1e-9 else { return (2 * radius, 0) }
        let scale = radius * (2 / (1 + cosDistance)).squareRoot()
        return (
            scale * cos(latitude) * sin(longitude),
            scale * (cosCentre * sin(latitude) - sinCentre * cos(latitude) * cos(longitude))
        )
    }

    private static func equalEarth(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
        let (a1, a2, a3, a4) = (1.340264, -0.081106, 0.000893, 0.003796)
        let t = asin(3.0.squareRoot() / 2 * sin(latitude))
        let (t2, t6) = (t * t, t * t * t * t * t * t)
        let slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
        let x = radius * 2 * 3.0.squareRoot() * longitude * cos(t) / (3 * slope)
        return (x, radius * t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2)))
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
