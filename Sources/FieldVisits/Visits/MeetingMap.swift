// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Vocabulary

/// Where groups meet, drawn by the program: numbers at their distances from each other, north above, and beside them a list of the same.
struct MeetingMap {
    /// A place at which one or more departures meet.
    struct Stop: Equatable {
        let point: MeetingPoint
        let name: String
        var visits: [VisitCode]
    }

    let stops: [Stop]
    private let view: VisitView

    private static let width = 340.0, height = 300.0, margin = 34.0
    private static let metresPerDegree = 111_320.0
    /// The least that the drawing is wide, in metres: two doors of one street are not drawn kilometres apart.
    private static let least = 400.0

    /// Nil where no departure has a place on the map.
    init?(_ visits: [FieldVisit], view: VisitView) {
        var stops: [Stop] = []
        for visit in visits {
            for departure in visit.leaving {
                guard let point = departure.point else { continue }
                if let known = stops.firstIndex(where: { $0.point == point && $0.name == departure.meeting }) {
                    if !stops[known].visits.contains(visit.code) { stops[known].visits.append(visit.code) }
                } else {
                    stops.append(Stop(point: point, name: departure.meeting, visits: [visit.code]))
                }
            }
        }
        guard !stops.isEmpty else { return nil }
        self.stops = stops
        self.view = view
    }

    private var words: Words { view.words }

    var markup: HTML {
        """
        <div class="two wide"><div class="panel">\(drawing)</div>
        <ol class="plain meeting-list">\(each: stops.enumerated(), { item($0.offset, $0.element) })</ol></div>
        """
    }

    private func item(_ number: Int, _ stop: Stop) -> HTML {
        let (latitude, longitude) = (Self.degrees(stop.point.latitude), Self.degrees(stop.point.longitude))
        return """
            <li><b>\(number + 1)</b> \(stop.name.isEmpty ? words("visits.map.nameless") : stop.name)<br>\
            <span class="small quiet">\(stop.visits.map(\.description).joined(separator: ", ")) · \
            <a href="\(Address(latitude: latitude, longitude: longitude))">\(latitude), \(longitude)<span class="hide"> \(stop.name)</span></a></span></li>

            """
    }

    /// Five decimals are a metre.
    private static func degrees(_ value: Double) -> String { String(format: "%.5f", locale: Locale(identifier: "en"), value) }

    // MARK: The drawing

    private var drawing: HTML {
        let plane = Self.plane(stops.map(\.point))
        let bar = Self.bar(for: plane.metres)
        let length = bar / plane.metres * (Self.width - 2 * Self.margin)
        let title = words("visits.map.title", ["count": .number(stops.count)])
        return """
            <svg class="plot map meeting" viewBox="0 0 \(Self.width, decimals: 0) \(Self.height, decimals: 0)" role="img" aria-labelledby="meeting-map">\
            <title id="meeting-map">\(title)</title>\
            <rect class="land" x="1" y="1" width="\(Self.width - 2, decimals: 0)" height="\(Self.height - 2, decimals: 0)"/>\
            \(each: plane.places.enumerated(), { dot($0.offset + 1, $0.element) })\
            <path class="span" d="M \(Self.margin, decimals: 1) \(Self.height - 20, decimals: 1) v 6 h \(length, decimals: 1) v -6"/>\
            <text x="\(Self.margin + length + 8, decimals: 1)" y="\(Self.height - 12, decimals: 1)">\(scale(bar))</text></svg>
            """
    }

    private func dot(_ number: Int, _ place: (x: Double, y: Double)) -> HTML {
        """
        <circle class="host" cx="\(place.x, decimals: 1)" cy="\(place.y, decimals: 1)" r="12"/>\
        <text class="num" x="\(place.x, decimals: 1)" y="\(place.y + 5, decimals: 1)" text-anchor="middle">\(number)</text>
        """
    }

    private func scale(_ metres: Double) -> String {
        metres >= 1_000
            ? words("visits.map.kilometres", ["count": .number(Int(metres / 1_000))])
            : words("visits.map.metres", ["count": .number(Int(metres))])
    }

    /// Where each comes to lie, and how many metres the drawing is wide between its margins.
    static func plane(_ points: [MeetingPoint]) -> (places: [(x: Double, y: Double)], metres: Double) {
        let (south, north) = (points.map(\.latitude).min() ?? 0, points.map(\.latitude).max() ?? 0)
        let (west, east) = (points.map(\.longitude).min() ?? 0, points.map(\.longitude).max() ?? 0)
        let narrowing = cos((south + north) / 2 * .pi / 180)
        let (wide, high) = (
            (east - west) * metresPerDegree * narrowing, (north - south) * metresPerDegree
        )
        let (frameWidth, frameHeight) = (width - 2 * margin, height - 2 * margin - 20)
        let metres = max(wide, high * frameWidth / frameHeight, least)
        let scale = frameWidth / metres
        let places = points.map { point in
            let right = (point.longitude - (west + east) / 2) * metresPerDegree * narrowing
            let up = (point.latitude - (south + north) / 2) * metresPerDegree
            return (width / 2 + right * scale, margin + frameHeight / 2 - up * scale)
        }
        return (places, metres)
    }

    /// A round length, at most a third of the drawing.
    static func bar(for metres: Double) -> Double {
        let round: [Double] = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000]
        return round.last { $0 <= metres / 3 } ?? 50
    }
}
