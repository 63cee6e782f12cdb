// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "flowlogctl",
    products: [
        .executable(name: "flowlogctl", targets: ["FlowLogCLI"]),
        .executable(name: "flowlog-simulator", targets: ["FlowLogSimulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        // Its default traits would link all of Foundation and ICU.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "FlowLogModel"),
        .target(name: "FlowLogYAML", dependencies: ["FlowLogModel", "CLibYAML"]),
        .target(name: "FlowLogManifest", dependencies: ["FlowLogModel", "FlowLogYAML"]),
        .target(name: "FlowLogPlan", dependencies: ["FlowLogModel"]),
        .target(name: "FlowLogApply", dependencies: ["FlowLogModel", "FlowLogPlan"]),
        .target(name: "FlowLogVerify", dependencies: ["FlowLogModel", "FlowLogPlan"]),
        .target(name: "FlowLogReport", dependencies: ["FlowLogModel", "FlowLogPlan", "FlowLogApply", "FlowLogVerify"]),
        .target(
            name: "FlowLogAPI",
            dependencies: [
                "FlowLogModel", "FlowLogYAML", "FlowLogApply",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .executableTarget(
            name: "FlowLogCLI",
            dependencies: [
                "FlowLogModel", "FlowLogYAML", "FlowLogManifest", "FlowLogPlan", "FlowLogApply", "FlowLogVerify", "FlowLogReport",
                "FlowLogAPI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "FlowLogSimulator",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        .target(name: "TestSupport", dependencies: ["FlowLogModel", "FlowLogPlan", "FlowLogApply"], path: "Tests/TestSupport"),
        .testTarget(name: "FlowLogModelTests", dependencies: ["FlowLogModel", "TestSupport"]),
        .testTarget(name: "FlowLogYAMLTests", dependencies: ["FlowLogModel", "FlowLogYAML"]),
        .testTarget(
            name: "FlowLogManifestTests",
            dependencies: ["FlowLogModel", "FlowLogManifest", "FlowLogPlan", "FlowLogApply", "FlowLogReport", "TestSupport"],
            exclude: ["Golden", "Fixtures"]),
        .testTarget(name: "FlowLogPlanTests", dependencies: ["FlowLogModel", "FlowLogPlan", "TestSupport"]),
        .testTarget(name: "FlowLogVerifyTests", dependencies: ["FlowLogModel", "FlowLogPlan", "FlowLogVerify", "TestSupport"]),
        .testTarget(name: "FlowLogApplyTests", dependencies: ["FlowLogModel", "FlowLogPlan", "FlowLogApply", "TestSupport"]),
        .testTarget(
            name: "FlowLogReportTests",
            dependencies: ["FlowLogModel", "FlowLogPlan", "FlowLogApply", "FlowLogVerify", "FlowLogReport", "TestSupport"],
            exclude: ["Golden"]),
        .testTarget(
            name: "FlowLogAPITests",
            dependencies: [
                "FlowLogModel", "FlowLogYAML", "FlowLogApply", "FlowLogReport", "FlowLogAPI",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(
            name: "FlowLogSimulatorTests",
            dependencies: [
                "FlowLogSimulator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(
            name: "FlowLogCLITests",
            dependencies: [
                "FlowLogModel", "FlowLogManifest", "FlowLogPlan", "FlowLogApply", "FlowLogReport", "FlowLogAPI", "FlowLogCLI",
                "FlowLogSimulator", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
    ]
)

// Benchmarks are built only when asked for (`Tests/Benchmarks/run`): nothing else needs their library.
if Context.environment["FLOWLOG_BENCHMARKS"] != nil {
    // Its default traits interpose malloc and the runtime, with packages and hardware counters that are not everywhere.
    package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []))
    package.targets.append(
        .executableTarget(
            name: "FlowLogBenchmarks",
            dependencies: [
                "FlowLogModel", "FlowLogYAML", "FlowLogManifest", "FlowLogPlan", "FlowLogVerify", "FlowLogReport", "FlowLogAPI",
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Tests/Benchmarks/FlowLogBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
