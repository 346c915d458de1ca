// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import HTML

@Suite struct `The projections of the maps` {
    @Test func `the centre of Europe's projection is the origin`() {
        let (x, y) = MapProjection.europe.plane(latitude: 52, longitude: 10)
        #expect(abs(x) < 1e-6)
        #expect(abs(y) < 1e-6)
    }

    @Test(arguments: [(30.0, 5.0), (52, 20), (64, 31.5)])
    func `east and west of the central meridian mirror each other`(latitude: Double, away: Double) {
        let east = MapProjection.europe.plane(latitude: latitude, longitude: 10 + away)
        let west = MapProjection.europe.plane(latitude: latitude, longitude: 10 - away)
        #expect(abs(east.x + west.x) < 1e-6)
        #expect(abs(east.y - west.y) < 1e-6)
    }

    /// EPSG guidance note 7-2, example of method 9820: 50° N 5° E is 3 962 799 m, 2 999 719 m, from the false origin
    /// 4 321 000 m, 3 210 000 m. A sphere differs from its ellipsoid by a few kilometres: less than a unit of the drawing.
    @Test func `a place lies where EPSG 3035 has it, within five kilometres`() {
        let (x, y) = MapProjection.europe.plane(latitude: 50, longitude: 5)
        #expect(abs(x - (3_962.799 - 4_321)) < 5)
        #expect(abs(y - (2_999.719 - 3_210)) < 5)
    }

    @Test(arguments: [60.0, 71, 36, 52.01])
    func `distances from the centre are chords of the sphere`(latitude: Double) {
        let (x, y) = MapProjection.europe.plane(latitude: latitude, longitude: 10)
        #expect(abs(x) < 1e-6)
        #expect(abs(y - 2 * MapProjection.radius * sin((latitude - 52) / 2 * .pi / 180)) < 1e-6)
    }

    @Test func `Athens lies south-east of Brussels`() {
        let brussels = MapProjection.europe.plane(latitude: 50.85, longitude: 4.35)
        let athens = MapProjection.europe.plane(latitude: 37.98, longitude: 23.73)
        #expect(athens.x > brussels.x && athens.y < brussels.y)
        #expect(brussels.x < 0 && brussels.y < 0)
    }

    @Test func `equal areas stay equal`() {
        func area(_ latitude: Double, _ longitude: Double) -> Double {
            let step = 0.01
            let a = MapProjection.europe.plane(latitude: latitude, longitude: longitude)
            let b = MapProjection.europe.plane(latitude: latitude, longitude: longitude + step)
            let c = MapProjection.europe.plane(latitude: latitude + step, longitude: longitude)
            return abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / cos((latitude + step / 2) * .pi / 180)
        }
        let (centre, reykjavik, nicosia) = (area(52, 10), area(64, -22), area(35, 33))
        #expect(abs(reykjavik / centre - 1) < 1e-3)
        #expect(abs(nicosia / centre - 1) < 1e-3)
    }

    /// Šavrič, Patterson and Jenny 2018: the map is 2 · 2.7066 radii wide and 2 · 1.3174 high.
    @Test func `Equal Earth has the published width and height`() {
        let corner = MapProjection.world.plane(latitude: 0, longitude: 180)
        let pole = MapProjection.world.plane(latitude: 90, longitude: 0)
        #expect(abs(corner.x / MapProjection.radius - 2.7066) < 1e-4 && corner.y == 0)
        #expect(abs(pole.y / MapProjection.radius - 1.3174) < 1e-4 && pole.x == 0)
    }

    @Test func `the antipode of the centre is outside every frame, not a fault`() {
        let isShown = MapFrame.europe(width: 640).shows(latitude: -52, longitude: -170)
        #expect(!isShown)
    }

