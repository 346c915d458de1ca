// SPDX-License-Identifier: EUPL-1.2

/// Places on a map of Europe, as one image with a sentence as its name, drawn for wide windows and for phones.
/// Without links and not the only source: a list or table beside it holds the same facts.
package struct PointMap: Sendable {
    static let deskWidth = 500.0, phoneWidth = 300.0
    /// Names written at most; more would be a list.
    static let deskLabels = 24, phoneLabels = 9

    /// What the ids of the drawing begin with; unique on the page.
    package let id: String
    /// The sentence that is the image's name.
    package let title: String
    package let points: [MapPoint]
    /// The weight whose dot is the largest drawn.
    package let fullWeight: Int

    /// A map of these places; the largest dot stands for the largest weight, unless another is given.
    package init(id: String, title: String, points: [MapPoint], fullWeight: Int? = nil) {
        self.id = id
        self.title = title
        self.points = points
        self.fullWeight = fullWeight ?? points.map(\.weight).max() ?? 1
    }

    /// Places beyond the edges of the map, in the order given: to be listed under it.
    package var outside: [MapPoint] {
        let frame = MapFrame.europe(width: Self.deskWidth)
        return points.filter { !frame.shows(latitude: $0.latitude, longitude: $0.longitude) }
    }

    /// Both drawings; the style sheet shows one of them. The phone takes its land from the other.
    package var markup: HTML { desk + phone }

    private var desk: HTML {
        let frame = MapFrame.europe(width: Self.deskWidth)
        let dots = Self.dots(points, in: frame, .desk(fullWeight, places: points.count))
        let labels = MapLabels(frame: frame.box, dots: dots, most: Self.deskLabels).placed()
        let content: HTML = """
            \(frame.land(id: "\(id)-land"))\(each: dots, { $0.markup(withName: true) })\(each: labels, { $0.markup })
            """
        return Self.drawing(id: "\(id)-desk", title, frame, classes: "map desk", content)
    }

    private var phone: HTML {
        let frame = MapFrame.europe(width: Self.phoneWidth)
        let dots = Self.dots(points, in: frame, .phone(fullWeight, places: points.count))
        let labels = MapLabels(frame: frame.box, dots: dots, most: Self.phoneLabels).placed()
        let content: HTML = """
            \(frame.land(of: "\(id)-land"))\(each: dots, { $0.markup(withName: false) })\(each: labels, { $0.markup })
            """
        return Self.drawing(id: "\(id)-phone", title, frame, classes: "map phone", content)
    }

    /// The places a frame shows, large ones first, so that small ones lie on them; the host last.
    static func dots(_ points: [MapPoint], in frame: MapFrame, _ scale: MapDotScale) -> [MapDot] {
        points.filter { frame.shows(latitude: $0.latitude, longitude: $0.longitude) }
            .map { point in
                let (x, y) = frame.position(latitude: point.latitude, longitude: point.longitude)
                return MapDot(point: point, x: x, y: y, radius: scale.radius(of: point))
            }
            .sorted { a, b in
                let hosts = (a.point.style == .host ? 1 : 0, b.point.style == .host ? 1 : 0)
                return (hosts.0, -a.radius, a.point.name) < (hosts.1, -b.radius, b.point.name)
            }
    }

    static func drawing(id: String, _ title: String, _ frame: MapFrame, classes: String, _ content: HTML) -> HTML {
        """
        <svg class="plot \(classes)" viewBox="0 0 \(frame.width, decimals: 0) \(frame.height, decimals: 0)" role="img" \
        aria-labelledby="\(id)"><title id="\(id)">\(title)</title>\(content)</svg>
        """
    }
}

extension PointMap {
    /// A small map with one marked place: of Europe, or of the world for places beyond it.
    package static func locator(id: String, title: String, point: MapPoint) -> HTML {
        let width = 320.0
        let small = MapFrame.smallEurope(width: width)
        let isInEurope = small.shows(latitude: point.latitude, longitude: point.longitude)
        let frame = isInEurope ? small : .world(width: width)
        let (x, y) = frame.position(latitude: point.latitude, longitude: point.longitude)
        var here = point
        here.style = .host  // brass marks where you are
        let dot = MapDot(point: here, x: x, y: y, radius: 7)
        let labels = MapLabels(frame: frame.box, dots: [dot], most: 1).placed()
        let content: HTML = "\(frame.land())\(dot.markup(withName: false))\(each: labels, { $0.markup })"
        return drawing(id: id, title, frame, classes: "map locator", content)
    }

    /// A sample for the key of the map: the dot of a style.
    package static func swatch(_ style: MapPoint.Style) -> HTML {
        """
        <svg class="plot" viewBox="0 0 24 16" aria-hidden="true"><circle class="\(style.name)" cx="12" cy="8" \
        r="\(style == .host ? 6.5 : 5, decimals: 1)"/></svg>
        """
    }

    /// A sample for the key of the map: how large the dot of a weight is, in the drawing for wide windows.
    package func swatch(ofWeight weight: Int) -> HTML {
        let radius = MapDotScale.desk(fullWeight, places: points.count).radius(
            of: MapPoint("", latitude: 0, longitude: 0, weight: weight))
        let height = max(16, (2 * radius + 2).rounded(.up))
        return """
            <svg class="plot size" width="\(height + 8, decimals: 0)" height="\(height, decimals: 0)" aria-hidden="true">\
            <circle class="city" cx="\(height / 2 + 4, decimals: 1)" cy="\(height / 2, decimals: 1)" \
            r="\(radius, decimals: 1)"/></svg>
            """
    }
}
