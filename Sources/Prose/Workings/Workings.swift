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
    /// The command that asks the query again.
    package var command: String
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
  private var workedCases: [String: EngineCase?] = [:]

  package init() {}

  package var isEmpty: Bool { queries.isEmpty && answers.isEmpty }

  /// Adds the query of a table or chart and returns its anchor.
  mutating func add(_ question: QueryResult.Question, title: String, target: String?) -> String {
    let id = "q.\(queries.count + 1)"
    queries.append(
      Query(
        id: id, title: title, target: target, question: question,
        command: RepeatCommand.query(question.sql, asOf: question.day)))
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

  /// Returns the case that the page of a model works out; `find` looks it up once.
  mutating func workedCase(of model: String, find: (String) -> EngineCase?) -> EngineCase? {
    if let known = workedCases[model] { return known }
    let found = find(model)
    workedCases[model] = found
    return found
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
