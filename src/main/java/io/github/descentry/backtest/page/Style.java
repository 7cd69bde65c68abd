package io.github.descentry.backtest.page;

/** How a {@link Page} looks, by day and by night, on a desk and in a hand. */
final class Style {

    /**
     * Wide tables scroll, with a shade where there is more of them. Orange and bluish green are
     * told apart by people who do not see red or green as others do; what differs in colour also
     * differs in dashes, width or shape.
     */
    static final String SHEET =
            """
            :root { color-scheme: light dark; --ink: #1c2430; --faint: #5c6675; --paper: #fff;
              --rule: #e1e5ea; --main: #0a5cad; --pale: #aab5c2; --good: #00735a;
              --bad: #b3400c; --band: #00735a26; --shade: #0003; }
            @media (prefers-color-scheme: dark) { :root { --ink: #dde3ea; --faint: #9aa6b5;
              --paper: #14181e; --rule: #2a313b; --main: #74b5f7; --pale: #556172;
              --good: #46cfa5; --bad: #ff9a63; --band: #46cfa533; --shade: #000c; } }
            body { margin: 0 auto; max-width: 84rem; padding: 1rem 1.2rem 4rem; color: var(--ink);
              background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
            h3 { font-size: 1rem; margin: 2rem 0 0; } a { color: var(--main); }
            p { max-width: 48rem; } .note { color: var(--faint); }
            .warning { border-left: 4px solid var(--bad); padding-left: .7rem; }
            nav ul { padding-left: 1.2rem; margin: .2rem 0; } nav ul ul { font-size: 13px; }
            nav ul ul li { display: inline-block; margin-right: 1.2rem; }
            .wide { overflow-x: auto; background:
              linear-gradient(to right, var(--paper), var(--paper)) left / 1rem 100%,
              linear-gradient(to left, var(--paper), var(--paper)) right / 1rem 100%,
              linear-gradient(to right, var(--shade), transparent) left / .7rem 100%,
              linear-gradient(to left, var(--shade), transparent) right / .7rem 100%;
              background-repeat: no-repeat;
              background-attachment: local, local, scroll, scroll; }
            .hint { display: none; color: var(--faint); font-size: 13px; margin: .4rem 0 .2rem; }
            table { border-collapse: collapse; font-size: 13px; }
            th, td { padding: .2rem .55rem; border-bottom: 1px solid var(--rule);
              text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            th:first-child, td:first-child { text-align: left; position: sticky; left: 0;
              background: var(--paper); white-space: normal; overflow-wrap: anywhere;
              min-width: 11rem; }
            th { color: var(--faint); font-weight: 600; vertical-align: bottom; }
            th.span { text-align: center; border-left: 1px solid var(--rule); }
            .edge { border-left: 1px solid var(--rule); }
            figure { margin: 1.4rem 0 2rem; border-top: 1px solid var(--rule); }
            figcaption { padding: .6rem 0 .3rem; overflow-wrap: anywhere; max-width: 64rem; }
            figcaption b { display: block; } figcaption span { display: block; }
            .charts { display: grid; gap: .4rem; overflow-x: auto;
              grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
            .key { display: inline-block; margin-right: 1.4rem; color: var(--ink); }
            .key svg { width: 26px; height: 10px; margin-right: .4rem; }
            .chart { width: 100%; height: auto; }
            .chart path, .key path { fill: none; } .key .mark { stroke-width: 2; } .chart .grid { stroke: var(--rule); }
            .chart text { font: 10px system-ui, sans-serif; fill: var(--faint); }
            .chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
            .line { stroke-width: 1.2; stroke-linejoin: round; stroke-linecap: round; }
            .line.main, .mark.main, .ring { stroke: var(--main); }
            .line.faint, .mark.faint { stroke: var(--pale); stroke-width: .9; }
            .line.good, .mark.good { stroke: var(--good); }
            .line.bad, .line.lost, .mark.bad { stroke: var(--bad); }
            .line.bad { stroke-width: 1.8; } .line.lost { stroke-dasharray: 3 3; }
            .chart .none { stroke: var(--bad); }
            .mark { stroke-dasharray: 3 2; } .mark.good { stroke-dasharray: 1 2; }
            .chart .leader { stroke: var(--faint); stroke-width: .6; }
            .chart .dot.main { fill: var(--main); } .chart .dot.bad { fill: var(--bad); }
            .chart .dot.good { fill: var(--good); }
            .chart .dot.ring { fill: var(--paper); stroke-width: 1.2; }
            .chart .band, .key .band { fill: var(--band); }
            .chart text.main { fill: var(--main); } .chart text.good { fill: var(--good); }
            .chart text.bad { fill: var(--bad); }
            @media (max-width: 56rem) { .hint { display: block; } .scatter { min-width: 36rem; }
              .chart:not(.scatter) text { font-size: 12px; }
              th:first-child, td:first-child { min-width: 7.5rem; max-width: 8.5rem; } }
            """;

    private Style() {}
}
