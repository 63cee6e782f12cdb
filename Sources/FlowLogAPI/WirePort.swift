import FlowLogModel

/// One port of a list. Only its id must be as documented: what else is odd counts as not there.
struct WirePort: Decodable, Identified {
    let port: Port
    var id: String? { port.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        let addresses = try? object.optionalValue([Address].self, "fixed_ips", "a list")
        port = Port(
            id: try object.id(), name: object.text("name"), vpcID: object.text("network_id"), addresses: addresses?.map(\.address),
            deviceID: object.text("device_id"), deviceOwner: object.text("device_owner"), status: object.text("status"),
            projectID: object.projectID)
    }

    private struct Address: Decodable {
        let address: Port.Address

        init(from decoder: any Decoder) throws {
            let object = try? WireObject(decoder)
            address = Port.Address(subnetID: object?.text("subnet_id"), ip: object?.text("ip_address"))
        }
    }
}
