import CFolderSwitch
import Foundation

/// Exchanges two folders of one file system.
enum FolderSwitch {
  /// Puts each folder in the other's place, in one step where the system can.
  ///
  /// The corresponding C function is `renameat2` with `RENAME_EXCHANGE` on Linux, `renamex_np` with
  /// `RENAME_SWAP` on macOS. File systems without it get two renames, undone if the second fails.
  static func exchange(_ one: String, _ other: String) throws {
    if folder_switch_exchange(one, other) == 0 { return }
    let aside = other + ".previous"
    let manager = FileManager.default
    try manager.moveItem(atPath: other, toPath: aside)
    do {
      try manager.moveItem(atPath: one, toPath: other)
    } catch {
      try manager.moveItem(atPath: aside, toPath: other)
      throw error
    }
    try manager.moveItem(atPath: aside, toPath: one)
  }
}
