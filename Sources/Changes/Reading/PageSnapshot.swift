/// What the JSON twin of a page says, as far as pages are compared.
package struct PageSnapshot: Decodable, Sendable {
  struct Record: Decodable, Hashable, Sendable {
    var table: String
    var id: String
  }

  struct Heading: Decodable, Hashable, Sendable {
    var id: String
    var text: String
  }

  struct Value: Decodable, Sendable {
    var expression: String
    var text: String
    var derivation: String?
  }

  struct Claim: Decodable, Sendable {
    var sentence: String
    var holds: Bool
    var found: String?
    var heading: String?
    var query: String?
  }

  struct Column: Decodable, Hashable, Sendable {
    var name: String
    var label: String
    var unit: String?
  }

  struct Table: Decodable, Sendable {
    var id: String
    var caption: String
    var query: String?
    /// The table whose records its columns are; missing in pages of older programs.
    var compares: String?
    var columns: [Column]
    var rows: [[String: Scalar]]
  }

  struct Query: Decodable, Sendable {
    var id: String
    var reads: String
    /// The engine's functions that it calls; missing in pages of older programs.
    var functions: String?
  }

  /// An answer of the engine that the page prints, by what was asked.
  struct Answer: Decodable, Sendable {
    var id: String
    var model: String?
    var gpu: String?
  }

  /// A figure whose steps the page shows.
  struct Figure: Decodable, Sendable {
    /// What goes into it, with the record that it was looked up in.
    struct Input: Decodable, Sendable {
      var recordID: String?

      private enum CodingKeys: String, CodingKey { case recordID = "record_id" }
    }

    var id: String
    var title: String
    var text: String
    var inputs: [Input]
  }

  var title: String
  var description: String
  var path: String
  var record: Record?
  var headings: [Heading]
  var values: [Value]
  var claims: [Claim]?
  var tables: [Table]
  var queries: [Query]?
  var derivations: [Figure]?
  var answers: [Answer]?
}
