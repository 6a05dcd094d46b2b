/// Words as Markdown that reads as those words and nothing else.
package enum MarkdownEscape {
  /// Returns the text with a backslash before what would be markup inside a line or a table cell.
  package static func text(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        result.append(UInt8(ascii: " "))
        continue
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "&"),
        UInt8(ascii: "~"):
        result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "_"):
        // Inside a word (Q4_K_M) an underscore is no markup.
        let isInside =
          index > 0 && index + 1 < bytes.count && isWord(bytes[index - 1])
          && isWord(bytes[index + 1])
        if !isInside { result.append(UInt8(ascii: "\\")) }
      default: break
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns an address for the parentheses of a link.
  static func destination(_ url: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in url.utf8 {
      switch byte {
      case 0...0x20, 0x7F, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "|"):
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
