package import Sizing

/// What the engine answers for a device.
package struct SizingAnswer: Sendable {
  package let model: SizedModel
  package let card: SizedCard
  package let plan: Plan
  /// How fast one user's tokens come with a full context, and how fast a prompt of that length is
  /// computed.
  package let speed: PlanSpeed
}
