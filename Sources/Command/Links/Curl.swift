import Foundation
import Pages

/// The program curl, which knows TLS, proxies and what else stands between a machine and the web.
///
/// Foundation's own loading would link a second copy of libcurl with all that it needs into every
/// `rigbook`, for one command.
enum Curl {
  /// A request that curl sends.
  static let probe = LinkProbe { address, method in
    let (status, output) = await run(arguments(address, method))
    // Without an answer the code is 000.
    let parts = output.split(separator: " ", maxSplits: 1)
    guard let code = parts.first.flatMap({ Int($0) }), code > 0 else {
      return .silence(words(status))
    }
    return .status(code, location: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Whether the program is there.
  static var isInstalled: Bool {
    get async { await run(["--version"]).status == 0 }
  }

  private static func arguments(_ address: String, _ method: LinkProbe.Method) -> [String] {
    // Neither the user's settings nor brackets in an address mean anything here.
    var arguments = ["-q", "--globoff", "--silent", "--proto", "=http,https"]
    switch method {
    case .head: arguments.append("--head")
    case .get: arguments += ["--range", "0-0"]
    }
    return arguments + [
      "--connect-timeout", "10", "--max-time", "30", "--output", "/dev/null",
      "--user-agent", "rigbook/\(ToolVersion.current) (checks links)",
      "--write-out", "%{http_code} %{redirect_url}", "--url", address,
    ]
  }

  /// What curl's exit status says, for the usual ones.
  private static func words(_ status: Int32) -> String {
    switch status {
    case 3: "the address is malformed"
    case 6: "there is no such host"
    case 7: "the host takes no connection"
    case 28: "no answer within half a minute"
    case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91: "no safe connection"
    case 52: "the host sends nothing"
    default: "curl ends with \(status)"
    }
  }

  private static func run(_ arguments: [String]) async -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["curl"] + arguments
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let status = await withCheckedContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(returning: 127)
      }
    }
    // A line at most, which the pipe holds until it is read.
    guard status != 127 else { return (status, "") }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    return (status, String(decoding: bytes, as: UTF8.self))
  }
}
