package import Catalog

/// How the figures of one page were made: its queries, and what they asked of the engine.
package struct Workings: Sendable {
  /// A query of the page.
  package struct Query: Sendable {
    /// The anchor: `q.3`. No heading or table gets one with a dot of its own accord.
    package var id: String
    /// The caption of the table or chart, or the value in a sentence.
    package var title: String
    /// The anchor of the table or chart; `nil` for a value in a sentence.
    package var target: String?
    package var question: QueryResult.Question
  }

  /// What the engine said about one use of a model.
  package struct Answer: Sendable {
    /// The anchor: `a.3`.
    package var id: String
    package var subject: EngineCase
    /// The calls that gave figures of the page, each once.
    package var calls: [EngineCall]
  }

  package private(set) var queries: [Query] = []
  package private(set) var answers: [Answer] = []
  private var answerOfCase: [EngineCase: Int] = [:]
  private var valueOfSQL: [String: String] = [:]

  package init() {}

  package var isEmpty: Bool { queries.isEmpty && answers.isEmpty }

  /// Adds the query of a table or chart and returns its anchor.
  mutating func add(_ question: QueryResult.Question, title: String, target: String?) -> String {
    let id = "q.\(queries.count + 1)"
    queries.append(Query(id: id, title: title, target: target, question: question))
    return id
  }

  /// Adds the query of a value in a sentence, once for all values that it gives.
  mutating func add(_ question: QueryResult.Question, value: String) -> String {
    if let id = valueOfSQL[question.sql] { return id }
    let id = add(question, title: value, target: nil)
    valueOfSQL[question.sql] = id
    return id
  }

  /// Adds a call of the engine and returns the anchor of its case, or `nil` for one about no model.
  mutating func add(_ call: EngineCall) -> String? {
    guard let subject = EngineCase(call) else { return nil }
    guard let index = answerOfCase[subject] else {
      let answer = Answer(id: "a.\(answers.count + 1)", subject: subject, calls: [call])
      answerOfCase[subject] = answers.count
      answers.append(answer)
      return answer.id
    }
    if !answers[index].calls.contains(call) { answers[index].calls.append(call) }
    return answers[index].id
  }

  /// The answers by their model, models in the order in which the page first names them.
  package var answersByModel: [(model: String, answers: [Answer])] {
    var order: [String] = []
    var answersOfModel: [String: [Answer]] = [:]
    for answer in answers {
      if answersOfModel[answer.subject.model] == nil { order.append(answer.subject.model) }
      answersOfModel[answer.subject.model, default: []].append(answer)
    }
    return order.map { ($0, answersOfModel[$0] ?? []) }
  }

  /// The names of the engine's functions that the page's queries call, sorted.
  package var functions: [String] {
    Set(queries.flatMap(\.question.functions)).sorted()
  }
}

extension QueryResult.Question {
  /// The command that asks the query again.
  package var command: String { RepeatCommand.query(sql) }

  /// What the query reads in words: each table with its columns, or with their number where they
  /// are many: "gpu (id, name), model (53 columns)".
  package var reads: String {
    var reads: [(table: Substring, columns: [Substring])] = []
    for column in columns {
      let parts = column.split(separator: ".", maxSplits: 1)
      guard let table = parts.first, let name = parts.last else { continue }
      if reads.last?.table == table {
        reads[reads.count - 1].columns.append(name)
      } else {
        reads.append((table, [name]))
      }
    }
    return reads.map { table, columns in
      let names = columns.joined(separator: ", ")
      return columns.count > 12
        ? "\(table) (\(columns.count) columns)" : "\(table) (\(names))"
    }.joined(separator: ", ")
  }
}
