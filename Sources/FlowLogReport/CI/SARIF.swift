/// A text of SARIF.
package typealias SARIFText = EscapedText<SARIF>

/// Messages of SARIF: viewers make a link of `[text](target)` even in plain text (SARIF 2.1.0, 3.11.6), so that brackets become visible.
package enum SARIF: TextDestination {
    package static func escaped(_ text: String) -> String { Terminal.escaped(text).showing("[", "]") }
}
