import Catalog
import Sizing

/// What was found for a runtime other than llama.cpp, before it is written.
struct RuntimeAnswer: Sendable {
  let runtime: Runtime
  /// The model's id, or the path of the file it was read from.
  let id: String
  let name: String
  /// The cards that were asked for, in order; none when any would do.
  let cards: [SizedCard]
  /// On the cards that were asked for, or on cards without limits.
  let plan: RuntimePlan
}
