import Diagnostics
import Pages

extension RecordWriter {
  mutating func write(_ facts: PageFacts) {
    write(facts.outputFile)
    write(facts.hasAllAnchors)
    write(facts.ownFiles.sorted()) { $0.write(bits: $1) }
    write(facts.anchors) { $0.write(bits: $1) }
    write(facts.promises) { writer, promise in
      writer.write(name: promise.file)
      writer.write(name: promise.fragment)
      writer.write(promise.origin)
    }
    write(facts.unsettled) { writer, unsettled in
      writer.write(name: unsettled.file)
      writer.write(unsettled.origin)
    }
    write(facts.queries.sorted()) { $0.write(name: $1) }
  }

  private mutating func write(_ origin: LinkOrigin) {
    write(name: origin.link)
    write(origin.place) { writer, place in
      writer.write(name: place.destination)
      writer.write(place.span)
    }
    write(name: origin.template)
    write(origin.file)
  }
}

extension RecordReader {
  mutating func facts() throws(DamagedRecord) -> PageFacts {
    var facts = PageFacts(
      outputFile: try text(), hasAllAnchors: try flag(), anchors: [], promises: [])
    facts.ownFiles = Set(try list { reader throws(DamagedRecord) in try reader.bits() })
    facts.anchors = try list { reader throws(DamagedRecord) in try reader.bits() }
    facts.promises = try list { reader throws(DamagedRecord) in
      PageFacts.Promise(
        file: try reader.name(), fragment: try reader.name(), origin: try reader.origin())
    }
    facts.unsettled = try list { reader throws(DamagedRecord) in
      PageFacts.Unsettled(file: try reader.name(), origin: try reader.origin())
    }
    facts.queries = Set(try list { reader throws(DamagedRecord) in try reader.name() })
    return facts
  }

  private mutating func origin() throws(DamagedRecord) -> LinkOrigin {
    LinkOrigin(
      link: try name(),
      place: try optional { reader throws(DamagedRecord) in
        LinkPlace(destination: try reader.name(), span: try reader.span())
      }, template: try name(), file: try text())
  }
}
