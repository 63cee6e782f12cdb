/// An answer that is JSON but not what the guide says.
struct MalformedAnswer: Error {
    let message: String
}
