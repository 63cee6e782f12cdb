import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Law 9: text of others reaches no terminal unescaped")
struct LawTests {
    @Test("random hostile text steers nothing and adds no lines, wherever it stands")
    func hostile() async throws {
        var random = SeededRandom()
        print("law 9: \(random.note)")
        for _ in 0..<100 {
            let hostile = (0..<20).map { _ in Self.text(using: &random) }
            let seed = random.next()
            let shown = try await Self.everything(seed) { "\(hostile[$0])\($0)" }
            let tame = try await Self.everything(seed) { "text\($0)" }
            #expect(shown.count == tame.count)
            for (shown, tame) in zip(shown, tame) {
                if let scalar = shown.unicodeScalars.first(where: Self.isHarmful) {
                    Issue.record("\\u{\(String(scalar.value, radix: 16))} in \(shown.debugDescription); \(random.note)")
                    return
                }
                #expect(shown.count { $0 == "\n" } == tame.count { $0 == "\n" }, "\(shown.debugDescription); \(random.note)")
            }
        }
    }

    @Test("the law can fail: it knows what is harmful")
    func harmful() {
        for value in [0, 7, 0x1B, 0x7F, 0x9B, 0x61C, 0x200F, 0x2028, 0x202E, 0x2066] {
            #expect(Unicode.Scalar(UInt32(value)).map(Self.isHarmful) == true)
        }
        for text in ["\n", "a", "가", "é", "😀"] { #expect(!text.unicodeScalars.contains(where: Self.isHarmful)) }
    }

    /// What steers a terminal or reorders text: controls but the line feed, bidirectional controls, line separators.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n"
            && ([.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
                || scalar.properties.isBidiControl)
    }

    private static func text(using random: inout SeededRandom) -> String {
        let nasty = [
            "\u{1b}[2J", "\u{1b}]0;t\u{7}", "\n", "\r\n", "\u{9b}31m", "\u{85}", "\u{2028}", "\u{202e}", "\u{2066}", "\u{61c}", "\0",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            switch Int.random(in: 0...3, using: &random) {
            case 0: text += nasty.randomElement(using: &random) ?? ""
            case 1: text += ["가", "\"", "\\", "'", " ", "->", "\u{301}", "😀"].randomElement(using: &random) ?? ""
            case 2: text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: .min ... .max, using: &random)))
            default: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "?")
            }
        }
        return text
    }

    /// All texts about one random world; its texts are asked for by number.
    private static func everything(_ seed: UInt64, _ text: (Int) -> String) async throws -> [String] {
        var random = SeededRandom(seed: seed)
        let wanted = (0..<6).map { number in
            var logger = desired("key\(number)", target: number, [.name: .string(text(number)), .description: .string(text(number + 6))])
            logger.replace = .random(using: &random) ? .createFirst : .deleteFirst
            return logger
        }
        let list = (0..<8).map { number in
            let owner: String? = .random(using: &random) ? "prod" : nil
            let status: LoggerStatus = .random(using: &random) ? .error : .active
            var fields: [LoggerField: FieldValue?] = [.description: .string(text(number + 7)), .storageURL: .string(text(number))]
            if .random(using: &random) { fields[.storageURL] = nil }
            let logger = live(number, like: wanted[number % 6], owner: owner, fields, status: status, errorType: text(number + 8))
            return logger.withID(text(number + 12))
        }
        let stack = stack(wanted, unmanaged: .random(using: &random) ? .delete : .report, maxDeletes: .count(0))
        let failed = PlanInput(stack.inRegion(text(3)), .failure(StackFailure(.api, text(4))))
        let plan = try makePlan([input(stack, list), failed])

        var texts = [PlanText(plan, style: .plain).text.string]
        for (number, change) in plan.changes.enumerated() {
            let message = text(number % 20)
            texts += [
                .started(change), .waiting(change, id: message, LoggerStatus(rawValue: message), elapsed: .seconds(1)),
                .finished(change, .done(id: message), elapsed: .zero), .finished(change, .notStarted(message), elapsed: .zero),
                .finished(change, .failed(ActionFailure(message, requestID: message)), elapsed: .zero),
                .finished(change, .unknown(message, timedOut: true), elapsed: .zero),
            ].compactMap { ApplyText.line($0)?.string }
        }
        let refusing = InMemoryControlPlane(
            list,
            intercept: { call, _ in
                call.isWrite ? ControlPlaneError(.refused(status: 400), "\(call)", requestID: "\(call)") : nil
            })
        let planes: [Place: any ControlPlane] = [stack.place: refusing]
        let alone = try makePlan([input(stack, list)])
        for planes in [planes, [:]] {
            let outcome = await apply(
                alone, on: planes, settings: ApplySettings(parallelism: 1), ticker: ManualClock().ticker, emit: { _ in })
            texts.append(ApplyText.result(outcome, style: .plain).string)
        }
        let location = FlowLogModel.SourceLocation(path: text(0), line: 1, column: 2, length: 3, lineText: text(1))
        let diagnostics = [Diagnostic(.invalidValue, text(2), help: text(3), at: location)]
        return texts + [
            ValidationResult(isValid: false, diagnostics: diagnostics, stacks: 1, loggers: 1, skippedDocuments: 0).text().string
        ]
    }
}
