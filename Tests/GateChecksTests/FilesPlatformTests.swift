import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesPlatformTests {
  @Test(arguments: helm + platforms + terraform + scaling)
  func platformIsRead(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let template = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: {{ include "api.fullname" . }}
      labels:
        {{- include "api.labels" . | nindent 4 }}
    spec:
      replicas: {{ .Values.replicaCount }}
      template:
        spec:
          {{- with .Values.podSecurityContext }}
          securityContext:
            {{- toYaml . | nindent 8 }}
          {{- end }}
          containers:
            - name: {{ .Chart.Name }}
              image: "{{ .Values.image }}:{{ .Values.tag | default .Chart.AppVersion }}"
              resources:
                {{- toYaml .Values.app.resources | nindent 12 }}
    """

  static func chart(_ values: String) -> [String: String] {
    [
      "charts/api/Chart.yaml": "name: api\n", "charts/api/templates/deployment.yaml": template,
      "charts/api/values.yaml": values,
    ]
  }

  static let helm: [FilesExample] = [
    limits(
      "the template's limits come from the values",
      chart("app:\n  resources:\n    limits:\n      cpu: 1\n      memory: 1Gi\n"),
      ["proves charts/api/values.yaml:5"]),
    limits(
      "the values' limits are commented out",
      chart("app:\n  resources: {}\n  #  limits:\n  #    cpu: 1\n  #    memory: 1Gi\n"),
      ["near charts/api/templates/deployment.yaml:16"]),
    limits(
      "production's values before the defaults",
      chart("app:\n  resources: {}\n").merging(
        [
          "charts/api/values-production.yaml":
            "app:\n  resources:\n    limits: { cpu: 1, memory: 1Gi }\n"
        ]) { _, new in new },
      ["proves charts/api/values-production.yaml:3"]),
    limits(
      "values for a chart that lives elsewhere",
      ["deploy/values.yaml": "service:\n  resources:\n    limits: { cpu: 1, memory: 1Gi }\n"],
      ["proves deploy/values.yaml:3"]),
    limits(
      "a chart on top of another one",
      [
        "helm/Chart.yaml": "name: a\ndependencies:\n- name: generic-service\n",
        "helm/templates/job.yaml":
          "apiVersion: batch/v1\nkind: Job\nspec: { template: { spec: { containers: [ { name: j } ] } } }\n",
        "helm/values.yaml":
          "generic-service:\n  resources:\n    limits: { cpu: 1, memory: 1Gi }\n",
      ], ["contradicts helm/templates/job.yaml:3", "near helm/values.yaml:3"]),
    FilesExample(
      "a job's user says nothing of the service's", "deployment.nonRoot",
      [
        "Dockerfile": "FROM acme/base\n",
        "job.yaml":
          "apiVersion: batch/v1\nkind: Job\nspec: { template: { spec: { securityContext: { runAsNonRoot: true },\n  containers: [ { name: j } ] } } }\n",
      ], ["near job.yaml:3", "near Dockerfile:1"]),
    FilesExample(
      "the pod's security context comes from the values", "deployment.nonRoot",
      chart("podSecurityContext:\n  runAsNonRoot: true\n"), ["proves charts/api/values.yaml:2"]),
    FilesExample(
      "a commented-out security context", "deployment.nonRoot",
      chart("podSecurityContext: {}\n  # runAsNonRoot: true\n"), []),
  ]

  static let platforms: [FilesExample] = [
    limits(
      "fly.toml with memory and CPUs",
      ["fly.toml": "app = \"a\"\n[[vm]]\n  memory = \"1gb\"\n  cpus = 1\n"], ["proves fly.toml:3"]),
    limits(
      "fly.toml with a named size",
      ["fly.toml": "app = \"a\"\n[[vm]]\nsize = \"shared-cpu-1x\" # small\n"], ["proves fly.toml:3"]
    ),
    limits("fly.toml with neither", ["fly.toml": "app = \"a\"\n# [[vm]]\n"], ["near fly.toml:1"]),
    limits(
      "an ECS task whose containers share its limits",
      [
        "deploy/task-definition.json": """
        {
          "family": "api",
          "cpu": "256", "memory": "512",
          "containerDefinitions": [{ "name": "api" }, { "name": "side", "memory": 64 }]
        }
        """
      ],
      ["proves deploy/task-definition.json:3", "proves deploy/task-definition.json:4"]),
    limits(
      "CloudFormation's task and function",
      [
        "template.yaml": """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Cpu: !Ref Cpu
              Memory: 512
              ContainerDefinitions: [ { Name: api } ]
          Sync:
            Type: AWS::Lambda::Function
            Properties: { Handler: a }
        """
      ], ["near template.yaml:6", "contradicts template.yaml:8"]),
    limits(
      "Cloud Run",
      [
        "service.yaml":
          "apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  template:\n    spec:\n      containers: [ { resources: { limits: { cpu: 1, memory: 1Gi } } } ]\n"
      ], ["proves service.yaml:6"]),
    limits(
      "the Serverless Framework",
      [
        "serverless.yml":
          "provider:\n  name: aws\n  memorySize: 256\nfunctions:\n  sync: { handler: a }\n"
      ], ["proves serverless.yml:3"]),
    limits(
      "App Engine's class", ["app.yaml": "runtime: nodejs22\ninstance_class: F2\n"],
      ["proves app.yaml:2"]),
    limits(
      "Render's plan", ["render.yaml": "services:\n- type: web\n  name: a\n  plan: starter\n"],
      ["proves render.yaml:4"]),
    limits(
      "Kamal's options",
      [
        "config/deploy.yml": """
        service: api
        image: acme/api
        servers:
          web:
            hosts: [ 192.0.2.1 ]
            options: { memory: 500m, cpus: 1 }
          job: [ 192.0.2.2 ]
        """
      ], ["near config/deploy.yml:6", "contradicts config/deploy.yml:7"]),
    limits(
      "a CDK program",
      [
        "cdk.json": "{}",
        "lib/api.ts":
          "import * as ecs from 'aws-cdk-lib/aws-ecs';\nnew ecs.FargateTaskDefinition(this, 'T', {\n  // memoryLimitMiB: 1,\n  memoryLimitMiB: 512,\n  cpu: 256,\n});\n",
      ], ["proves lib/api.ts:4"]),
    limits(
      "a CDK program in Python",
      [
        "infra/cdk.json": "{}",
        "infra/app.py":
          "from aws_cdk import aws_lambda\naws_lambda.Function(self, \"f\",\n    memory_size=256)\n",
        "app.py": "memory_size=256\n",
      ], ["proves infra/app.py:3"]),
    limits(
      "a command that deploys to Cloud Run",
      [
        ".github/workflows/d.yml":
          "jobs:\n  d:\n    steps:\n    - run: gcloud run deploy api --memory=512Mi --cpu 1\n"
      ], ["proves .github/workflows/d.yml:4"]),
    limits(
      "a step that deploys to Cloud Run",
      [
        ".github/workflows/d.yml":
          "jobs:\n  d:\n    steps:\n    - uses: google-github-actions/deploy-cloudrun@v2\n      with: { flags: --cpu=1 }\n"
      ], ["near .github/workflows/d.yml:4"]),
    limits(
      "kustomize lays limits over a base",
      [
        "k8s/base/api.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: { spec: { containers: [ { name: api, image: a } ] } } }\n",
        "k8s/overlays/prod/limits.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: { spec: { containers: [ { name: api,\n  resources: { limits: { cpu: 1, memory: 1Gi } } } ] } } }\n",
      ], ["proves k8s/overlays/prod/limits.yaml:5"]),
  ]

  static let terraform: [FilesExample] = [
    limits(
      "an ECS task",
      [
        "main.tf":
          "resource \"aws_ecs_task_definition\" \"api\" {\n  cpu = 256\n  memory = 512\n}\n"
      ],
      ["proves main.tf:3"]),
    limits(
      "Cloud Run's limits in an object",
      [
        "run.tf": """
        resource "google_cloud_run_v2_service" "api" {
          template {
            containers {
              resources {
                limits = {
                  cpu    = "1"
                  # memory = "2Gi"
                  memory = "512Mi"
                }
              }
            }
          }
        }
        """
      ], ["proves run.tf:8"]),
    limits(
      "requests are no limits",
      [
        "k8s.tf": """
        resource "kubernetes_deployment" "api" {
          spec {
            template {
              spec {
                container {
                  name = "api"
                  resources {
                    requests = { cpu = "1", memory = "1Gi" }
                  }
                }
              }
            }
          }
        }
        """
      ], ["contradicts k8s.tf:5"]),
    limits(
      "a function's memory",
      ["f.tf": "resource \"aws_lambda_function\" \"f\" {\n  memory_size = 128\n}\n"],
      ["proves f.tf:2"]),
  ]

  static let scaling: [FilesExample] = [
    autoscaling(
      "an autoscaler that keeps two",
      [
        "hpa.yaml":
          "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  minReplicas: 2\n  maxReplicas: 5\n"
      ], ["proves hpa.yaml:4"]),
    autoscaling(
      "an autoscaler without a minimum keeps one",
      [
        "hpa.yaml":
          "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  maxReplicas: 5\n"
      ], ["proves hpa.yaml:4"]),
    autoscaling(
      "KEDA without a minimum keeps none",
      [
        "so.yaml": "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec:\n  maxReplicaCount: 5\n"
      ],
      ["near so.yaml:1"]),
    autoscaling(
      "a fixed number", ["pod.yaml": FilesWorkloadTests.pod(user: "runAsUser: 1")],
      ["near pod.yaml:5"]),
    autoscaling(
      "Fly keeps one and starts more",
      [
        "fly.toml":
          "app = \"a\"\n[http_service]\nauto_start_machines = true\nmin_machines_running = 1\n"
      ], ["proves fly.toml:4"]),
    autoscaling(
      "Fly with a volume has one machine alone",
      [
        "fly.toml":
          "[http_service]\nauto_start_machines = true\nmin_machines_running = 1\n[mounts]\nsource = \"d\"\n"
      ], ["near fly.toml:3"]),
    autoscaling(
      "Fly scales to zero", ["fly.toml": "[http_service]\nmin_machines_running = 0\n"],
      ["near fly.toml:2"]),
    autoscaling(
      "ECS by Terraform",
      [
        "scale.tf":
          "resource \"aws_appautoscaling_target\" \"a\" {\n  min_capacity = 1\n  max_capacity = 4\n}\n"
      ], ["proves scale.tf:2"]),
    autoscaling(
      "Cloud Run by a command",
      [
        "deploy.sh": "",
        "Makefile": "d:\n\tgcloud run deploy --min-instances=1 --max-instances=3\n",
      ],
      ["proves Makefile:2"]),
    autoscaling(
      "Cloud Run from nothing",
      [
        "run.tf":
          "resource \"google_cloud_run_v2_service\" \"a\" {\n  template {\n    scaling {\n      max_instance_count = 4\n    }\n  }\n}\n"
      ], ["near run.tf:4"]),
  ]

  static func limits(
    _ title: String, _ files: [String: String], _ expected: [String]
  ) -> FilesExample {
    FilesExample(title, "deployment.resourceLimits", files, expected)
  }

  static func autoscaling(
    _ title: String, _ files: [String: String], _ expected: [String]
  ) -> FilesExample {
    FilesExample(title, "deployment.autoscaling", files, expected)
  }
}
