import Foundation

extension LinkTable {
  /// Returns the path of a link, decoded and without its query, and its fragment.
  static func split(_ destination: String) -> (path: String, fragment: String) {
    let bytes = destination.utf8
    // Nearly all links are a path alone.
    if bytes.allSatisfy(isOfPath) { return (destination, "") }
    let mark = bytes.firstIndex(of: UInt8(ascii: "#"))
    let fragment = mark.map { String(destination[bytes.index(after: $0)...]) } ?? ""
    let address = destination[..<(mark ?? destination.endIndex)]
    let end = address.utf8.firstIndex(of: UInt8(ascii: "?")) ?? address.endIndex
    let path = String(address[..<end])
    // Foundation takes its time to find out that there is nothing to decode.
    guard path.utf8.contains(UInt8(ascii: "%")) else { return (path, fragment) }
    return (path.removingPercentEncoding ?? path, fragment)
  }

  /// Whether a byte of a link neither ends its path nor stands for another.
  private static func isOfPath(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "#") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "%")
  }

  /// Whether a path counts from the root and holds no step that stands for another.
  static func isPlain(_ path: String) -> Bool {
    guard path.utf8.first == UInt8(ascii: "/") else { return false }
    var previous: UInt8 = 0
    for byte in path.utf8 {
      if previous == UInt8(ascii: "/"), byte == previous || byte == UInt8(ascii: ".") {
        return false
      }
      previous = byte
    }
    return true
  }

  /// Resolves `.` and `..`; `nil` when the path leaves the content folder.
  static func normalised(_ parts: [String]) -> [String]? {
    var result: [String] = []
    for part in parts {
      switch part {
      case ".", "": continue
      case "..":
        guard result.count > 1 else { return nil }
        result.removeLast()
      default: result.append(part)
      }
    }
    return result
  }
}
