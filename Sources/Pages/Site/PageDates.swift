import Catalog
import Diagnostics
import Prose

/// Holds the dates of pages against the day of the build.
enum PageDates {
  /// Reports pages whose next review is past due or that no longer hold, and pages that claim to be from the future.
  static func faults(of markdown: [MarkdownPage], on today: CalendarDate) -> [Diagnostic] {
    markdown.flatMap { page in
      let matter = page.frontMatter
      var faults = matter.pastDays.filter { $0.value.isAfter(today) }.map { day in
        Diagnostic(
          "future-date", .warning, "\(day.value) is after \(today), the day of this build",
          at: day.span, help: ["correct the date, or the day of the build"])
      }
      if let due = matter.reviewBy, due < today {
        faults.append(
          Diagnostic(
            "review-overdue", .warning, "the page was to be reviewed by \(due), before \(today)",
            at: matter.reviewByPlace ?? matter.title.span,
            help: ["read it again, then move 'reviewed' and 'review_by'"]))
      }
      if let end = matter.expires, end.value < today {
        faults.append(
          Diagnostic(
            "page-expired", .warning, "the page held until \(end.value), before \(today)",
            at: end.span, help: ["remove the page, or read it again and move 'expires'"]))
      }
      return faults
    }
  }
}
