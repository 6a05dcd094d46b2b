import Foundation
import Pages

/// Which program this is: another build of it may render the same site otherwise.
enum ToolIdentity {
  /// What the system says of the program's file, which every new build writes anew.
  static let current: String = {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let stamp = FileStamp(ofFileAt: path)
    let parts = stamp.map { [$0.size, $0.modified, Int64(bitPattern: $0.inode)] } ?? []
    return ([ToolVersion.current] + parts.map(String.init)).joined(separator: " ")
  }()
}
