/// The column names of `customized_field` (Service facts: Flow log loggers); the service adds more, so an unknown one is only a warning.
package enum LogColumn {
    /// Names that the service documents today.
    package static let documented: Set<String> = [
        "timestamp_start", "timestamp_end", "interface_id", "owner_type", "owner_id", "subnet_id", "vpc_id", "region", "protocol",
        "src_addr",
        "dst_addr", "src_port", "dst_port", "tcp_flag", "packets", "bytes", "direction", "filter", "transithub_drop_no_route_packets",
        "transithub_drop_no_route_bytes", "transithub_drop_black_hole_packets", "transithub_drop_black_hole_bytes", "status",
        "traffic_path",
    ]

    /// Names of the older guide, with what to write now where that is known.
    package static let legacy: [String: String] = ["vm_id": "owner_id", "tcp_flags": "tcp_flag"]
}
