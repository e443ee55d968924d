/// The style sheet of the pages.
enum HTMLStyle {
  static let sheet = """
    :root {
      color-scheme: light dark;
      --page: #f6f7f9; --card: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4;
      --good: #1a7f37; --bad: #c21f2c; --mid: #8a5a00; --link: #0757b5;
      --good-tint: #dcf3e2; --bad-tint: #fde6e6; --mid-tint: #fbf0d3; --code: #f0f2f5;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1318; --card: #171c22; --ink: #e4e8ec; --soft: #98a3ae; --line: #313a44;
        --good: #57c878; --bad: #ff8a85; --mid: #e0b04a; --link: #7fb7ff;
        --good-tint: #14301d; --bad-tint: #3a1a1c; --mid-tint: #352a10; --code: #0f1318;
      }
    }
    * { box-sizing: border-box; }
    body { background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
      margin: 0 auto; max-width: 58rem; padding: 1rem; }
    a { color: var(--link); }
    p { margin: .4rem 0; overflow-wrap: anywhere; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.15rem; margin: 1.6rem 0 .5rem; }
    h4 { color: var(--soft); font-size: .8rem; margin: .8rem 0 .1rem; }
    code, pre { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
    code { overflow-wrap: anywhere; }
    pre { background: var(--code); border-radius: .3rem; margin: .3rem 0; overflow-x: auto;
      padding: .4rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    ul { margin: .3rem 0; padding-left: 1.2rem; }

    header { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
      border-left: .45rem solid var(--bad); padding: .8rem 1rem; }
    header.pass { border-left-color: var(--good); }
    .outcome { color: var(--bad); font-weight: 700; margin: 0; }
    .pass .outcome { color: var(--good); }
    .meta, .note { color: var(--soft); font-size: .9rem; }

    table { border-collapse: collapse; }
    .scorecard { background: var(--card); border: 1px solid var(--line); margin: 1rem 0;
      min-width: min(100%, 24rem); }
    caption { color: var(--soft); font-size: .85rem; text-align: left; padding-bottom: .2rem; }
    .scorecard th, .scorecard td { border-bottom: 1px solid var(--line); padding: .25rem .8rem;
      text-align: left; }
    .scorecard td, .scorecard th + th { font-variant-numeric: tabular-nums; text-align: right; }
    tfoot th { border-top: 2px solid var(--line); }
    .full { background: var(--good-tint); color: var(--good); }
    .some { background: var(--mid-tint); color: var(--mid); }
    .none { background: var(--bad-tint); color: var(--bad); }

    .diagnostics { list-style: none; padding: 0; }
    .diagnostics li { background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
      margin: .3rem 0; overflow-wrap: anywhere; padding: .4rem .8rem; }
    .error > strong { color: var(--bad); } .warning > strong { color: var(--mid); }

    input[name=show] { height: 1px; opacity: 0; position: absolute; width: 1px; }
    nav { background: var(--page); display: flex; flex-wrap: wrap; gap: .4rem; margin: 1rem 0 0;
      padding: .5rem 0; position: sticky; top: 0; z-index: 1; }
    nav label { background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
      cursor: pointer; font-size: .9rem; padding: .15rem .7rem; }
    nav strong { color: var(--soft); font-weight: 400; }

    details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
      border-left: .3rem solid var(--line); margin: .5rem 0; padding: .5rem .8rem; }
    details.open { border-left-color: var(--mid); }
    details.fails { border-left-color: var(--bad); }
    details.settled { border-left-color: var(--good); }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    summary code { color: var(--soft); white-space: nowrap; }
    .title { font-weight: 600; }
    .badge { background: var(--code); border: 1px solid var(--line); border-radius: .3rem;
      font-size: .8rem; padding: 0 .35rem; }
    .verdict { border-radius: .3rem; font-size: .8rem; padding: .1rem .4rem; white-space: nowrap;
      background: var(--mid-tint); color: var(--mid); }
    .fails .verdict { background: var(--bad-tint); color: var(--bad); }
    .settled .verdict { background: var(--good-tint); color: var(--good); }
    .place { font-size: .9rem; overflow-wrap: anywhere; }
    pre.fix { border-left: .2rem solid var(--good); }

    #show-open:checked ~ main details:not(.open),
    #show-settled:checked ~ main details:not(.settled),
    #show-fails:checked ~ main details:not(.fails),
    #show-secret:checked ~ main details:not(.secret),
    #show-p0:checked ~ main details:not(.p0),
    #show-p1:checked ~ main details:not(.p1),
    #show-p2:checked ~ main details:not(.p2) { display: none; }
    \(chosenLabels) { background: var(--ink); color: var(--page); }
    \(chosenLabels.replacing("]", with: "] strong")) { color: inherit; }
    \(focusedLabels) { outline: 2px solid var(--link); outline-offset: 2px; }
    \(hiddenSections) { display: none; }

    .matrix { margin: 1rem 0; overflow-x: auto; }
    .matrix table { background: var(--card); border: 1px solid var(--line); font-size: .9rem; }
    .matrix th, .matrix td { border: 1px solid var(--line); padding: .2rem .5rem;
      text-align: center; white-space: nowrap; }
    .matrix th:first-child { background: var(--card); left: 0; position: sticky; text-align: left; }
    .by-check thead th:not(:first-child) { max-height: 12rem; overflow: hidden; text-align: left;
      text-overflow: ellipsis; writing-mode: vertical-rl; }
    .by-check thead th:first-child { vertical-align: bottom; }
    .better { color: var(--good); font-weight: 700; }
    .worse { color: var(--bad); font-weight: 700; }
    @media print { details { break-inside: avoid; } nav { display: none; } }
    """

  private static let filters = ["all", "fails", "open", "settled", "secret", "p0", "p1", "p2"]

  private static var chosenLabels: String {
    filters.map { "#show-\($0):checked ~ main label[for=show-\($0)]" }.joined(separator: ",\n")
  }

  private static var focusedLabels: String {
    filters.map { "#show-\($0):focus-visible ~ main label[for=show-\($0)]" }
      .joined(separator: ",\n")
  }

  /// A heading with nothing below it is left out.
  private static var hiddenSections: String {
    filters.filter { $0 != "all" }
      .map { "#show-\($0):checked ~ main section:not(:has(.\($0)))" }.joined(separator: ",\n")
  }
}
