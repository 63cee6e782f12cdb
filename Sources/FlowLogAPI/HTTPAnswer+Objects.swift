import FlowLogApply
import FlowLogModel
import FoundationEssentials

extension HTTPAnswer {
    /// Reads one page of the objects of a container, a JSON list without an envelope.
    /// - Throws: `invalidAnswer`.
    func objects() throws(ControlPlaneError) -> [ObjectListing.Item] {
        let what: String
        var isWhole = false
        do { return try JSONDecoder().decode([WireObjectRow].self, from: body).compactMap(\.item) } catch let error as MalformedAnswer {
            what = error.message
            isWhole = true
        } catch {
            what = notJSON
        }
        throw ControlPlaneError(
            .invalidAnswer, "the answer is not a list of objects: \(what)", requestID: requestID, isSettled: isWhole)
    }
}

private struct WireObjectRow: Decodable {
    /// Nil for what is no object, such as a `subdir`.
    let item: ObjectListing.Item?

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        guard object.has("name") else {
            item = nil
            return
        }
        let lastModified = try object.string("last_modified")
        guard let time = Timestamp(lastModified) else { throw MalformedAnswer(message: "it has the time '\(lastModified)'") }
        item = ObjectListing.Item(name: try object.string("name"), lastModified: time)
    }
}
