import FoundationEssentials

/// What libFuzzer calls once, before anything else: `FUZZ_TARGET` names the reader to be tried.
@_cdecl("LLVMFuzzerInitialize")
func start(_ count: UnsafePointer<CInt>, _ arguments: UnsafeRawPointer) -> CInt {
  let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    preconditionFailure("FUZZ_TARGET is one of \(names), not '\(name)'")
  }
  do {
    try unsafe test = target.test()
  } catch {
    preconditionFailure("\(target): \(error)")
  }
  return 0
}

/// What libFuzzer calls with each input, from its one thread.
@_cdecl("LLVMFuzzerTestOneInput")
func tryInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe test(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

nonisolated(unsafe) private var test: ([UInt8]) -> Void = { _ in }
