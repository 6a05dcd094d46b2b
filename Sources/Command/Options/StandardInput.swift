import Foundation

/// What another program hands over.
enum StandardInput {
  /// Reads standard input to its end, but no more than `limit` bytes.
  static func text(limit: Int) throws -> String {
    var data = Data()
    while data.count < limit,
      let piece = try FileHandle.standardInput.read(upToCount: limit - data.count), !piece.isEmpty
    {
      data += piece
    }
    return String(decoding: data, as: UTF8.self)
  }
}
