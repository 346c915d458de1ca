// SPDX-License-Identifier: EUPL-1.2

/// Memory of a fixed length with one owner. An array counts its owners and asks at every write whether it is shared; in the
/// innermost loops of the draw that takes longer than what is written.
struct Cells<Element: BitwiseCopyable>: ~Copyable {
    let count: Int
    private let start: UnsafeMutablePointer<Element>

    init(repeating element: Element, count: Int) {
        self.count = count
        start = .allocate(capacity: count)
        start.initialize(repeating: element, count: count)
    }

    init(_ elements: some Collection<Element>) {
        count = elements.count
        start = .allocate(capacity: count)
        _ = UnsafeMutableBufferPointer(start: start, count: count).initialize(from: elements)
    }

    deinit { start.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "cells end")
            return start[index]
        }
        @inline(__always) set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "cells end")
            start[index] = newValue
        }
    }
}
