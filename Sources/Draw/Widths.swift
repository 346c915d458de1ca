// SPDX-License-Identifier: EUPL-1.2

/// Work that is done with integers of the width it needs.
protocol ExactWork {
    associatedtype Product
    func done<Cost: ExactInteger>(with type: Cost.Type) throws(DrawRefusal) -> Product
}

extension ExactWork {
    /// The work with integers of at least so many bits.
    func done(bits: Int) throws(DrawRefusal) -> Product {
        switch bits {
        case ...128: return try done(with: Int128.self)
        case ...256: return try done(with: Integer256.self)
        case ...512: return try done(with: Integer512.self)
        case ...1024: return try done(with: Integer1024.self)
        case ...4096: return try done(with: Integer4096.self)
        default: throw DrawRefusal("$", .tooWide(bits: bits))
        }
    }
}
