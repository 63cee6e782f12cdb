import FlowLogModel

/// A JSON object whose members are read by name, with errors that say which object, which member, and what is there instead.
struct WireObject {
    private let container: KeyedDecodingContainer<WireKey>

    init(_ decoder: any Decoder) throws {
        do {
            container = try decoder.container(keyedBy: WireKey.self)
        } catch {
            let kind = (try? JSONValue(from: decoder))?.kind ?? "unreadable"
            let path = Self.text(decoder.codingPath)
            throw MalformedAnswer(message: "\(path.isEmpty ? "it" : path) should be an object, is \(kind)")
        }
    }

    /// The id, which every object has.
    func id() throws -> String {
        let id = try string("id")
        guard !id.isEmpty else { throw malformed("'id' is empty") }
        return id
    }

    // The container has a `decode` for each of these types, which is several times as fast as the one for any type.
    func string(_ key: WireKey) throws -> String { try read(key, "a string") { try container.decode(String.self, forKey: key) } }
    func boolean(_ key: WireKey) throws -> Bool { try read(key, "a boolean") { try container.decode(Bool.self, forKey: key) } }
    func integer(_ key: WireKey) throws -> Int { try read(key, "an integer") { try container.decode(Int.self, forKey: key) } }

    /// Nil where there is no text.
    func text(_ key: WireKey) -> String? { try? optionalString(key) }

    /// Nil where it is absent or null.
    func optionalString(_ key: WireKey) throws -> String? {
        do { return try container.decodeIfPresent(String.self, forKey: key) } catch { throw malformed(key, "a string") }
    }

    /// - Parameter expected: how the message calls the type.
    func value<Value: Decodable>(_ type: Value.Type, _ key: WireKey, _ expected: String) throws -> Value {
        try read(key, expected) { try container.decode(type, forKey: key) }
    }

    /// Nil where it is absent or null.
    func optionalValue<Value: Decodable>(_ type: Value.Type, _ key: WireKey, _ expected: String) throws -> Value? {
        guard has(key) else { return nil }
        return try value(type, key, expected)
    }

    /// Whether something other than null is there.
    func has(_ key: WireKey) -> Bool { container.contains(key) && (try? container.decodeNil(forKey: key)) == false }

    /// What is there, whatever it is; nil where nothing is.
    func raw(_ key: WireKey) -> JSONValue? { try? container.decode(JSONValue.self, forKey: key) }

    /// An error about this object, which is named by its path in the answer and its id.
    func malformed(_ text: String) -> MalformedAnswer {
        let path = Self.text(container.codingPath)
        guard !path.isEmpty else { return MalformedAnswer(message: text) }
        // It may be as long as the answer.
        let id = (try? container.decode(String.self, forKey: "id")).map { " (id \(String($0.unicodeScalars.prefix(100))))" } ?? ""
        return MalformedAnswer(message: "\(path)\(id): \(text)")
    }

    private func read<Value>(_ key: WireKey, _ expected: String, _ decode: () throws -> Value) throws -> Value {
        do {
            return try decode()
        } catch let error as MalformedAnswer {
            throw error
        } catch {
            throw malformed(key, expected)
        }
    }

    private func malformed(_ key: WireKey, _ expected: String) -> MalformedAnswer {
        guard container.contains(key) else { return malformed("'\(key.stringValue)' is missing") }
        let kind = (try? container.decode(JSONValue.self, forKey: key))?.kind ?? "unreadable"
        return malformed("'\(key.stringValue)' should be \(expected), is \(kind)")
    }

    private static func text(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue { text += "[\(index)]" } else { text += text.isEmpty ? key.stringValue : ".\(key.stringValue)" }
        }
    }
}
