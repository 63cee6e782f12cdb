import ArgumentParser
import FlowLogReport

/// The formats of commands that only read.
enum ReadFormat: String, OutputFormat {
    case text, json
}

extension OutputOptions<ReadFormat> {
    func emit(_ objects: StoredObjects, on console: Console) -> ExitStatus {
        emit(on: console) { format, style in
            switch format {
            case .text: objects.text(style: style)
            case .json: objects.json
            }
        }
    }
}
