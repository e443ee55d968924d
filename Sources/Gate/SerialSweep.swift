internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

struct SweepResult {
  var findings: [Finding] = []
  var anchors: [RepositoryPath: Set<String>] = [:]
  var diagnostics: [Diagnostic] = []
  var counts = SweepCounts()
}

enum SerialSweep {
  static func run(
    _ files: FileList, in root: FilePath, engine: SecretEngine
  ) throws(GateError) -> SweepResult {
    var result = SweepResult()
    do {
      var scanner = try SecretScanner(engine)
      let source = try WorkTreeFiles(files.readable, in: root)
      var buffer: [UInt8] = []
      for path in files.readable {
        do {
          try source.read(path, into: &buffer, limit: 64 << 20)
        } catch {
          if error.code == .notAFile { continue }
          result.diagnostics.append(
            Diagnostic(.error, error.message, at: Location(path: path, line: 1)))
          continue
        }
        if buffer.prefix(8192).contains(0) {
          result.counts.skipped["binary", default: 0] += 1
          continue
        }
        result.counts.files += 1
        result.counts.bytes += buffer.count
        let scan = try scanner.scan(buffer.span, path: path)
        result.findings += scan.findings
        result.diagnostics += scan.diagnostics
        if !scan.anchors.isEmpty { result.anchors[path] = scan.anchors }
      }
    } catch let error as MatchingError {
      throw GateError(error.message)
    } catch let error as FileError {
      throw GateError("\(error.path): \(error.message)")
    } catch {
      throw GateError("\(error)")
    }
    return result
  }
}
