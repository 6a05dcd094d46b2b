/// The site that `rigbook new` makes. Its files lie in the folder `Starter` beside this one.
enum Starter {
  /// A file of the site.
  struct File: Sendable {
    /// The path in the site.
    var path: String
    var bytes: [UInt8]
    /// What it is for, in a few words.
    var purpose: String
  }

  static var files: [File] {
    [
      File(
        path: "Content/site.yaml", bytes: PackageResources.site_yaml,
        purpose: "what the site is called"),
      File(path: "Content/index.md", bytes: PackageResources.home_md, purpose: "the home page"),
      File(
        path: "Content/gpus/index.md", bytes: PackageResources.cards_md,
        purpose: "a page with values, a table and a claim"),
      File(
        path: "Content/gpus/[gpu].md", bytes: PackageResources.card_md,
        purpose: "the page of each card"),
      File(
        path: "Content/Catalog/gpus.csv", bytes: PackageResources.gpus_csv,
        purpose: "the cards: a line each"),
      File(
        path: "Content/Catalog/sources.yaml", bytes: PackageResources.sources_yaml,
        purpose: "where the facts come from"),
      File(
        path: "Templates/page.mustache", bytes: PackageResources.page_mustache,
        purpose: "how a page is laid out"),
      File(
        path: "Templates/Assets/site.css", bytes: PackageResources.site_css,
        purpose: "how it looks"),
      File(
        path: ".gitignore", bytes: PackageResources.gitignore_txt,
        purpose: "keeps what a build makes out of commits"),
    ]
  }
}
