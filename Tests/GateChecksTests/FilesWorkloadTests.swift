import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesWorkloadTests {
  @Test(arguments: kubernetes + compose)
  func limitsAreJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  @Test func aLimitedContainerBesideABareOneProvesNothing() {
    let observed = Self.kubernetes[1].observed.observations
    #expect(observed.last?.evidence.note?.hasSuffix("1 of 2 go without both") == true)
  }

  static let limits = "{ limits: { memory: 64Mi, cpu: 100m } }"

  /// A Deployment whose pod has a security context on line 10.
  static func pod(user: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: api }
    spec:
      replicas: 2
      template:
        spec:
          # the whole pod
          securityContext:
            \(user)
          containers:
          - name: api
            image: api:1
    """
  }

  static let kubernetes: [FilesExample] = [
    FilesExample(
      "every container has both limits", "deployment.resourceLimits",
      [
        "deploy/api.yml": """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: api }
        spec:
          template:
            spec:
              containers:
                - name: api
                  resources:
                    limits:
                      cpu: "1"
                      memory: 1Gi
        """
      ], ["proves deploy/api.yml:12"]),
    FilesExample(
      "an init container without limits", "deployment.resourceLimits",
      [
        "api.yaml": """
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: sync }
        spec:
          jobTemplate:
            spec:
              template:
                spec: { initContainers: [ { name: migrate } ],
                  containers: [ { name: sync, resources: \(limits) } ] }
        """
      ], ["contradicts api.yaml:9", "near api.yaml:10"]),
    FilesExample(
      "empty and commented-out limits", "deployment.resourceLimits",
      [
        "api.yaml": """
        apiVersion: v1
        kind: Pod
        spec:
          containers:
            - name: a
              resources:
                limits: {}
            - name: b
              resources:
                # limits: { cpu: 1, memory: 1Gi }
                requests: { cpu: 1, memory: 1Gi }
        """
      ], ["contradicts api.yaml:5", "contradicts api.yaml:8"]),
    FilesExample(
      "memory alone", "deployment.resourceLimits",
      [
        "api.yaml":
          "apiVersion: v1\nkind: Pod\nspec:\n  containers: [ { name: a, resources: { limits: { memory: 1Gi } } } ]"
      ], ["near api.yaml:4"]),
    FilesExample(
      "several documents and a List", "deployment.resourceLimits",
      [
        "all.yaml": """
        apiVersion: v1
        kind: Service
        spec: { ports: [] }
        ---
        apiVersion: v1
        kind: List
        items:
          - apiVersion: apps/v1
            kind: DaemonSet
            spec: { template: { spec: { containers: [ { name: a, resources: \(limits) } ] } } }
        """
      ], ["proves all.yaml:10"]),
    FilesExample(
      "Kubernetes decides over compose", "deployment.resourceLimits",
      [
        "api.yaml":
          "apiVersion: v1\nkind: Pod\nspec:\n  containers: [ { name: a, resources: \(limits) } ]",
        "docker-compose.yml": "services:\n  api: { build: . }",
      ], ["proves api.yaml:4"]),
    FilesExample(
      "fixtures and other YAML do not count", "deployment.resourceLimits",
      ["tests/pod.yaml": pod(user: "runAsUser: 1"), "config.yaml": "kind: x\napiVersion: y\n"], []),
  ]

  static let compose: [FilesExample] = [
    FilesExample(
      "deploy.resources.limits", "deployment.resourceLimits",
      [
        "compose.yaml": """
        services:
          api:
            build: .
            deploy:
              resources:
                limits:
                  cpus: "0.5"
                  memory: 256M
          db: { image: postgres }
        """
      ], ["proves compose.yaml:8"]),
    FilesExample(
      "mem_limit and cpus", "deployment.resourceLimits",
      [
        "docker-compose.prod.yml":
          "services:\n  api:\n    image: api\n    cpus: 1\n    mem_limit: 1g"
      ],
      ["proves docker-compose.prod.yml:5"]),
    FilesExample(
      "none", "deployment.resourceLimits",
      [
        "docker-compose.yml":
          "services:\n  api:\n    build: .\n    # mem_limit: 1g\n    mem_limit: 0"
      ],
      ["near docker-compose.yml:2"]),
    FilesExample(
      "the service's user", "deployment.nonRoot",
      ["compose.yml": "services:\n  api:\n    build: .\n    user: \"1000:1000\"\n"],
      ["proves compose.yml:4"]),
    FilesExample(
      "the user comes from the environment", "deployment.nonRoot",
      ["compose.yml": "services:\n  api:\n    build: .\n    user: ${UID}\n"], ["near compose.yml:4"]
    ),
  ]

  @Test func anUnreadableManifestIsAFailureOnlyWhereNothingElseDecides() {
    let broken = "apiVersion: v1\nkind: Pod\nspec: [\n"
    let alone = FilesExample("", "deployment.resourceLimits", ["a.yaml": broken], [])
    #expect(alone.observed.failure?.hasPrefix("a.yaml:") == true)
    let beside = FilesExample(
      "", "deployment.resourceLimits",
      ["a.yaml": broken, "b.yaml": Self.kubernetes[5].files["api.yaml"] ?? ""], [])
    #expect(beside.observed.failure == nil)
    #expect(beside.observed.observations.count == 1)
  }
}
