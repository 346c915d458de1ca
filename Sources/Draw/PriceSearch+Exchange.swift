// SPDX-License-Identifier: EUPL-1.2

// The exchange of the one for the other.
extension PriceSearch {
    /// False if the numbers would become too large.
    mutating func pivot(_ leaving: Leaving, _ entering: Entering) -> Bool {
        switch (leaving, entering) {
        case (.slack(let limit), .column(let column)): return grow(limit, column)
        case (.slack(let limit), .row(let row)): return replaceRow(row, by: limit)
        case (.extra(let place, _), .column(let column)): return replaceExtra(place, by: column)
        case (.extra(let place, _), .row(let row)): return shrink(place, row)
        }
    }

    /// The inverse times what a column takes more than its key, by extra.
    func image(_ column: Int) -> [Int] {
        let differences = rows.map { difference(column, $0) }
        return inverse.map { line in zip(line, differences).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    /// What the inverse becomes where `corner` is exchanged, over the denominator times the corner; nil if it is not safe.
    func exchanged(_ corner: Int, _ image: [Int], _ line: [Int]) -> [[Int]]? {
        guard abs(corner) < Self.mostNumber, image.allSatisfy({ abs($0) < Self.mostNumber }),
            line.allSatisfy({ abs($0) < Self.mostNumber })
        else { return nil }
        return inverse.indices.map { place in
            let own = inverse[place], factor = image[place]
            return own.indices.map { own[$0] * corner + factor * line[$0] }
        }
    }

    mutating func grow(_ limit: Int, _ column: Int) -> Bool {
        let (image, line) = (image(column), slackRow(limit))
        let corner =
            denominator * difference(column, limit)
            - zip(extras, image).reduce(0) { $0 + difference($1.0, limit) * $1.1 }
        guard var next = exchanged(corner, image, line) else { return false }
        for place in extras.indices { next[place].append(-image[place] * denominator) }
        next.append(line.map { -$0 * denominator } + [denominator * denominator])
        rows.append(limit)
        extras.append(column)
        isExtra[column] = true
        return setInverse(next, over: denominator * corner)
    }

    mutating func replaceRow(_ row: Int, by limit: Int) -> Bool {
        let line = slackRow(limit)
        guard var next = exchanged(line[row], inverse.map { -$0[row] }, line) else { return false }
        for place in extras.indices { next[place][row] = inverse[place][row] * denominator }
        rows[row] = limit
        return setInverse(next, over: denominator * line[row])
    }

    mutating func replaceExtra(_ place: Int, by column: Int) -> Bool {
        let image = image(column)
        guard var next = exchanged(image[place], image.map { -$0 }, inverse[place]) else { return false }
        next[place] = inverse[place].map { $0 * denominator }
        isExtra[extras[place]] = false
        extras[place] = column
        isExtra[column] = true
        return setInverse(next, over: denominator * image[place])
    }

    mutating func shrink(_ place: Int, _ row: Int) -> Bool {
        let corner = inverse[place][row]
        guard var next = exchanged(corner, inverse.map { -$0[row] }, inverse[place]) else { return false }
        next.remove(at: place)
        for other in next.indices { next[other].remove(at: row) }
        isExtra[extras[place]] = false
        extras.remove(at: place)
        rows.remove(at: row)
        return setInverse(next, over: denominator * corner)
    }

    /// Takes numerators in lowest terms: pairs who go together would otherwise double the denominator again and again.
    mutating func setInverse(_ numerators: [[Int]], over whole: Int) -> Bool {
        var divisor = abs(whole)
        for line in numerators {
            for number in line where number != 0 && number % divisor != 0 { divisor = greatestDivisor(number, divisor) }
        }
        if whole < 0 { divisor = -divisor }
        denominator = whole / divisor
        inverse = numerators.map { line in line.map { $0 == 0 ? 0 : $0 / divisor } }
        return denominator < Self.mostNumber && inverse.allSatisfy { $0.allSatisfy { abs($0) < Self.mostNumber } }
    }

    func greatestDivisor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (abs(one), abs(other))
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }
}
