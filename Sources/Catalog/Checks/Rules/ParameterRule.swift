import Sizing

extension ModelRules {
  /// A model has about the parameters that its shape gives, where the engine covers the shape.
  ///
  /// The stated total also holds towers for pictures and sound and draft modules. The rest may
  /// differ by 2 %: totals that a vendor gives in rounded words miss by up to 1.5 %. What a shape
  /// that breaks a rule of its own would give says nothing.
  static let parameters = Rule<Record>("parameter-count") { model, catalog in
    guard let total = model["params_total"].integer, total > 0 else { return nil }
    let apart = (model["params_vision"].integer ?? 0) + (model["params_mtp"].integer ?? 0)
    guard let shape = shape(of: model), !shapes.contains(where: { $0.check(model, catalog) != nil })
    else { return nil }
    let counted = Double(shape.parameters)
    let stated = Double(total - apart)
    guard abs(counted - stated) > 0.02 * Double(total) else { return nil }
    return .init(.parameterCount(counted: counted, stated: stated), at: "params_total")
  }

  /// The shape as the engine reads it; what it does not cover has none.
  private static func shape(of model: Record) -> LanguageModel? {
    let reader = RecordReader(
      tables: TableIndex([]), table: model.table, row: model.row)
    do throws(SizingFault) {
      return try LanguageModel(reader)
    } catch {
      return nil
    }
  }
}
