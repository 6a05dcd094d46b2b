/// Numbers of parameters in words.
enum ParameterText {
  /// Returns three digits with M or B: `596 M`, `30.5 B`.
  static func words(_ count: Double) -> String {
    let (unit, size) = count < 999.5e6 ? ("M", 1e6) : ("B", 1e9)
    return NumberText.rounded(count / size, .significant(3)) + ValueFormat.noBreakSpace + unit
  }
}
