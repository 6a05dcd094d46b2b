/// The place of an item in its list.
struct ListPlace {
  var index = 0
  var count = 0

  /// What `index()`, `last()` and the like say of the place.
  func value(of transform: TemplateTransform) -> TemplateValue {
    switch transform {
    case .first: .flag(index == 0)
    case .last: .flag(index == count - 1)
    case .index: .number(index)
    case .even: .flag(index.isMultiple(of: 2))
    case .odd: .flag(!index.isMultiple(of: 2))
    default: .missing
    }
  }
}
