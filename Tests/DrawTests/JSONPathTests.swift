// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `A place in a file` {
    @Test func `is written with all its names and items`() {
        let root = JSONPath(), list = root.member("a").item(1).item(2)
        let paths = [
            root, root.item(1).item(2).member("a"), root.member("people").item(3).member("wishes").item(1).item(0),
            list.item(3).member("b").item(4), root.member("a").member("b").member("c").item(1).item(2).item(3).item(4),
            root.member("a").member("b").item(1).item(2).item(3).member("c"),
        ]
        #expect(
            paths.map(\.text) == [
                "$", "$[1][2].a", "$.people[3].wishes[1][0]", "$.a[1][2][3].b[4]", "$.a.b.c[1][2][3][4]", "$.a.b[1][2][3].c",
            ])
    }
}
