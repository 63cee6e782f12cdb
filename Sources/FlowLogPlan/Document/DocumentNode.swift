import FlowLogModel

/// A value of a plan document that is being read, and where it stands. Reading takes nothing for absent that it cannot read, and passes over
/// no word that it does not know: what was reviewed must be what is done.
struct DocumentNode {
    typealias Invalid = SavedPlan.Invalid

    let value: JSONValue
    private let path: Path

    private indirect enum Path {
        case top
        case member(String, of: Path)
        case item(Int, of: Path)

        /// As `resource_changes[3].key`.
        var text: String {
            switch self {
            case .top: ""
            case .member(let name, .top): name
            case .member(let name, let parent): "\(parent.text).\(name)"
            case .item(let index, let parent): "\(parent.text)[\(index)]"
            }
        }
    }

    /// The whole document.
    init(_ document: JSONValue) {
        value = document
        path = .top
    }

    private init(_ value: JSONValue, at path: Path) {
        self.value = value
        self.path = path
    }

    // MARK: inside it

    /// A member that the object must have.
    func member(_ name: String) throws(Invalid) -> DocumentNode {
        guard let member = optionalMember(name) else {
            throw Invalid("it has no \(Path.member(name, of: path).text), although its checksum matches: plan again")
        }
        return member
    }

    /// A member that the object may have.
    func optionalMember(_ name: String) -> DocumentNode? {
        value[name].map { DocumentNode($0, at: .member(name, of: path)) }
    }

    /// The items of a list.
    var items: [DocumentNode] {
        get throws(Invalid) {
            guard let items = value.items else { throw unexpected("a list") }
            return items.enumerated().map { DocumentNode($1, at: .item($0, of: path)) }
        }
    }

    // MARK: what it is

    /// Nil for a null.
    var unlessNull: DocumentNode? { value == .null ? nil : self }

    var string: String {
        get throws(Invalid) {
            guard let string = value.string else { throw unexpected("a string") }
            return string
        }
    }

    var flag: Bool {
        get throws(Invalid) {
            guard case .boolean(let flag) = value else { throw unexpected("a boolean") }
            return flag
        }
    }

    var integer: Int {
        get throws(Invalid) {
            guard let integer = value.integer else { throw unexpected("a whole number") }
            return integer
        }
    }

    /// A string of which only some mean anything.
    /// - Parameter known: what it means; nil for nothing.
    func word<Word>(_ known: (String) -> Word?) throws(Invalid) -> Word {
        let text = try string
        guard let word = known(text) else {
            throw Invalid("its \(path.text) is '\(text)', which this version does not know: use the version that made it, or plan again")
        }
        return word
    }

    // MARK: what is wrong with it

    /// Two parts of it do not go together.
    func contradiction(_ what: String) -> Invalid { Invalid("its \(path.text) contradicts itself: \(what): plan again") }

    private func unexpected(_ expected: String) -> Invalid {
        Invalid("its \(path.text) should be \(expected) and is \(value.kind): plan again")
    }
}
