/// The style sheet of the HTML report.
enum HTMLStyle {
  static let sheet = """
    :root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --mid: #9a6700; }
    @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; --mid: #d29922; } }
    * { box-sizing: border-box; }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
    header { border-left: .4rem solid var(--bad); padding-left: 1rem; margin: 1rem 0; }
    header.pass { border-color: var(--good); }
    h1 { margin: 0; font-size: 1.5rem; overflow-wrap: anywhere; }
    h2 { margin-top: 2rem; font-size: 1.2rem; }
    h3 { margin: 0 0 .3rem; font-size: 1rem; }
    p { margin: .3rem 0; }
    .outcome { font-size: 1.2rem; font-weight: 600; }
    .meta { opacity: .75; }
    code, pre { font: .85em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    pre.fix { white-space: pre-wrap; border-left: .2rem solid var(--good); padding-left: .8rem; margin: .5rem 0; }
    article { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; margin: .6rem 0; }
    article.open { border-left: .3rem solid var(--mid); }
    article.open.p0 { border-left-color: var(--bad); }
    article.settled { border-left: .3rem solid var(--good); }
    .badge { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .35rem; font-size: .8em; }
    .scorecard { border-collapse: collapse; }
    .scorecard th, .scorecard td { padding: .2rem .9rem; border-bottom: 1px solid var(--line); text-align: left; }
    .full { color: var(--good); } .some { color: var(--mid); } .none { color: var(--bad); }
    .diagnostics .error { color: var(--bad); } .diagnostics .warning { color: var(--mid); }
    ul { padding-left: 1.2rem; margin: .3rem 0; }
    input[name=show] { margin-left: .5rem; }
    #show-open:checked ~ main article.settled { display: none; }
    #show-p0:checked ~ main article:not(.p0) { display: none; }
    #show-settled:checked ~ main article.open { display: none; }
    """
}
