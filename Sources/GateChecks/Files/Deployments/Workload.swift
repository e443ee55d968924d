import GateModel

/// One thing that a platform is told to run: a pod, a service of compose, a machine, a function.
struct Workload: Sendable {
  /// Where it is described, named as its platform names it: `Deployment api`.
  var name: String
  var platform: Platform
  var place: Evidence
  /// Init containers included.
  var containers: [Container]
  /// The user that every container has unless it says otherwise.
  var user: UserSetting?
  var scaling: Scaling?
  /// Runs to its end, such as a Job; what serves requests does not.
  var isJob = false

  init(
    name: String, platform: Platform, place: Evidence, containers: [Container],
    user: UserSetting? = nil, scaling: Scaling? = nil
  ) {
    self.name = name
    self.platform = platform
    self.place = place
    self.containers = containers
    self.user = user
    self.scaling = scaling
  }

  /// Workloads of one name described in several files, as kustomize lays patches over a base,
  /// made into one: what any of them sets is set.
  static func merged(_ workloads: [Workload]) -> [Workload] {
    var merged: [Workload] = []
    var places: [String: Int] = [:]
    for workload in workloads {
      let isNamed = workload.platform == .kubernetes && workload.name.contains(" ")
      guard isNamed, let place = places[workload.name] else {
        if isNamed { places[workload.name] = merged.count }
        merged.append(workload)
        continue
      }
      merged[place].add(workload)
    }
    return merged
  }

  private mutating func add(_ other: Workload) {
    user = user ?? other.user
    scaling = scaling ?? other.scaling
    for container in other.containers {
      guard let own = containers.firstIndex(where: { $0.name == container.name }) else {
        containers.append(container)
        continue
      }
      containers[own].memory = containers[own].memory ?? container.memory
      containers[own].cpu = containers[own].cpu ?? container.cpu
      containers[own].user = containers[own].user ?? container.user
      containers[own].probes += container.probes
    }
  }

  struct Container: Sendable {
    var name: String
    var place: Evidence
    var memory: Setting?
    var cpu: Setting?
    /// A template sets the limits from where they cannot be followed, or to nothing.
    var hasOpenLimits = false
    /// The platform gives every instance a fixed size, also where the file names none.
    var hasPlatformLimits = false
    var user: UserSetting?
    var probes: [Probe] = []
  }
}

/// Who runs the workload.
enum Platform: String, Sendable {
  case kubernetes, helm, cloudRun, cloudFormation, ecs, fly, terraform, cdk, serverless, appEngine
  case render, kamal, compose
  /// Compose is what developers run on their machine where anything else describes production.
  var isProduction: Bool { self != .compose }
}

/// A value that a file sets, and where.
struct Setting: Sendable {
  var value: String
  var place: Evidence
}

/// Who a container runs as by its platform's description.
struct UserSetting: Sendable {
  var user: ContainerUser
  var place: Evidence
}

/// A check of a running container by its platform.
struct Probe: Sendable {
  enum Kind: String, Sendable { case liveness, readiness, startup, health }
  var kind: Kind
  /// The route asked for, where it is one.
  var route: String?
  var place: Evidence
}

/// How many instances run.
struct Scaling: Sendable {
  /// The fewest; `nil` where it is set by what is not known here.
  var least: Int?
  /// The most, where it is said.
  var most: Int?
  /// Whether the number follows the load.
  var adapts = false
  var place: Evidence
}
