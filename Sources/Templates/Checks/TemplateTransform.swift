/// The transforms a tag may apply, such as `{{count(items)}}` or `{{^last()}}, {{/last()}}`.
///
/// What transforms give depends on no language and on no clock.
enum TemplateTransform: String, CaseIterable {
  case count
  case empty
  case equalzero
  case even
  case first
  case index
  case last
  case lowercased
  case minusone
  case odd
  case plusone
  case reversed
  case uppercased

  /// The transforms that ask for the place in the list of the enclosing section: `index()`.
  static let ofPosition: [TemplateTransform] = [.first, .last, .index, .even, .odd]

  /// Returns what a transform of the place in a list gives, or `nil` when it is not one.
  var resultForPosition: TemplateShape? {
    switch self {
    case .first, .last, .even, .odd: .flag
    case .index: .number
    default: nil
    }
  }

  /// Returns what the transform makes of a value of this shape, or `nil` when it cannot.
  func result(for shape: TemplateShape) -> TemplateShape? {
    switch (self, shape.unwrapped) {
    case (.empty, .text), (.empty, .html), (.empty, .list), (.empty, .listing): .flag
    case (.uppercased, .text), (.lowercased, .text): .optional(.text)
    case (.count, .list), (.count, .listing): .number
    case (.first, .list(let element)), (.last, .list(let element)): .optional(element)
    case (.first, .listing(let element)), (.last, .listing(let element)): .optional(element)
    case (.reversed, .list(let element)), (.reversed, .listing(let element)): .list(element)
    case (.plusone, .number), (.minusone, .number): .number
    case (.even, .number), (.odd, .number), (.equalzero, .number): .flag
    default: nil
    }
  }
}
