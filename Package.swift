// swift-tools-version: 6.2
import PackageDescription

// One list of switches for every target, so that no target is laxer than another.
let swiftSettings: [SwiftSetting] = [
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0443-warning-control-flags.md
  .treatAllWarnings(as: .error),
]

// https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
let unsafeBoundary: [SwiftSetting] = swiftSettings + [.strictMemorySafety()]

let package = Package(
  name: "rigbook",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "rigbook", targets: ["rigbook"]),
    .library(name: "Sizing", targets: ["Sizing"]),
  ],
  dependencies: [
    // The command line: parsing, help, exit status. Apple's, no dependencies. Only `Command` sees it.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // YAML with positions (libyaml inside). Only `Catalog` sees it; front matter that is flat never
    // reaches it. To leave: another reader that gives marks.
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    // SQLite with safe statements, custom functions and database regions, which say what a query
    // read. Links Debian's libsqlite3. Only `Catalog` sees it.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    // Sockets on Swift concurrency, no dependencies. Only `Preview` sees them. Its HTTP server bounds
    // neither connections nor the heads of requests, so those are read by us.
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.20.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    // Memory for cmark, in C for a place that each thread has of its own.
    .target(name: "CArena"),
    // Ten lines of C: the atomic exchange of two folders, which Swift's C modules leave out.
    .target(name: "CFolderSwitch"),
    .target(name: "Diagnostics", swiftSettings: swiftSettings),
    .target(name: "Sizing", swiftSettings: swiftSettings),
    // The engine's exports for WebAssembly; an ordinary target too, so that tests call it natively.
    .target(name: "SizingWeb", dependencies: ["Sizing"], swiftSettings: swiftSettings),
    .target(
      name: "ModelFiles", dependencies: ["Diagnostics", "Sizing"], swiftSettings: swiftSettings),
    .target(
      name: "Markup", dependencies: ["CArena", "CCMark", "Diagnostics"],
      swiftSettings: unsafeBoundary),
    .target(name: "Templates", dependencies: ["Diagnostics"], swiftSettings: swiftSettings),
    .target(
      name: "Catalog",
      dependencies: [
        "Diagnostics", "Sizing", "Yams", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: unsafeBoundary),
    .target(
      name: "Prose", dependencies: ["Catalog", "Diagnostics", "Markup"],
      swiftSettings: swiftSettings),
    .target(
      name: "Pages", dependencies: ["Catalog", "Diagnostics", "Prose", "Templates"],
      swiftSettings: swiftSettings),
    .target(
      name: "Changes", dependencies: ["Catalog", "Diagnostics", "Pages"],
      swiftSettings: swiftSettings),
    .target(
      name: "Release", dependencies: ["CFolderSwitch", "Catalog", "Diagnostics", "Pages"],
      swiftSettings: swiftSettings),
    .target(
      name: "Preview",
      dependencies: [
        "Diagnostics", "Pages", "Release", .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      resources: [
        .embedInCode("Script/update.js"), .embedInCode("Script/faults.js"),
        .embedInCode("Script/review.js"), .embedInCode("Script/marks.js"),
        .embedInCode("Script/preview.js"),
      ],
      swiftSettings: swiftSettings),
    // Pages of other sites as Markdown. Its reader of HTML is our own: no Swift package that reads
    // HTML is at hand, and libxml2 reads that of 1999, guesses encodings, and would be a further
    // library to install for one command. It needs no more than a tolerant cut into a tree.
    .target(
      name: "Imports", dependencies: ["Diagnostics", "ModelFiles"], swiftSettings: swiftSettings),
    .target(
      name: "Command",
      dependencies: [
        "Catalog", "Changes", "Diagnostics", "Imports", "ModelFiles", "Pages", "Preview", "Release",
        "Sizing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // The site that `rigbook new` makes.
      resources: [
        .embedInCode("New/Starter/site.yaml"), .embedInCode("New/Starter/home.md"),
        .embedInCode("New/Starter/cards.md"), .embedInCode("New/Starter/card.md"),
        .embedInCode("New/Starter/gpus.csv"), .embedInCode("New/Starter/sources.yaml"),
        .embedInCode("New/Starter/page.mustache"), .embedInCode("New/Starter/site.css"),
        .embedInCode("New/Starter/gitignore.txt"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(name: "rigbook", dependencies: ["Command"], swiftSettings: swiftSettings),
    // What several test targets share.
    .target(
      name: "TestSupport", dependencies: ["Sizing"], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),
    // Times the engine: `make bench-engine`. Here, since it uses what packages do not see.
    .executableTarget(
      name: "sizing-speed", dependencies: ["Sizing", "TestSupport"], path: "Benchmarks/Engine",
      swiftSettings: swiftSettings),
    // Questions with the engine's answers, for the test that compares them with the WebAssembly's.
    .executableTarget(
      name: "sizing-cases", dependencies: ["Sizing", "SizingWeb", "TestSupport"],
      path: "Tests/SizingCases", swiftSettings: swiftSettings),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: swiftSettings),
    .testTarget(
      name: "SizingTests", dependencies: ["Sizing", "SizingWeb", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: swiftSettings),
    .testTarget(
      name: "MarkupTests", dependencies: ["Diagnostics", "Markup"],
      resources: [.copy("Fixtures")], swiftSettings: swiftSettings),
    .testTarget(
      name: "ModelFilesTests",
      dependencies: ["Catalog", "Diagnostics", "ModelFiles", "Sizing", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: swiftSettings),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Diagnostics", "Templates"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "Diagnostics", "Sizing", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ProseTests", dependencies: ["Catalog", "Diagnostics", "Markup", "Prose"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PagesTests", dependencies: ["Diagnostics", "Pages", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ChangesTests", dependencies: ["Catalog", "Changes", "Diagnostics", "TestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ReleaseTests",
      dependencies: ["Catalog", "Diagnostics", "Pages", "Preview", "Release", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
    .testTarget(
      name: "PreviewTests",
      dependencies: [
        "Preview", .product(name: "FlyingSocks", package: "FlyingFox"), "TestSupport",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Catalog", "Command", "Diagnostics", "ModelFiles", "Sizing", "rigbook", "TestSupport",
      ],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
