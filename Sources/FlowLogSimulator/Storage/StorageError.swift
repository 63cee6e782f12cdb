/// A refusal of the object storage, which answers in HTML (Service facts: Object storage).
struct StorageError: Error {
    let status: Int
    let title: String
    let message: String

    static let unauthorized = StorageError(
        status: 401, title: "Unauthorized",
        message: "This server could not verify that you are authorized to access the document you requested.")
    static let forbidden = StorageError(status: 403, title: "Forbidden", message: "Access was denied to this resource.")
    static let notFound = StorageError(status: 404, title: "Not Found", message: "The resource could not be found.")
    static let conflict = StorageError(
        status: 409, title: "Conflict", message: "There was a conflict when trying to complete your request.")
    static let methodNotAllowed = StorageError(
        status: 405, title: "Method Not Allowed", message: "The method is not allowed for this resource.")

    static func preconditionFailed(_ message: String) -> StorageError {
        StorageError(status: 412, title: "Precondition Failed", message: message)
    }

    var answer: Answer { Answer(status: status, body: .html("<html><h1>\(title)</h1><p>\(message)</p></html>")) }
}
