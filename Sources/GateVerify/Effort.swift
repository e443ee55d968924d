/// What a step took.
struct Effort {
  /// Requests sent.
  private(set) var attempts = 0
  /// Of the last answer, in seconds.
  private(set) var latency: Double?
  private(set) var status: Int?

  /// The answer to a call, whatever its status.
  mutating func answer(
    to call: () throws(CallError) -> HTTPCaller.Answer
  ) throws(CallError) -> HTTPResponse {
    do {
      let answer = try call()
      attempts += answer.attempts
      latency = answer.latency
      status = answer.response.status
      return answer.response
    } catch {
      attempts += error.attempts
      latency = nil
      status = nil
      throw error
    }
  }

  /// The answer to a call that has to be 200 and no web page.
  /// - Parameter what: the content that a web page would stand in for.
  mutating func page(
    lacking what: String, _ call: () throws(CallError) -> HTTPCaller.Answer
  ) throws(Diagnosis) -> HTTPResponse {
    let response: HTTPResponse
    do {
      response = try answer(to: call)
    } catch {
      throw Diagnosis(error)
    }
    guard response.status == 200 else { throw Diagnosis(unexpected: response) }
    guard !response.isHTML else { throw Diagnosis(response, lacking: what) }
    return response
  }
}