    @Test func `the land was prepared with the same formulas`() {
        let sheets = [
            (Land.embedded.europe, MapProjection.europe), (Land.embedded.europeSmall, .europe), (Land.embedded.world, .world),
        ]
        for (sheet, projection) in sheets {
            let frame = MapFrame(sheet: sheet, projection: projection, width: sheet.width)
            #expect(sheet.controls.count >= 5)
            for control in sheet.controls {
                let (x, y) = frame.position(latitude: control[1], longitude: control[0])
                #expect(abs(x - control[2]) < 0.01)
                #expect(abs(y - control[3]) < 0.01)
            }
        }
    }

    @Test func `the land is path data of at most 16 KB a sheet`() {
        for sheet in [Land.embedded.europe, Land.embedded.europeSmall, Land.embedded.world] {
            let letters = Set((sheet.land + sheet.borders).unicodeScalars)
            #expect(letters.isSubset(of: Set("mlz0123456789- ".unicodeScalars)))
            #expect((1_000...16_000).contains(sheet.land.utf8.count + sheet.borders.utf8.count))
        }
    }
}

@Suite struct `Names on a map` {
    /// So many dots in so many places, from a seed.
    func dots(_ count: Int, seed: UInt64, hosts: Int = 1) -> [MapDot] {
        var random = Congruence(state: seed)
        return (0..<count).map { number in
            let name = String(repeating: "Łódź ", count: Int.random(in: 1...3, using: &random)) + String(number)
            let style: MapPoint.Style = number < hosts ? .host : .member
            let point = MapPoint(name, latitude: 0, longitude: 0, weight: number, style: style)
            return MapDot(
                point: point, x: .random(in: 0...640, using: &random), y: .random(in: 0...600, using: &random),
                radius: .random(in: 2...13, using: &random))
        }
    }

    @Test(arguments: [1, 10, 60, 400], [1, 2, 3] as [UInt64])
    func `names never overlap and never leave the drawing`(count: Int, seed: UInt64) {
        let frame = PlotBox(left: 0, top: 0, right: 640, bottom: 600)
        let labels = MapLabels(frame: frame, dots: dots(count, seed: seed), most: 40).placed()
        #expect(!labels.isEmpty && labels.count <= 40)
        for (place, label) in labels.enumerated() {
            #expect(label.box.lies(in: frame))
            #expect(!labels[(place + 1)...].contains { $0.box.overlaps(label.box) })
        }
    }

    @Test func `a name does not hide a large dot, or stand between two`() {
        let here = MapDot(point: MapPoint("Here", latitude: 0, longitude: 0), x: 300, y: 300, radius: 6)
        let right = MapDot(point: MapPoint("Right", latitude: 0, longitude: 0, isLabelled: false), x: 320, y: 300, radius: 6)
        let frame = PlotBox(left: 0, top: 0, right: 640, bottom: 600)
        let labels = MapLabels(frame: frame, dots: [here, right], most: 5).placed()
        #expect(labels == [MapLabel(text: "Here", x: 290, y: 305, anchor: .end)])
    }

    @Test func `what may lie near a box is met once, whatever cells it lies in`() {
        let boxes = dots(300, seed: 5).map(\.box)
        let grid = MapGrid(boxes)
        for probe in dots(40, seed: 6).map({ $0.box.grown(by: 30) }) {
            var met: [Int] = []
            grid.forEach(in: probe) { position, box in if box.overlaps(probe) { met.append(position) } }
            #expect(met.sorted() == boxes.indices.filter { boxes[$0].overlaps(probe) })
        }
    }

    @Test func `the host is named first, however small`() {
        let frame = PlotBox(left: 0, top: 0, right: 640, bottom: 600)
        let labels = MapLabels(frame: frame, dots: dots(400, seed: 9), most: 1).placed()
        #expect(labels.map(\.text) == [dots(400, seed: 9)[0].point.name])
    }

    @Test func `places without a label have none`() {
        var dot = dots(1, seed: 4)[0]
        dot.point.isLabelled = false
        #expect(MapLabels(frame: PlotBox(left: 0, top: 0, right: 640, bottom: 600), dots: [dot], most: 5).placed().isEmpty)
    }
}

