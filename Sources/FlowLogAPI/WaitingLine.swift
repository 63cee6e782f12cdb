/// Who waits, first come, first served; whoever is in the middle may leave as well. All of it in constant time.
struct WaitingLine<Element> {
    private var elements: [Int: Element] = [:]
    private var first = 0
    private var next = 0

    var isEmpty: Bool { elements.isEmpty }

    var count: Int { elements.count }

    /// - Returns: a number by which it can leave.
    mutating func add(_ element: Element) -> Int {
        defer { next += 1 }
        elements[next] = element
        return next
    }

    /// Nil if it has left already.
    mutating func remove(_ number: Int) -> Element? { elements.removeValue(forKey: number) }

    mutating func removeFirst() -> (number: Int, element: Element)? {
        while first < next {
            defer { first += 1 }
            if let element = elements.removeValue(forKey: first) { return (first, element) }
        }
        return nil
    }
}
