import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesContainerTests {
  @Test(arguments: stages + users)
  func imageIsJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let stages: [FilesExample] = [
    FilesExample(
      "the last stage copies from the first", "deployment.container",
      [
        "Dockerfile":
          "FROM node:22 AS build\nRUN npm ci\nFROM node:22\nCOPY --from=build /app /app\n"
      ],
      ["proves Dockerfile:3"]),
    FilesExample(
      "stages are named in any case, by number and by mount", "deployment.container",
      [
        "a/Dockerfile": "from golang as Build\nfrom alpine\ncopy --from=BUILD /a /a",
        "b/Dockerfile": "FROM golang\nFROM alpine\nCOPY --from=0 /a /a",
        "c/Dockerfile":
          "FROM golang AS b\nFROM alpine\nRUN --mount=type=bind,from=b,target=/b cp /b/a /a",
      ],
      ["proves a/Dockerfile:2", "proves b/Dockerfile:2", "proves c/Dockerfile:2"]),
    FilesExample(
      "one stage", "deployment.container", ["Dockerfile": "# app\nFROM node:22\nCOPY . .\n"],
      ["near Dockerfile:2"]),
    FilesExample(
      "files from another image are no stage", "deployment.container",
      ["Dockerfile": "FROM python:3\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n"],
      ["near Dockerfile:1"]),
    FilesExample(
      "the last stage takes nothing from the others", "deployment.container",
      [
        "Dockerfile": "FROM golang AS build\nRUN go build\nFROM alpine\nRUN apk add ca-certificates"
      ],
      ["near Dockerfile:3"]),
    FilesExample(
      "a FROM inside a heredoc or a comment is no stage", "deployment.container",
      [
        "Dockerfile":
          "FROM a\nRUN <<EOF\nFROM b AS c\nEOF\n# FROM d\nRUN echo \\\n# FROM e\n  done\n"
      ],
      ["near Dockerfile:1"]),
    FilesExample(
      "a developers' image beside the deployed one is left out", "deployment.container",
      [
        "Dockerfile.dev": "FROM node:22\n", ".devcontainer/Dockerfile": "FROM node:22\n",
        "Containerfile": "FROM a AS b\nFROM b\n",
      ],
      ["proves Containerfile:2"]),
    FilesExample(
      "a developers' image alone is not deployed", "deployment.container",
      ["Dockerfile.dev": "FROM a AS b\nFROM b\n"], ["near Dockerfile.dev:2"]),
    FilesExample(
      "no instruction at all", "deployment.container", ["Dockerfile": "\n\nhello\n"],
      ["near Dockerfile:3"]),
    FilesExample(
      "builders that need no Dockerfile", "deployment.container",
      [
        ".gitlab-ci.yml": "a:\n  script:\n    - ko build ./cmd/a\n    - ko version\n",
        "build.gradle": "plugins {\n  id 'com.google.cloud.tools.jib' version '3'\n}\n",
      ], ["proves build.gradle:2", "proves .gitlab-ci.yml:3"]),
    FilesExample("no Dockerfile", "deployment.container", ["README.md": "FROM node:22"], []),
  ]

  static let users: [FilesExample] = [
    user("USER app", ["proves Dockerfile:2"]),
    user("USER 1000:1000", ["proves Dockerfile:2"]),
    user("user node", ["proves Dockerfile:2"]),
    user("USER root", ["contradicts Dockerfile:2"]),
    user("USER 0:0", ["contradicts Dockerfile:2"]),
    user("USER root:app", ["contradicts Dockerfile:2"]),
    user("# USER app", ["contradicts Dockerfile:1"]),
    user("USER app\nRUN id\nUSER root", ["contradicts Dockerfile:4"]),
    user("USER root\nRUN id\nUSER app", ["proves Dockerfile:4"]),
    user("ARG NAME=app\nUSER ${NAME}", ["proves Dockerfile:3"]),
    user("ENV NAME app\nUSER $NAME", ["proves Dockerfile:3"]),
    user("ARG NAME\nUSER ${NAME:-root}", ["contradicts Dockerfile:3"]),
    user("ARG NAME\nUSER ${NAME}", ["near Dockerfile:3"]),
    user("RUN <<EOF\nUSER app\nEOF", ["contradicts Dockerfile:1"]),
    user("RUN cat <<-'END' > /etc/x\n\tUSER app\n\tEND\nUSER app", ["proves Dockerfile:5"]),
    user("RUN echo \\\n\n  # a comment\n  USER app", ["contradicts Dockerfile:1"]),
    FilesExample(
      "an earlier stage's user does not reach the last", "deployment.nonRoot",
      ["Dockerfile": "FROM node:22 AS build\nUSER node\nFROM node:22\nCOPY --from=build /a /a\n"],
      ["contradicts Dockerfile:3"]),
    FilesExample(
      "a stage that the last one starts from hands its user on", "deployment.nonRoot",
      ["Dockerfile": "ARG WHO=app\nFROM node:22 AS base\nARG WHO\nUSER $WHO\nFROM base\nRUN id\n"],
      ["proves Dockerfile:4"]),
    FilesExample(
      "images that set a user themselves", "deployment.nonRoot",
      [
        "a/Dockerfile": "FROM gcr.io/distroless/nodejs22-debian12:nonroot\n",
        "b/Dockerfile": "FROM cgr.dev/chainguard/python:latest\n",
        "c/Dockerfile": "FROM gcr.io/distroless/static\n",
      ],
      ["proves a/Dockerfile:1", "proves b/Dockerfile:1", "near c/Dockerfile:1"]),
    FilesExample(
      "another escape character", "deployment.nonRoot",
      ["Dockerfile": "# escape=`\nFROM windows\nRUN dir C:\\\nUSER app\n"], ["proves Dockerfile:4"]),
    FilesExample(
      "one root image among several", "deployment.nonRoot",
      ["a/Dockerfile": "FROM node\nUSER node\n", "b/Dockerfile": "FROM node\n"],
      ["proves a/Dockerfile:2", "contradicts b/Dockerfile:1"]),
    FilesExample(
      "the platform overrules the image", "deployment.nonRoot",
      [
        "Dockerfile": "FROM node:22\n",
        "k8s/app.yaml": FilesWorkloadTests.pod(user: "runAsNonRoot: true"),
      ],
      ["proves k8s/app.yaml:10", "near Dockerfile:1"]),
    FilesExample(
      "the platform says root", "deployment.nonRoot",
      [
        "Dockerfile": "FROM node:22\nUSER node\n",
        "k8s/app.yaml": FilesWorkloadTests.pod(user: "runAsUser: 0"),
      ],
      ["contradicts k8s/app.yaml:10", "proves Dockerfile:2"]),
  ]

  /// A Dockerfile of one stage that goes on as given.
  static func user(_ instructions: String, _ expected: [String]) -> FilesExample {
    FilesExample(
      instructions, "deployment.nonRoot", ["Dockerfile": "FROM node:22\n\(instructions)\n"],
      expected)
  }
}
