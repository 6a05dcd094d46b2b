import Catalog
import Diagnostics

/// Tables of what the engine answered, as they were written on an earlier page of the same text.
///
/// Sheets of machines with the same cards show the same table of what runs. A fragment is taken again
/// only where all that it was made of is the same; what differs from page to page, which is where
/// links lead, is asked again and held against what was found then.
///
/// It serves one worker, which renders one page after the other.
package final class FragmentMemo {
  struct Key: Hashable {
    let answer: SharedAnswer
    /// Where the form stands, which is one place of one text.
    let form: SourceSpan
    /// The anchor of the table.
    let id: String
    /// The anchor of its query.
    let workings: String?
  }

  private static let limit = 1000
  private var known: [Key: TableFragment] = [:]
  /// The fragment that the page's answers are from, and how often these had been changed then.
  private var last: (fragment: TableFragment, revision: Int)?
  /// The lists of functions, by their names.
  private var functionLists: [[String]: String] = [:]

  package init() {}

  subscript(key: Key) -> TableFragment? {
    get { known[key] }
    set {
      if known.count >= Self.limit { known.removeAll() }
      known[key] = newValue
    }
  }

  /// Returns the list of functions of these names; `make` makes it for the first page.
  func list(ofFunctions names: [String], _ make: () -> String) -> String {
    if let known = functionLists[names] { return known }
    let list = make()
    functionLists[names] = list
    return list
  }

  /// Forgets the page before.
  func beginPage() { last = nil }

  /// Takes a note that the answers of a page are those of a fragment.
  func note(_ fragment: TableFragment, in workings: Workings) {
    last = (fragment, workings.revision)
  }

  /// Returns the fragment that all answers of a page are from, if it is one.
  func fragment(of workings: Workings) -> TableFragment? {
    last?.revision == workings.revision ? last?.fragment : nil
  }
}

/// A table with all that came of making it.
final class TableFragment {
  let table: RenderedTable
  /// What the table added to the page's workings, which had no answers before.
  let answers: Workings.Answers
  /// What was looked up for it.
  let links: LinksAsked
  /// The HTML of the table, as soon as it was written, and of the answers that it added.
  var html: String?
  var answersHTML: (html: String, links: LinksAsked)?

  init(table: RenderedTable, answers: Workings.Answers, links: LinksAsked) {
    self.table = table
    self.answers = answers
    self.links = links
  }
}

/// Takes notes of what is asked for while a fragment is made.
final class LinkRecorder {
  var asked = LinksAsked()
  /// Whether anything else was asked for that may differ from page to page.
  var isOfOnePage = false
}

/// The links to derivations that were asked for while a fragment was made, and what else it read.
struct LinksAsked {
  struct Link {
    let record: RecordName
    let figure: String
    let href: String?
  }

  var links: [Link] = []
  /// What was read, with what was asked for the links.
  var reads = ReadGroup([])

  /// Asks again and tells whether all links lead where they did; if so, takes note of the reads.
  func stand(_ findDerivation: (RecordName, String) -> String?, log: ReadLog) -> Bool {
    for link in links where findDerivation(link.record, link.figure) != link.href { return false }
    log.note(reads)
    return true
  }
}
