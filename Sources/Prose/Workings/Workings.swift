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

  /// What was asked of the engine, and what of that is looked up to add to it.
  struct Answers: Sendable {
    fileprivate(set) var list: [Answer] = []
    fileprivate var places: [EngineCase: Int] = [:]
    fileprivate var workedCases: [String: EngineCase?] = [:]

    var isEmpty: Bool { list.isEmpty && workedCases.isEmpty }
  }

  package private(set) var queries: [Query] = []
  /// What the engine said, in the order in which the page asks for it.
  package var answers: [Answer] { asked.list }
  private(set) var asked = Answers()
  /// How often answers were added.
  private(set) var revision = 0
  private var valueOfSQL: [String: String] = [:]

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
    guard let index = asked.places[subject] else {
      let answer = Answer(id: "a.\(answers.count + 1)", subject: subject, calls: [call])
      asked.places[subject] = answers.count
      asked.list.append(answer)
      revision += 1
      return answer.id
    }
    if !answers[index].calls.contains(call) {
      asked.list[index].calls.append(call)
      revision += 1
    }
    return answers[index].id
  }

  /// Takes the answers of another page, where this one has none yet.
  mutating func adopt(_ answers: Answers) {
    asked = answers
    revision += 1
  }

  /// Returns the case that the page of a model works out; `find` looks it up once.
  mutating func workedCase(of model: String, find: (String) -> EngineCase?) -> EngineCase? {
    if let known = asked.workedCases[model] { return known }
    let found = find(model)
    asked.workedCases[model] = found
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
