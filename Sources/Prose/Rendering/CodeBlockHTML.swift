import Foundation

/// What blocks of code have beside what CommonMark gives them.
enum CodeBlockHTML {
  private static let tag = Array("<pre><code".utf8)
  private static let name = "<pre".utf8.count
  private static let attribute = Array(" tabindex=\"0\"".utf8)

  /// Lets a keyboard reach blocks of code, whose long lines scroll. No text holds such a tag.
  static func reachable(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var (result, end) = ([UInt8](), 0)
    for place in places(in: bytes) {
      result += bytes[end..<place + name]
      result += attribute
      end = place + name
    }
    return end == 0 ? html : String(decoding: result + bytes[end...], as: UTF8.self)
  }

  /// Where blocks of code begin. Brackets are found by `memchr`.
  private static func places(in bytes: [UInt8]) -> [Int] {
    bytes.withUnsafeBytes { bytes in
      var places: [Int] = []
      var start = 0
      while let base = bytes.baseAddress, start + tag.count <= bytes.count,
        let found = memchr(base + start, CInt(tag[0]), bytes.count - start)
      {
        let place = UnsafeRawPointer(found) - base
        if place + tag.count <= bytes.count, memcmp(base + place, tag, tag.count) == 0 {
          places.append(place)
        }
        start = place + 1
      }
      return places
    }
  }
}