@Suite struct `A map of places` {
    let brussels = MapPoint("Brussels", latitude: 50.85, longitude: 4.35, weight: 200_000, style: .host)
    let athens = MapPoint("Athens", latitude: 37.98, longitude: 23.73, weight: 1_000_000)
    let tampere = MapPoint("Tampere", latitude: 61.5, longitude: 23.76, weight: 250_000, style: .other)
    let montreal = MapPoint("Montréal", at: "/authorities/ca-montreal", latitude: 45.51, longitude: -73.59, weight: 1_762_949)

    @Test func `places beyond the frame are handed back in the order given`() {
        let paita = MapPoint("Païta", latitude: -22.13, longitude: 166.37)
        let map = PointMap(id: "m", title: "Map", points: [paita, brussels, montreal])
        #expect(map.outside == [paita, montreal])
        #expect(!map.markup.text.contains("Montréal"))
    }

    @Test func `the area of a dot is in proportion to the weight, between two bounds`() {
        let scale = MapDotScale.desk(4_000_000, places: 300)
        func area(_ weight: Int, _ style: MapPoint.Style = .member) -> Double {
            let radius = scale.radius(of: MapPoint("", latitude: 0, longitude: 0, weight: weight, style: style))
            return radius * radius
        }
        #expect(abs(area(2_000_000) / area(1_000_000) - 2) < 1e-9)
        #expect(abs(area(4_000_000) / area(1_000_000) - 4) < 1e-9)
        #expect(area(18_000_000) == area(4_000_000))
        #expect(area(0) == area(1) && area(0) > 0)
        #expect(area(0, .host) > area(0))
    }

    @Test func `large dots are drawn first, the host last`() {
        let dots = PointMap.dots([brussels, tampere, athens], in: .europe(width: 640), .desk(1_000_000, places: 3))
        #expect(dots.map(\.point.name) == ["Athens", "Tampere", "Brussels"])
    }

    @Test func `the drawings are two images with a name, without style attributes, links or second land`() {
        let text = PointMap(id: "network", title: "Three cities.", points: [brussels, tampere, athens]).markup.text
        #expect(text.components(separatedBy: "role=\"img\"").count == 3)
        #expect(text.contains("aria-labelledby=\"network-desk\"><title id=\"network-desk\">Three cities.</title>"))
        #expect(text.contains("aria-labelledby=\"network-phone\"><title id=\"network-phone\">Three cities.</title>"))
        #expect(!text.contains("style=") && !text.contains("<a ") && !text.contains("NaN") && !text.contains("inf"))
        #expect(text.components(separatedBy: "class=\"land\"").count == 2)
        #expect(text.contains("<use href=\"#network-land\""))
        for style in ["city", "inv", "host"] { #expect(text.components(separatedBy: "class=\"\(style)\"").count == 3) }
    }

    @Test func `names are escaped`() {
        let point = MapPoint("<b>\"L'Haÿ\" & co</b>", latitude: 48.8, longitude: 2.3)
        let text = PointMap(id: "m", title: "<title>", points: [point]).markup.text
        #expect(!text.contains("<b>") && !text.contains("<title><"))
        #expect(text.contains("<text class=\"lab\"") && text.contains("&lt;b&gt;&quot;L&#39;Haÿ&quot; &amp; co&lt;/b&gt;</text>"))
        #expect(XMLProbe.isWellFormed(text))
    }

    @Test func `a place of Europe is located in Europe, another in the world`() {
        let here = PointMap.locator(id: "l", title: "Athens on a map of Europe.", point: athens).text
        let there = PointMap.locator(id: "l", title: "Montréal on a map of the world.", point: montreal).text
        #expect(here.contains("viewBox=\"0 0 320 300\""))
        #expect(here.contains("<circle class=\"host\" cx=\"238.4\" cy=\"265.9\" r=\"7.0\"/>"))
        #expect(there.contains("viewBox=\"0 0 320 138\"") && there.contains(">Montréal</text>"))
    }

    @Test func `a map without places is a map`() {
        let text = PointMap(id: "m", title: "Nobody yet.", points: []).markup.text
        #expect(text.contains("class=\"land\"") && !text.contains("<circle"))
    }
}
