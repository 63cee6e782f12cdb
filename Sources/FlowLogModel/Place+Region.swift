extension Place {
    /// The region where neither an option nor a manifest names one (Contract: Credentials, Regions and projects).
    /// - Parameters:
    ///   - regions: those of the entry of clouds.yaml; of several none is chosen.
    ///   - environment: `OS_REGION_NAME`, which counts only beside an entry that names no region.
    package static func region(ofCloud regions: [String], environment: String?) -> String? {
        regions.isEmpty ? environment : regions.count == 1 ? regions[0] : nil
    }
}
