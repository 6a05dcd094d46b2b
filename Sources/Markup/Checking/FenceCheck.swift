/// Follows fences at the margin, line by line, before a text is parsed.
///
/// Only a fence without any indentation counts: whatever stands before it, it is no part of a quote
/// or a list, so no line inside it opens one. After a line that could begin raw HTML nothing is
/// certain, and no fence counts any more.
struct FenceCheck {
  private var open: ArraySlice<UInt8>?
  private var mayHoldHTML = false

  /// Takes the next line and returns whether it is inside a fence for certain.
  mutating func holds(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == UInt8(ascii: " ") }
    let indent = text.startIndex - line.startIndex
    if let open {
      if indent < 4, Self.closes(text, open) { self.open = nil }
      return true
    }
    if text.first == UInt8(ascii: "<") { mayHoldHTML = true }
    guard indent == 0, !mayHoldHTML, let mark = text.first,
      mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return false }
    let marks = text.prefix { $0 == mark }
    let info = text[marks.endIndex...]
    guard marks.count >= 3, mark == UInt8(ascii: "~") || !info.contains(mark) else { return false }
    open = marks
    return true
  }

  private static func closes(_ text: ArraySlice<UInt8>, _ open: ArraySlice<UInt8>) -> Bool {
    let marks = text.prefix { $0 == open.first }
    return marks.count >= open.count
      && text[marks.endIndex...].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }
}
