package io.github.descentry.backtest.page;

import io.github.descentry.backtest.page.Chart.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Named points over two shares, from 0 on, as SVG that takes its colours from the style of the
 * {@link Page}. A label may stand beside a point; its name is shown when the mouse rests on it.
 * Made by adding to it; one thread.
 */
public final class Scatter {

    private static final int WIDTH = 470;
    private static final int HEIGHT = 320;
    private static final int LEFT = 44;
    private static final int RIGHT = 12;
    private static final int TOP = 18;
    private static final int BOTTOM = 22;
    private static final int TICKS = 5;

    private final String title;
    private final List<Point> points = new ArrayList<>();

    public Scatter(String title) {
        this.title = title;
    }

    private record Point(double x, double y, Tone tone, String name, String label) {}

    /**
     * Adds a point; one that is not at numbers is left out.
     *
     * @param label what stands beside it, may be empty
     */
    public Scatter point(double x, double y, Tone tone, String name, String label) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            points.add(new Point(x, y, tone, name, label));
        }
        return this;
    }

    /** The drawing. */
    public String svg() {
        Scale x = scale(points.stream().mapToDouble(Point::x).max().orElse(1), LEFT, WIDTH - RIGHT);
        Scale y =
                scale(points.stream().mapToDouble(Point::y).max().orElse(1), HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(4096);
        svg.append("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT)
                .append("\"><title>" + Markup.text(title) + "</title>\n");
        for (double tick : y.ticks(TICKS)) {
            String at = Markup.place(y.at(tick));
            svg.append("<path class=\"grid\" d=\"M" + LEFT + " " + at + "H" + (WIDTH - RIGHT))
                    .append("\"/>\n");
            text(svg, LEFT - 4, y.at(tick) + 3.5, "tick end", Markup.number(tick));
        }
        for (double tick : x.ticks(TICKS)) {
            text(svg, x.at(tick), HEIGHT - 7, "tick middle", Markup.number(tick));
        }
        for (Point point : points) {
            String tone = point.tone().name().toLowerCase(Locale.ROOT);
            double left = x.at(point.x());
            double top = y.at(point.y());
            svg.append("<circle class=\"dot " + tone + "\" cx=\"" + Markup.place(left))
                    .append("\" cy=\"" + Markup.place(top) + "\" r=\"3\"><title>")
                    .append(Markup.text(point.name()) + "</title></circle>\n");
            boolean right = left > WIDTH / 2.0;
            text(
                    svg,
                    right ? left - 5 : left + 5,
                    top + 3,
                    "tag " + tone + (right ? " end" : ""),
                    point.label());
        }
        text(svg, LEFT, TOP - 6, "name", title);
        return svg.append("</svg>\n").toString();
    }

    private static Scale scale(double high, double start, double end) {
        return new Scale(0, Math.max(1e-9, high * 1.05), false, start, end);
    }

    private static void text(StringBuilder svg, double x, double y, String style, String text) {
        svg.append("<text class=\"" + style + "\" x=\"" + Markup.place(x) + "\" y=\"")
                .append(Markup.place(y) + "\">" + Markup.text(text) + "</text>\n");
    }
}
