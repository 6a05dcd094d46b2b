/// What a template can ask of a file of the site: `{{asset(site.css)}}`, `{{integrity(site.css)}}`.
///
/// The value that is rendered has an object for each, named by the raw value, with a member for each
/// file. Templates see no other names of these objects than this form.
package enum TemplateFile: String, CaseIterable, Sendable {
  /// Where the file lies, as seen from the page.
  case address = "asset"
  /// What browsers are to check the file against; absent where they could not.
  case integrity

  /// What a tag stands for.
  var shape: TemplateShape {
    switch self {
    case .address: .text
    case .integrity: .optional(.text)
    }
  }
}
