import ArgumentParser

/// Where a run acts.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The region, which must not contradict the manifest. Default: the manifest's, else the cloud's, else OS_REGION_NAME.")
    var region: String?

    @Option(help: "The entry of clouds.yaml, which must not contradict the manifest. Default: the manifest's, else OS_CLOUD.")
    var cloud: String?

    func validate() throws {
        if region == "" || cloud == "" { throw ValidationError("--region and --cloud must not be empty") }
    }
}
