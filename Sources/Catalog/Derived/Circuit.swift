/// The mains circuit for a machine that runs for hours.
///
/// A continuous load may take 80 % of a circuit's rating (US National Electrical Code, loads of
/// three hours or more): 1,440 W of 120 V / 15 A, 1,920 W of 120 V / 20 A, and 2,880, 3,840 and
/// 5,760 W of 240 V / 15, 20 and 30 A.
enum Circuit {
  /// Returns the smallest usual circuit in words.
  static func words(forWatts watts: Double, isMini: Bool, needsHighVoltage: Bool) -> String {
    if isMini, watts <= 1440 { return "any outlet" }
    if !needsHighVoltage {
      if watts <= 1440 { return "120 V / 15 A, or any 230 V outlet" }
      if watts <= 1920 { return "120 V / 20 A, or any 230 V outlet" }
    }
    if watts <= 2880 { return "one 200–240 V / 15 A or 16 A circuit" }
    if watts <= 3840 { return "one 200–240 V / 20 A circuit" }
    if watts <= 5760 { return "one 200–240 V / 30 A circuit" }
    let count = Int((watts / 3840).rounded(.up))
    return "\(number(count)) 200–240 V / 20 A circuits"
  }

  private static func number(_ count: Int) -> String {
    let words = [2: "two", 3: "three", 4: "four"]
    return words[count] ?? String(count)
  }
}
