/// Where a stack acts: an entry of clouds.yaml, if it names one, and a region.
package struct Place: Sendable, Hashable {
    package let cloud: String?
    package let region: String?

    package init(cloud: String?, region: String?) {
        self.cloud = cloud
        self.region = region?.uppercased()
    }
}

extension DesiredStack {
    package var place: Place { Place(cloud: cloud, region: region) }
}
