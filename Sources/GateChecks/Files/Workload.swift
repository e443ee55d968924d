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

  struct Container: Sendable {
    var name: String
    var place: Evidence
    var memory: Setting?
    var cpu: Setting?
    var user: UserSetting?
    var probes: [Probe] = []
  }
}

/// Who describes the workload, in the order in which they decide where several do.
enum Platform: String, Sendable {
  case kubernetes, helm, cloudRun, ecs, fly, terraform, cdk, serverless, appEngine, render
  case kamal, compose
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
  /// The fewest; `nil` where nothing is said.
  var least: Int?
  /// The most; the same as `least` where the number is fixed.
  var most: Int?
  var place: Evidence
}
