package import Catalog
package import Diagnostics
import Foundation
package import Prose

/// What `Content/site.yaml` says about the site as a whole.
package struct SiteSettings: Sendable {
  /// Where they stand, below the site's folder.
  package static let path = "Content/site.yaml"

  /// The forms in which a page is written.
  package enum Output: String, Sendable, CaseIterable {
    case html
    /// The facts of each page, `index.json`.
    case json
    /// Each page as Markdown, `index.md`.
    case markdown
    /// Each table of each page, `<table>.csv`.
    case csv
    /// The catalog for programs: `catalog.json` with its schema, `catalog.sqlite`, `data/*.csv`.
    case catalog
    /// The pages for language models, `llms.txt`.
    case llms
    /// An index for the search field, loaded as a script.
    case search
    /// What changed, as an Atom feed of the catalog's table `change`: `feed.xml`.
    case feed
  }

  /// How links between pages end.
  package enum LinkStyle: String, Sendable, CaseIterable {
    /// In `/`, as web hosts serve them.
    case directory
    /// In `index.html`, so that the output can be opened from a folder.
    case file
  }

  package var title: String
  package var tagline: String
  package var description: String
  /// The address the site is published at, ending in `/`.
  package var baseURL: String
  /// A language tag (BCP 47) for `<html lang>`.
  package var language: String
  package var publisher: String
  package var copyright: String
  /// The name of the licence of text and data, or an empty text.
  package var licence: String
  /// The address of the licence's words, or an empty text.
  package var licenceURL: String
  package var outputs: [Output]
  package var linkStyle: LinkStyle
  /// For how many days facts of a class are good, where that is not as usual.
  package var volatility: [Volatility: Int] = [:]
  /// Which lints are on.
  package var lints = LintSettings()
  /// Whether the output is to be opened from a folder, where nothing answers for its root.
  package var isPortable = false
}

extension SiteSettings {
  /// The settings for an output that is opened from a folder, without a web host.
  package var portable: SiteSettings {
    var settings = self
    settings.linkStyle = .file
    settings.isPortable = true
    return settings
  }

  /// The path of the base URL, beginning and ending in `/`: what the web host serves the site under.
  /// Empty where there is no host: the pages that use it stand in the site's root themselves.
  package var basePath: String {
    guard !isPortable else { return "" }
    // The third slash of an address begins its path. This is asked for every link.
    var slashes = 0
    for index in baseURL.utf8.indices where baseURL.utf8[index] == UInt8(ascii: "/") {
      slashes += 1
      if slashes == 3 { return String(baseURL[index...]) }
    }
    return "/"
  }

  /// Reads the settings; without a usable title or address there are none.
  package static func read(
    _ source: SourceFile
  ) -> (settings: SiteSettings?, diagnostics: [Diagnostic]) {
    let (value, faults) = YAMLReader.read(source, range: 0..<source.bytes.count)
    guard faults.isEmpty else { return (nil, faults) }
    let top = SourceSpan(file: source.path, line: 1)
    var fields = Fields(value, of: "the site's settings", at: top)
    let title = fields.requiredText("title")
    let base = fields.requiredText("base_url")
    let tagline = fields.text("tagline")?.value ?? ""
    let description = fields.text("description")?.value ?? ""
    let language = fields.text("language")
    let publisher = fields.text("publisher")?.value ?? title?.value ?? ""
    let copyright = fields.text("copyright")?.value ?? ""
    let licence = fields.text("licence")?.value ?? ""
    let licenceURL = fields.text("licence_url")?.value ?? ""
    let outputs = fields.choices("outputs", of: Output.self) ?? [.html]
    let linkStyle = fields.choice("links", of: LinkStyle.self) ?? .directory
    let lints = LintSettings(&fields)
    let volatility = VolatilitySettings.read(&fields)
    var diagnostics = fields.finish()
    let tag = checked(language, reporting: &diagnostics)
    guard let title, let base else { return (nil, diagnostics) }
    guard let address = checked(base, reporting: &diagnostics) else { return (nil, diagnostics) }
    let settings = SiteSettings(
      title: title.value, tagline: tagline, description: description, baseURL: address,
      language: tag, publisher: publisher, copyright: copyright, licence: licence,
      licenceURL: licenceURL, outputs: outputs, linkStyle: linkStyle, volatility: volatility,
      lints: lints)
    return (settings, diagnostics)
  }

  private static func checked(
    _ base: Located<String>, reporting diagnostics: inout [Diagnostic]
  ) -> String? {
    guard let address = WebAddress.folder(base.value) else {
      diagnostics.append(
        Diagnostic(
          "wrong-type", "'base_url' must be an address such as https://example.com/",
          at: base.span,
          help: [
            "write 'https://', the host's name, and where the site lies below it a path of plain "
              + "or percent-encoded characters"
          ]))
      return nil
    }
    return address
  }

  private static func checked(
    _ language: Located<String>?, reporting diagnostics: inout [Diagnostic]
  ) -> String {
    guard let language else { return "en" }
    if language.value.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*/) == nil {
      diagnostics.append(
        Diagnostic(
          "wrong-type", "'language' must be a language tag, found '\(language.value)'",
          at: language.span, help: ["write a tag such as 'en', 'de-CH' or 'zh-Hant'"]))
    }
    return language.value
  }
}
