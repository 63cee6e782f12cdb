import FlowLogModel

extension ValidationResult {
    /// Diagnostics as a SARIF 2.1.0 log, one JSON object on one line; what has no position in a file is a notification about the configuration.
    package var sarif: String {
        let codes = Diagnostic.Code.allCases.filter { code in diagnostics.contains { $0.code == code } }
        let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        let results = diagnostics.compactMap { diagnostic in
            diagnostic.location.map { result(diagnostic, at: $0, ruleIndex: indices[diagnostic.code] ?? -1) }
        }
        let notifications = diagnostics.filter { $0.location == nil }.map { diagnostic in
            JSONValue.object([
                "descriptor": .object(["id": .string(diagnostic.code.rawValue)]), "level": .string(diagnostic.severity.rawValue),
                "message": message(diagnostic),
            ])
        }
        let isComplete = !diagnostics.contains { $0.location == nil && $0.severity == .error }
        let run: [String: JSONValue] = [
            "tool": .object([
                "driver": .object([
                    "name": .string(Tool.name), "version": .string(Tool.version), "rules": .array(codes.map(rule)),
                ])
            ]),
            "columnKind": .string("unicodeCodePoints"),
            "invocations": .array([
                .object(["executionSuccessful": .boolean(isComplete), "toolConfigurationNotifications": .array(notifications)])
            ]),
            "results": .array(results),
        ]
        return JSONValue.object([
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "version": .string("2.1.0"),
            "runs": .array([.object(run)]),
        ]).text + "\n"
    }

    private func rule(_ code: Diagnostic.Code) -> JSONValue {
        var rule: [String: JSONValue] = [
            "id": .string(code.rawValue), "defaultConfiguration": .object(["level": .string(code.severity.rawValue)]),
        ]
        if let explanation = Explanation(code: code.rawValue) {
            rule["shortDescription"] = .object(["text": .string(explanation.meaning)])
            rule["help"] = .object(["text": .string(explanation.text(of: code.rawValue).string)])
        }
        return .object(rule)
    }

    private func result(_ diagnostic: Diagnostic, at location: SourceLocation, ruleIndex: Int) -> JSONValue {
        .object([
            "ruleId": .string(diagnostic.code.rawValue), "ruleIndex": .integer(ruleIndex), "level": .string(diagnostic.severity.rawValue),
            "message": message(diagnostic),
            "locations": .array([
                .object([
                    "physicalLocation": .object([
                        "artifactLocation": .object(["uri": .string(Self.reference(location.path))]),
                        "region": .object([
                            "startLine": .integer(location.line), "startColumn": .integer(location.column),
                            "endColumn": .integer(location.column + location.length),
                        ]),
                    ])
                ])
            ]),
        ])
    }

    private func message(_ diagnostic: Diagnostic) -> JSONValue {
        let help: SARIFText = diagnostic.help.map { "\nhelp: \($0)" } ?? ""
        let text: SARIFText = "\(diagnostic.message)\(help)"
        return .object(["text": .string(text.string)])
    }

    /// A path as a URI reference: relative if the path is; `<stdin>` becomes one too, so that its lines and columns have an artifact.
    private static func reference(_ path: String) -> String {
        let encoded = path.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return path.utf8.first == UInt8(ascii: "/") ? "file://\(encoded)" : encoded
    }
}
