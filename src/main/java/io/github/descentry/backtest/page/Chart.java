package io.github.descentry.backtest.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of one or several curves over the same steps, as SVG that takes its colours from the
 * style of the {@link Page}. The value axis is logarithmic where all values are above 0 and the
 * highest is far above the lowest. Values that are no numbers are ticks at the upper edge. Made by
 * adding to it; one thread.
 */
public final class Chart {

    private static final int WIDTH = 470;
    private static final int HEIGHT = 210;
    private static final int LEFT = 58;
    private static final int RIGHT = 12;
    private static final int TOP = 16;
    private static final int BOTTOM = 22;

    /** From this ratio of the highest value to the lowest on the axis is logarithmic. */
    private static final double WIDE = 10;

    /** Height of a line of text. */
    private static final int LINE = 11;

    /** More names of marks than these would cover the curve. */
    private static final int NAMED = 6;

    /** What fits above the drawing. */
    private static final int TITLE = 76;

    private static final int TICKS = 5;

    private final String title;
    private final List<Drawn> lines = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    public Chart(String title) {
        this.title = title;
    }

    /** How a line or a mark looks. */
    public enum Tone {
        /** What it is about. */
        MAIN,
        /** For comparison. */
        FAINT,
        /** What would have come if nothing had been done; a dashed line. */
        LOST,
        /** What a person said. */
        GOOD,
        /** What the program said. */
        BAD
    }

    private record Drawn(Line line, Tone tone, String name) {}

    private record Band(double from, double to, String name) {}

    private record Mark(double x, Tone tone, String name) {}

    /** Adds a curve; its name is shown when the mouse rests on it. */
    public Chart line(Line line, Tone tone, String name) {
        lines.add(new Drawn(line, tone, name));
        return this;
    }

    /** Adds a stretch of steps. */
    public Chart band(double from, double to, String name) {
        bands.add(new Band(from, to, name));
        return this;
    }

    /** Adds an upright line at a step. */
    public Chart mark(double x, Tone tone, String name) {
        marks.add(new Mark(x, tone, name));
        return this;
    }

    /** The drawing. */
    public String svg() {
        Scale x = horizontal();
        Scale y = vertical();
        StringBuilder svg = new StringBuilder(4096);
        svg.append("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH + " " + HEIGHT)
                .append("\"><title>")
                .append(Markup.text(title))
                .append("</title>\n");
        bands.forEach(band -> band(svg, band, x));
        axes(svg, x, y);
        lines.forEach(line -> line(svg, line, x, y));
        marks(svg, x);
        text(
                svg,
                LEFT,
                TOP - 5,
                "name",
                shortened(y.logarithmic() ? title + ", logarithmic" : title));
        return svg.append("</svg>\n").toString();
    }

    private Scale horizontal() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Drawn drawn : lines) {
            for (double at : drawn.line().x()) {
                low = Math.min(low, at);
                high = Math.max(high, at);
            }
        }
        return new Scale(low, high, false, LEFT, WIDTH - RIGHT);
    }

    private Scale vertical() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Drawn drawn : lines) {
            for (double at : drawn.line().y()) {
                if (Double.isFinite(at)) {
                    low = Math.min(low, at);
                    high = Math.max(high, at);
                }
            }
        }
        return new Scale(low, high, low > 0 && high / low > WIDE, HEIGHT - BOTTOM, TOP);
    }

    private static void axes(StringBuilder svg, Scale x, Scale y) {
        for (double tick : y.ticks(TICKS)) {
            double at = y.at(tick);
            rule(svg, "grid", LEFT, at, WIDTH - RIGHT, at);
            text(svg, LEFT - 4, at + 3.5, "tick end", Markup.number(tick));
        }
        for (double tick : x.ticks(TICKS)) {
            svg.append(Label.under(x.at(tick), HEIGHT - 7, Markup.number(Math.rint(tick)), WIDTH));
        }
    }

    private static void line(StringBuilder svg, Drawn drawn, Scale x, Scale y) {
        Line line = drawn.line();
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < line.size(); i++) {
            double at = x.at(line.x()[i]);
            if (Double.isFinite(line.y()[i])) {
                path.append(gap ? "M" : "L")
                        .append(Markup.place(at))
                        .append(' ')
                        .append(Markup.place(y.at(line.y()[i])));
                // A lone point between gaps is a dot.
                path.append(gap ? "h.01" : "");
                gap = false;
            } else {
                gap = true;
                rule(svg, "none", at, TOP, at, TOP + 7);
            }
        }
        svg.append("<path class=\"line " + tone(drawn.tone()) + "\" d=\"" + path + "\"><title>")
                .append(Markup.text(drawn.name()))
                .append("</title></path>\n");
    }

    private static void band(StringBuilder svg, Band band, Scale x) {
        if (band.to() < x.low() || band.from() > x.high()) {
            return;
        }
        double from = x.at(Math.max(x.low(), band.from())) - 1;
        double to = x.at(Math.min(x.high(), band.to())) + 1;
        svg.append("<rect class=\"band\" x=\"" + Markup.place(from) + "\" y=\"" + TOP)
                .append("\" width=\"" + Markup.place(to - from))
                .append("\" height=\"" + (HEIGHT - TOP - BOTTOM) + "\"><title>")
                .append(Markup.text(band.name()))
                .append("</title></rect>\n");
    }

    /** The names stand below each other, so that none covers another. */
    private void marks(StringBuilder svg, Scale x) {
        int named = 0;
        for (Mark mark : marks) {
            if (mark.x() < x.low() || mark.x() > x.high()) {
                continue;
            }
            double at = x.at(mark.x());
            boolean right = at > WIDTH / 2.0;
            rule(svg, "mark " + tone(mark.tone()), at, TOP, at, HEIGHT - BOTTOM);
            if (!mark.name().isEmpty() && named < NAMED) {
                named++;
                text(
                        svg,
                        right ? at - 3 : at + 3,
                        TOP - 1 + LINE * named,
                        "tag " + tone(mark.tone()) + (right ? " end" : ""),
                        mark.name());
            }
        }
    }

    private static String shortened(String text) {
        int[] letters = text.codePoints().toArray();
        return letters.length <= TITLE ? text : new String(letters, 0, TITLE - 1) + "…";
    }

    private static String tone(Tone tone) {
        return tone.name().toLowerCase(Locale.ROOT);
    }

    private static void rule(
            StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
        svg.append("<path class=\"" + style + "\" d=\"M" + Markup.place(x1) + " ")
                .append(Markup.place(y1) + "L" + Markup.place(x2) + " " + Markup.place(y2))
                .append("\"/>\n");
    }

    private static void text(StringBuilder svg, double x, double y, String style, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + Markup.place(x) + "\" y=\"")
                .append(Markup.place(y) + "\">" + Markup.text(text) + "</text>\n");
    }
}
