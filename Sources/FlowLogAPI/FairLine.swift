/// Who waits at one host for a place. A free one goes to the cloud that has the fewest there, of those to the one that has waited longest:
/// so a project whose calls take long cannot take all places from the others.
struct FairLine<Element> {
    /// By which one can leave.
    struct Ticket: Hashable {
        let cloud: Int
        let number: Int
    }

    private var lines: [Int: WaitingLine<Element>] = [:]
    /// The clouds that wait, the longest first.
    private var order: [Int] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func add(_ element: Element, of cloud: Int) -> Ticket {
        count += 1
        if lines[cloud]?.isEmpty ?? true { order.append(cloud) }
        return Ticket(cloud: cloud, number: lines[cloud, default: WaitingLine()].add(element))
    }

    mutating func remove(_ ticket: Ticket) {
        guard lines[ticket.cloud]?.remove(ticket.number) != nil else { return }
        count -= 1
        if lines[ticket.cloud]?.isEmpty == true { order.removeAll { $0 == ticket.cloud } }
    }

    /// - Parameter running: how many places each cloud has now.
    mutating func removeNext(running: [Int: Int]) -> (ticket: Ticket, element: Element)? {
        var next = order.indices.first
        for position in order.indices {
            let (places, fewest) = (running[order[position]] ?? 0, next.map { running[order[$0]] ?? 0 } ?? 0)
            if places < fewest { next = position }
            if places == 0 { break }
        }
        guard let next else { return nil }
        let cloud = order.remove(at: next)
        guard let (number, element) = lines[cloud]?.removeFirst() else { return nil }
        count -= 1
        if lines[cloud]?.isEmpty == false { order.append(cloud) }
        return (Ticket(cloud: cloud, number: number), element)
    }

    mutating func removeAll() -> [Element] {
        var all: [Element] = []
        while let (_, element) = removeNext(running: [:]) { all.append(element) }
        return all
    }
}
