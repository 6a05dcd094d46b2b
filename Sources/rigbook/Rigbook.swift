import Command

@main struct Rigbook {
  static func main() async { await CommandLineTool.run() }
}
