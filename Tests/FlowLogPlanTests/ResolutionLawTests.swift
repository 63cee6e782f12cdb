import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws of names")
struct ResolutionLawTests {
    @Test("law 10: the order of the lists makes no difference to what names mean")
    func pure() {
        var random = SeededRandom()
        print("law 10, order: \(random.note)")
        for _ in 0..<1_000 {
            let network = RandomNetwork(using: &random)
            let questions = Self.questions(using: &random)
            let answers = resolve(questions, in: network.inventory)
            #expect(
                resolve(questions.shuffled(using: &random), in: network.shuffled(using: &random).inventory) == answers, "\(random.note)")
            #expect(questions.allSatisfy { answers[$0] != nil })
        }
    }

    @Test("law 10: what was not listed, or lacks what the guide promises, never looks like another answer")
    func unknown() {
        var random = SeededRandom()
        print("law 10, unknown: \(random.note)")
        var unknown = 0
        for _ in 0..<2_000 {
            let network = RandomNetwork(using: &random)
            let questions = Self.questions(using: &random)
            let answers = resolve(questions, in: network.inventory)
            let dimmed = resolve(questions, in: network.dimmed(using: &random).inventory)
            for question in questions {
                if case .unknown = dimmed[question] {
                    unknown += 1
                } else {
                    #expect(Self.sense(dimmed[question]) == Self.sense(answers[question]), "\(question) \(random.note)")
                }
            }
        }
        #expect(unknown > 1_000)
    }

    @Test("a name finds what has its bytes, in the project, and nothing else; each answer is one of the list")
    func found() throws {
        var random = SeededRandom()
        print("found: \(random.note)")
        for _ in 0..<2_000 {
            let network = RandomNetwork(using: &random)
            for question in Self.questions(using: &random) where question.parts == [.vpc] {
                let text = question[.vpc] ?? ""
                let vpcs = try #require(try network.inventory.vpcs?.get())
                let meant = vpcs.filter { vpc in
                    let isOurs = vpc.owner.projectID.map { $0 == "project" } ?? true
                    return !vpc.owner.isExternal
                        && (Identifier.isUUID(text)
                            ? vpc.id == text && (isOurs || vpc.owner.isShared) : Array((vpc.name ?? "").utf8) == Array(text.utf8) && isOurs)
                }
                switch resolve([question], in: network.inventory)[question] {
                case .found(let id, names: _): #expect(meant.map(\.id) == [id], "\(question) \(random.note)")
                case .notFound: #expect(meant.isEmpty, "\(question) \(random.note)")
                case .ambiguous: #expect(meant.count > 1, "\(question) \(random.note)")
                case .unknown, nil: Issue.record("\(question) \(random.note)")
                }
            }
        }
    }

    @Test("with fewer answers, a plan does only what it would have done with all of them")
    func lessIsLess() throws {
        var random = SeededRandom()
        print("fewer answers: \(random.note)")
        var kept = 0
        for _ in 0..<3_000 {
            let world = RandomWorld(using: &random)
            var other = RandomWorld(using: &random)
            other.stack.name = "other"
            other.stack.unmanaged = .report
            let stacks = [world.stack, other.stack]
            let questions = stacks.flatMap(\.loggers).compactMap(\.resource)
            let network = world.network.inventory
            let state = try LiveState(region: "KR1", projectID: "project", list: world.list)
            let whole = makePlan(stacks.map { PlanInput($0, .success(state), resolve(questions, in: network)) })
            let due = Set(whole.changes.filter(\.isPending).map(Deed.init))
            // Some names without an answer, none with one, and lists that failed: what still has an answer has the same one.
            let fewer = [
                resolve(questions.filter { _ in .random(using: &random) }, in: network), resolve(questions, in: Self.emptied),
                resolve(questions, in: world.network.dimmed(using: &random).inventory),
            ]
            for answers in fewer {
                let less = makePlan(stacks.map { PlanInput($0, .success(state), answers) })
                for change in less.changes where change.isPending {
                    #expect(due.contains(Deed(change)), "\(change.address) \(change.action) \(random.note)")
                }
                kept += less.changes.count { $0.blocked?.isUnresolved ?? false }
            }
        }
        #expect(kept > 1_000)
    }

    private static let emptied = Inventory(
        projectID: "project", vpcs: .success([]), subnets: .success([]), ports: .success([]), instances: .success([]))

    /// What is done to which logger.
    private struct Deed: Hashable {
        let address: String
        let words: [ActionWord]
        let live: String?
        let target: FieldValue?

        init(_ change: Change) {
            (address, words, live) = (change.address, change.action.words, change.action.live?.id)
            target = change.action.target?.fields[.resourceID]
        }
    }

    private static func questions(using random: inout SeededRandom) -> [NamedResource] {
        (0..<5).map { _ in RandomNetwork.question(using: &random) }
    }

    /// An answer without its words, which names of other lists are part of.
    private static func sense(_ answer: ResourceAnswers.Answer?) -> String {
        switch answer {
        case .found(let id, names: _): id
        case .notFound: "none"
        case .ambiguous: "several"
        case .unknown: "unknown"
        case nil: "unasked"
        }
    }
}
