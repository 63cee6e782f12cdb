import ArgumentParser

/// Where a run acts.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The region. Default: the manifest's, which must not differ, else that of the cloud, else OS_REGION_NAME.")
    var region: String?

    @Option(help: "The entry of clouds.yaml. Default: the manifest's, which must not differ, else OS_CLOUD.")
    var cloud: String?

    func validate() throws {
        if region == "" || cloud == "" { throw ValidationError("--region and --cloud must not be empty") }
    }
}
