package io.github.descentry.backtest.page;

import io.github.descentry.backtest.page.Chart.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page being written: headings, paragraphs, tables and figures one after the other, with a table
 * of contents. Every text is escaped. It is also well-formed XML, so that programs can read it. One
 * thread.
 */
public final class Page {

    /** Pages with more letters than these open slowly and are hard to send. */
    public static final int MOST = 12_000_000;

    /** What every page begins with. */
    public static final String BEGINNING = "<!DOCTYPE html>";

    /** Level of the headings below the title. */
    private static final int TOP = 2;

    /** Fewer headings need no table of contents. */
    private static final int LISTED = 3;

    /** Tables with more columns do not fit on a telephone. */
    private static final int NARROW = 4;

    private final String title;
    private final StringBuilder body = new StringBuilder(1 << 16);
    private final List<Heading> headings = new ArrayList<>();

    public Page(String title) {
        this.title = title;
    }

    /**
     * A title above several columns of a table.
     *
     * @param title may be empty
     * @param columns how many
     */
    public record Span(String title, int columns) {}

    private record Heading(int level, String id, String text) {}

    public Page heading(String text) {
        return heading(TOP, text);
    }

    /** A heading below the last one. */
    public Page subheading(String text) {
        return heading(TOP + 1, text);
    }

    private Page heading(int level, String text) {
        String id = "part" + (headings.size() + 1);
        headings.add(new Heading(level, id, text));
        body.append("<h" + level + " id=\"" + id + "\">" + Markup.text(text))
                .append("</h" + level + ">\n");
        return this;
    }

    public Page paragraph(String text) {
        return paragraph("", text);
    }

    /** A paragraph of less weight. */
    public Page note(String text) {
        return paragraph(" class=\"note\"", text);
    }

    /** A paragraph that is not to be overlooked. */
    public Page warning(String text) {
        return paragraph(" class=\"warning\"", text);
    }

    private Page paragraph(String style, String text) {
        body.append("<p" + style + ">").append(Markup.text(text)).append("</p>\n");
        return this;
    }

    /** What a line of a chart means. */
    public Page key(Tone tone, String meaning) {
        String name = tone.name().toLowerCase(Locale.ROOT);
        return key("<path class=\"line " + name + "\" d=\"M0 5H26\"/>", meaning);
    }

    /** What an upright line of a chart means. */
    public Page markKey(Tone tone, String meaning) {
        String name = tone.name().toLowerCase(Locale.ROOT);
        return key("<path class=\"mark " + name + "\" d=\"M13 0V10\"/>", meaning);
    }

    /** What a coloured stretch of a chart means. */
    public Page bandKey(String meaning) {
        return key("<rect class=\"band\" width=\"26\" height=\"10\"/>", meaning);
    }

    private Page key(String drawing, String meaning) {
        body.append("<span class=\"key\"><svg viewBox=\"0 0 26 10\">" + drawing + "</svg>")
                .append(Markup.text(meaning) + "</span>\n");
        return this;
    }

    /** The first column is text, all others are numbers. */
    public Page table(List<String> header, List<List<String>> rows) {
        return table(List.of(), header, rows);
    }

    /**
     * The first column is text, all others are numbers.
     *
     * @param above titles above the header, over all its columns; may be empty
     */
    public Page table(List<Span> above, List<String> header, List<List<String>> rows) {
        if (header.size() > NARROW) {
            body.append("<p class=\"hint\">The table can be moved sideways →</p>\n");
        }
        body.append("<div class=\"wide\" tabindex=\"0\"><table>\n<thead>");
        List<Integer> edges = new ArrayList<>();
        if (!above.isEmpty()) {
            int column = 0;
            body.append("<tr>");
            for (Span span : above) {
                boolean titled = !span.title().isEmpty();
                body.append("<th" + (titled ? " class=\"span\"" : ""))
                        .append(" colspan=\"" + span.columns() + "\">")
                        .append(Markup.text(span.title()) + "</th>");
                if (titled) {
                    edges.add(column);
                }
                column += span.columns();
            }
            body.append("</tr>\n");
        }
        row("th", header, edges);
        body.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row("td", cells, edges));
        body.append("</tbody>\n</table></div>\n");
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
        body.append("<figure><figcaption><b>").append(Markup.text(title)).append("</b>");
        lines.forEach(line -> body.append("<span>").append(Markup.text(line)).append("</span>"));
        body.append("</figcaption>\n<div class=\"charts\">\n");
        drawings.forEach(body::append);
        body.append("</div></figure>\n");
        return this;
    }

    /** Whether it is so large that no more figures should be added. */
    public boolean full() {
        return body.length() >= MOST;
    }

    /** The page so far, complete. */
    public String html() {
        return BEGINNING
                + "\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>"
                + Markup.text(title)
                + "</title>\n<style>\n"
                + Style.SHEET
                + "</style>\n</head>\n<body>\n<h1>"
                + Markup.text(title)
                + "</h1>\n"
                + contents()
                + body
                + "</body>\n</html>\n";
    }

    /** Links to all headings, those of the lower level in a row below their own. */
    private String contents() {
        if (headings.size() < LISTED) {
            return "";
        }
        StringBuilder list = new StringBuilder("<nav aria-label=\"Contents\"><ul>\n");
        int level = TOP;
        for (int i = 0; i < headings.size(); i++) {
            Heading heading = headings.get(i);
            if (heading.level() > level) {
                list.append("<ul>\n");
            } else if (i > 0) {
                list.append("</li>\n" + (heading.level() < level ? "</ul></li>\n" : ""));
            }
            level = heading.level();
            list.append("<li><a href=\"#" + heading.id() + "\">")
                    .append(Markup.text(heading.text()) + "</a>");
        }
        return list.append("</li>\n" + (level > TOP ? "</ul></li>\n" : "") + "</ul></nav>\n")
                .toString();
    }

    private void row(String cell, List<String> cells, List<Integer> edges) {
        body.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            body.append("<" + cell + (edges.contains(i) ? " class=\"edge\"" : "") + ">")
                    .append(Markup.text(cells.get(i)) + "</" + cell + ">");
        }
        body.append("</tr>\n");
    }
}
