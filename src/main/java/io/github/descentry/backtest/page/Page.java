package io.github.descentry.backtest.page;

import java.util.List;

/**
 * A page being written: headings, paragraphs, tables and figures one after the other. Every text is
 * escaped. It is also well-formed XML, so that programs can read it. One thread.
 */
public final class Page {

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1c2430; --faint: #66707f; --paper: #fff;
              --rule: #e1e5ea; --main: #2563b8; --pale: #b9c3cf; --good: #1a7f4b;
              --bad: #c22f2f; --band: #1a7f4b2b; }
            @media (prefers-color-scheme: dark) { :root { --ink: #dde3ea; --faint: #95a1b0;
              --paper: #14181e; --rule: #2a313b; --main: #74aef5; --pale: #4c5765;
              --good: #4cc487; --bad: #ff7b72; --band: #4cc48733; } }
            body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.2rem 4rem; color: var(--ink);
              background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
            p { max-width: 48rem; } .note { color: var(--faint); }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: 13px; }
            th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--rule);
              text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            th:first-child, td:first-child { text-align: left; }
            th { color: var(--faint); font-weight: 600; }
            figure { margin: 1.4rem 0 2rem; border-top: 1px solid var(--rule); }
            figcaption { padding: .6rem 0 .3rem; overflow-wrap: anywhere; }
            figcaption b { display: block; } figcaption span { display: block; }
            .charts { display: grid; gap: .4rem;
              grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
            .chart { width: 100%; height: auto; }
            .chart path { fill: none; } .chart .grid { stroke: var(--rule); }
            .chart text { font: 10px system-ui, sans-serif; fill: var(--faint); }
            .chart .end { text-anchor: end; } .chart .middle { text-anchor: middle; }
            .chart .line { stroke-width: 1.1; stroke-linejoin: round; stroke-linecap: round; }
            .chart .main { stroke: var(--main); } .chart .faint { stroke: var(--pale); }
            .chart .good { stroke: var(--good); } .chart .bad { stroke: var(--bad); }
            .chart .none { stroke: var(--bad); }
            .chart .mark { stroke-dasharray: 3 2; }
            .chart .dot { stroke: none; } .chart .dot.main { fill: var(--main); }
            .chart .dot.bad { fill: var(--bad); }
            .chart text.main { stroke: none; fill: var(--main); }
            .chart .band { fill: var(--band); }
            .chart text.good { stroke: none; fill: var(--good); }
            .chart text.bad { stroke: none; fill: var(--bad); }
            """;

    private final StringBuilder html = new StringBuilder(1 << 16);

    public Page(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>")
                .append(Markup.text(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Markup.text(title))
                .append("</h1>\n");
    }

    public Page heading(String text) {
        return element("h2", text);
    }

    public Page paragraph(String text) {
        return element("p", text);
    }

    /** A paragraph of less weight. */
    public Page note(String text) {
        html.append("<p class=\"note\">").append(Markup.text(text)).append("</p>\n");
        return this;
    }

    /** The first column is text, all others are numbers. */
    public Page table(List<String> header, List<List<String>> rows) {
        html.append("<div class=\"wide\"><table>\n<thead>");
        row("th", header);
        html.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row("td", cells));
        html.append("</tbody>\n</table></div>\n");
        return this;
    }

    /**
     * Charts side by side.
     *
     * @param title what they show
     * @param lines what is to be said of it
     */
    public Page figure(String title, List<String> lines, List<Chart> charts) {
        return drawings(title, lines, charts.stream().map(Chart::svg).toList());
    }

    /**
     * Drawings side by side.
     *
     * @param drawings in SVG
     */
    public Page drawings(String title, List<String> lines, List<String> drawings) {
        html.append("<figure><figcaption><b>").append(Markup.text(title)).append("</b>");
        lines.forEach(line -> html.append("<span>").append(Markup.text(line)).append("</span>"));
        html.append("</figcaption>\n<div class=\"charts\">\n");
        drawings.forEach(html::append);
        html.append("</div></figure>\n");
        return this;
    }

    /** The page so far, complete. */
    public String html() {
        return html + "</body>\n</html>\n";
    }

    private void row(String cell, List<String> cells) {
        html.append("<tr>");
        for (String text : cells) {
            html.append("<" + cell + ">" + Markup.text(text) + "</" + cell + ">");
        }
        html.append("</tr>\n");
    }

    private Page element(String name, String text) {
        html.append("<" + name + ">" + Markup.text(text) + "</" + name + ">\n");
        return this;
    }
}
