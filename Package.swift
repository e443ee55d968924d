// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A module of the gate. Dependencies point down, as the order of the list below does.
func module(_ name: String, needs dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  of name: String, needs dependencies: [Target.Dependency] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.init(stringLiteral: name), "GateTestSupport"] + dependencies,
    exclude: data,
    swiftSettings: strict)
}

let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(
  name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")

let package = Package(
  name: "mxgate",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "mxgate", targets: ["mxgate"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CVectorscan", pkgConfig: "libhs",
      providers: [.apt(["libvectorscan-dev"]), .brew(["vectorscan"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CRules", exclude: ["secret-rules.tsv"]),
    .target(name: "CCurl"),
    .target(name: "CStopSignals"),

    module("GateModel"),
    module("GateYAML", needs: ["CLibYAML"]),
    module("GateMatching", needs: ["CVectorscan", "CPCRE2"]),
    module("GateRules", needs: ["CRules", "GateModel", "GateYAML", "GateMatching"]),
    module("GateRepository", needs: ["CZlib", "GateModel", subprocess, system]),
    module("GateManifest", needs: ["GateModel", "GateYAML", "GateRules"]),
    module("GateScan", needs: ["GateModel", "GateMatching", "GateRules", "GateYAML"]),
    module(
      "GateChecks",
      needs: ["GateModel", "GateMatching", "GateRules", "GateYAML", "GateRepository"]),
    module(
      "GateVerify", needs: ["CCurl", "CStopSignals", "GateModel", "GateRules", system]),
    module(
      "Gate",
      needs: [
        "GateModel", "GateMatching", "GateRules", "GateRepository", "GateManifest", "GateScan",
        "GateChecks", system,
      ]),
    module("GateReport", needs: ["GateModel"]),
    .executableTarget(
      name: "mxgate",
      dependencies: [
        "Gate", "GateModel", "GateReport", "GateVerify", "GateManifest", "GateRepository",
        "GateRules", "GateYAML",
        argumentParser, system,
      ],
      swiftSettings: strict),

    .target(
      name: "GateTestSupport", dependencies: ["GateRepository", subprocess, system],
      path: "Tests/GateTestSupport", swiftSettings: strict),
    tests(of: "GateModel"),
    tests(of: "GateYAML"),
    tests(of: "GateMatching"),
    tests(of: "GateRules"),
    tests(of: "GateRepository", needs: [subprocess, system]),
    tests(of: "GateManifest"),
    tests(of: "GateScan"),
    tests(of: "GateChecks"),
    tests(of: "GateVerify", needs: ["mxgate", "GateReport", flyingFox, subprocess]),
    tests(of: "Gate", needs: [system]),
    tests(of: "GateReport", needs: ["GateRules"], data: ["Snapshots"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["mxgate", "GateTestSupport", "GateYAML", subprocess, system],
      swiftSettings: strict),
  ],
  cLanguageStandard: .c2x
)

/// Fuzzing wants every module built anew with the fuzzer's own instrumentation: `.ci/fuzz`.
if Context.environment["MXGATE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "GateMatching", "GateModel", "GateRepository", "GateRules", "GateScan",
        "GateYAML", "GateChecks", "GateManifest", "GateVerify",
      ],
      path: "Tests/Fuzz", swiftSettings: strict))
}
