// SPDX-License-Identifier: EUPL-1.2

/// Where a value stands: `$.people[3].wishes[1][0]`. Every value that is read has one, and hardly any is ever written: so two
/// names, as they stand in the program, and their items are kept in place; only what stands deeper makes an object of what is above.
struct JSONPath {
    private indirect enum Stem { case path(JSONPath) }
    private var stem: Stem?
    private var first: StaticString?, firstItem: Int32 = -1
    private var second: StaticString?, secondItem: Int32 = -1, lastItem: Int32 = -1

    init() {}

    private init(below path: JSONPath) { stem = .path(path) }

    /// A member of the object that stands here.
    func member(_ name: StaticString) -> JSONPath {
        let isFull = second != nil || (first == nil && firstItem >= 0)
        var path = isFull ? JSONPath(below: self) : self
        if path.first == nil { path.first = name } else { path.second = name }
        return path
    }

    /// An item of the list that stands here.
    func item(_ index: Int) -> JSONPath {
        let isFull = first == nil || (second == nil ? firstItem >= 0 : lastItem >= 0)
        var path = isFull ? JSONPath(below: self) : self
        if path.second == nil {
            path.firstItem = Int32(index)
        } else if path.secondItem < 0 {
            path.secondItem = Int32(index)
        } else {
            path.lastItem = Int32(index)
        }
        return path
    }

    var text: String {
        var text = "$"
        if case .path(let path)? = stem { text = path.text }
        if let first { text += ".\(first)" }
        if firstItem >= 0 { text += "[\(firstItem)]" }
        if let second { text += ".\(second)" }
        if secondItem >= 0 { text += "[\(secondItem)]" }
        if lastItem >= 0 { text += "[\(lastItem)]" }
        return text
    }
}
