// SPDX-License-Identifier: EUPL-1.2

/// A sheet of land at a size: where places come to lie in a drawing, and the land under them.
struct MapFrame {
    let sheet: Land.Sheet
    let projection: MapProjection
    let width: Double

    static func europe(width: Double) -> MapFrame { MapFrame(sheet: Land.embedded.europe, projection: .europe, width: width) }
    static func smallEurope(width: Double) -> MapFrame {
        MapFrame(sheet: Land.embedded.europeSmall, projection: .europe, width: width)
    }
    static func world(width: Double) -> MapFrame { MapFrame(sheet: Land.embedded.world, projection: .world, width: width) }

    /// Units of the drawing per step of the sheet's grid.
    var scale: Double { width / sheet.width }
    var height: Double { (sheet.height * scale).rounded() }
    var box: PlotBox { PlotBox(left: 0, top: 0, right: width, bottom: height) }

    func position(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        let plane = projection.plane(latitude: latitude, longitude: longitude)
        return ((plane.x - sheet.west) / sheet.unit * scale, (sheet.north - plane.y) / sheet.unit * scale)
    }

    /// Whether the drawing shows this place with room for a dot.
    func shows(latitude: Double, longitude: Double) -> Bool {
        let (x, y) = position(latitude: latitude, longitude: longitude)
        return box.grown(by: -4).contains(x, y)
    }

    /// The land, which another drawing of the same page can take by its id.
    func land(id: String? = nil) -> HTML {
        let named: HTML = if let id { " id=\"\(id)\"" } else { "" }
        let shapes: HTML = """
            <path class="land" d="\(sheet.land)"/>\
            \(if: !sheet.borders.isEmpty, "<path class=\"border\" vector-effect=\"non-scaling-stroke\" d=\"\(sheet.borders)\"/>")
            """
        return "<g transform=\"scale(\(scale, decimals: 4))\"><g\(named)>\(shapes)</g></g>"
    }

    /// The land of another drawing, at the size of this one.
    func land(of id: String) -> HTML { "<use href=\"#\(id)\" transform=\"scale(\(scale, decimals: 4))\"/>" }
}
