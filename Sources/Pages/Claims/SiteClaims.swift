package import Prose

/// The claims of a site, each with the page that makes it.
package struct SiteClaims: Sendable {
  /// All claims, in the order of the pages; those of a pattern on each of its records' pages.
  package let trials: [ClaimTrial]

  package init(_ site: Site) {
    trials = site.pages.flatMap { page in
      let markdown = site.markdown[page.markdown]
      let claims = markdown.frontMatter.claims + markdown.text.prose.claims
      return claims.map { ClaimTrial($0, on: page.record) }
    }
  }
}
