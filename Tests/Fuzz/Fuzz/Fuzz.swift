import CLibFuzzer

/// `Fuzz TARGET [libFuzzer's options] [folders of samples]`: throws random inputs at one of the
/// readers of foreign text. `.ci/fuzz` builds and runs it.
@main enum Fuzz {
  static func main() {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    guard let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init(rawValue:))
    else { return print("which target? One of \(names)") }
    do {
      try unsafe test = target.test()
    } catch {
      return print("\(target): \(error)")
    }
    var count = CommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv + 1
    _ = unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, count in
      unsafe test(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
  }
}

/// What the driver calls, from its one thread.
nonisolated(unsafe) private var test: ([UInt8]) -> Void = { _ in }
