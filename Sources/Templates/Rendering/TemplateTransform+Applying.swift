extension TemplateTransform {
  /// Returns what the transform makes of a value that is declared as `shape`.
  func applied(to value: TemplateValue, as shape: TemplateShape) -> TemplateValue {
    switch (self, value) {
    case (.empty, _): .flag(!value.isThere)
    case (.count, _): .number(value.items?.count ?? 0)
    case (.first, _): item(value.items?.first, of: shape)
    case (.last, _): item(value.items?.last, of: shape)
    case (.reversed, _): .list(value.items?.reversed() ?? [])
    case (.uppercased, .text(let text)): .text(text.uppercased())
    case (.lowercased, .text(let text)): .text(text.lowercased())
    case (.plusone, .number(let number)): .number(number &+ 1)
    case (.minusone, .number(let number)): .number(number &- 1)
    case (.equalzero, .number(let number)): .flag(number == 0)
    case (.even, .number(let number)): .flag(number.isMultiple(of: 2))
    case (.odd, .number(let number)): .flag(!number.isMultiple(of: 2))
    default: .missing
    }
  }

  private func item(_ item: TemplateValue?, of shape: TemplateShape) -> TemplateValue {
    guard let item, let element = shape.element else { return .missing }
    return item.fitted(to: element)
  }
}
