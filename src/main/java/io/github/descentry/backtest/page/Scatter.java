package io.github.descentry.backtest.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Named points over two shares in percent, from 0 on, as SVG that takes its colours from the style
 * of the {@link Page}. Labels stand beside the points where there is room, at the end of a thin
 * line where there is none beside; those added first have the first choice. A name is shown when
 * the mouse rests on its point. Made by adding to it; one thread.
 */
public final class Scatter {

    static final int WIDTH = 600;
    static final int HEIGHT = 440;
    private static final int LEFT = 44;
    private static final int RIGHT = 12;
    private static final int TOP = 30;
    private static final int BOTTOM = 38;
    private static final int TICKS = 6;
    private static final double RADIUS = 4;
    private static final double PERCENT = 100;

    /** How far from its point a label may stand; it has a line from the second on. */
    private static final double[] DISTANCES = {7, 14, 22, 32, 44, 58, 74, 92, 112, 134};

    /** Between two labels. */
    private static final double AIR = 6;

    /** Places around a point. */
    private static final int ANGLES = 24;

    private final String across;
    private final String upright;
    private final List<Point> points = new ArrayList<>();

    /**
     * @param across what the share to the right is
     * @param upright what the share upwards is
     */
    public Scatter(String across, String upright) {
        this.across = across;
        this.upright = upright;
    }

    /** How a point looks. No two differ by colour alone. */
    public enum Shape {
        CIRCLE("main"),
        RING("main"),
        SQUARE("bad"),
        DIAMOND("good");

        private final String tone;

        Shape(String tone) {
            this.tone = tone;
        }
    }

    private record Point(double x, double y, Shape shape, String name, String label) {}

    private record Placed(Label label, double fromX, double fromY, boolean far) {}

    /**
     * Adds a point; one that is not at numbers is left out.
     *
     * @param label what stands beside it, may be empty
     */
    public Scatter point(double x, double y, Shape shape, String name, String label) {
        if (Double.isFinite(x) && Double.isFinite(y)) {
            points.add(new Point(PERCENT * x, PERCENT * y, shape, name, label));
        }
        return this;
    }

    /** The drawing. */
    public String svg() {
        Scale x = scale(points.stream().mapToDouble(Point::x).max().orElse(1), LEFT, WIDTH - RIGHT);
        Scale y =
                scale(points.stream().mapToDouble(Point::y).max().orElse(1), HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(4096);
        svg.append("<svg class=\"chart scatter\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH + " " + HEIGHT)
                .append("\"><title>" + Markup.text(upright + " over " + across) + "</title>\n");
        axes(svg, x, y);
        points.forEach(point -> dot(svg, point, x.at(point.x()), y.at(point.y())));
        labels(svg, x, y);
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg, Scale x, Scale y) {
        for (double tick : y.ticks(TICKS)) {
            path(svg, "grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(svg, LEFT - 4, y.at(tick) + 3.5, "tick end", Markup.number(tick));
        }
        for (double tick : x.ticks(TICKS)) {
            path(svg, "grid", x.at(tick), HEIGHT - BOTTOM, x.at(tick), TOP);
            svg.append(Label.under(x.at(tick), HEIGHT - BOTTOM + 14, Markup.number(tick), WIDTH));
        }
        text(svg, WIDTH - RIGHT, HEIGHT - 6, "name end", across + ", percent →");
        text(svg, 4, TOP - 12, "name", "↑ " + upright + ", percent");
    }

    private static void dot(StringBuilder svg, Point point, double left, double top) {
        String shape = point.shape().name().toLowerCase(Locale.ROOT);
        svg.append("<path class=\"dot " + shape + " " + point.shape().tone + "\" d=\"")
                .append(outline(point.shape(), left, top) + "\"><title>")
                .append(Markup.text(point.name()) + "</title></path>\n");
    }

    private static String outline(Shape shape, double x, double y) {
        double r = shape == Shape.DIAMOND ? RADIUS + 2 : RADIUS - 0.5;
        String start = "M" + Markup.place(x - r) + " ";
        String size = Markup.place(r);
        String twice = Markup.place(2 * r);
        return switch (shape) {
            case DIAMOND ->
                    start
                            + Markup.place(y)
                            + "l"
                            + size
                            + " -"
                            + size
                            + "l"
                            + size
                            + " "
                            + size
                            + "l-"
                            + size
                            + " "
                            + size
                            + "z";
            case SQUARE ->
                    start + Markup.place(y - r) + "h" + twice + "v" + twice + "h-" + twice + "z";
            case CIRCLE, RING ->
                    start
                            + Markup.place(y)
                            + "a"
                            + size
                            + " "
                            + size
                            + " 0 1 0 "
                            + twice
                            + " 0a"
                            + size
                            + " "
                            + size
                            + " 0 1 0 -"
                            + twice
                            + " 0z";
        };
    }

    private void labels(StringBuilder svg, Scale x, Scale y) {
        List<Label> taken = new ArrayList<>();
        for (Point point : points) {
            if (point.label().isEmpty()) {
                continue;
            }
            Optional<Placed> place = place(point, taken, x, y);
            if (place.isEmpty()) {
                continue;
            }
            Placed placed = place.get();
            taken.add(placed.label());
            double left = x.at(point.x());
            double top = y.at(point.y());
            if (placed.far()) {
                path(svg, "leader", left, top, placed.fromX(), placed.fromY());
            }
            svg.append("<text class=\"tag " + point.shape().tone + "\" x=\"")
                    .append(Markup.place(placed.label().left()) + "\" y=\"")
                    .append(Markup.place(placed.label().top() + Label.ASCENT) + "\">")
                    .append(Markup.text(point.label()) + "</text>\n");
        }
    }

    /** The nearest place that covers nothing; absent: there is none. */
    private Optional<Placed> place(Point point, List<Label> taken, Scale x, Scale y) {
        double left = x.at(point.x());
        double top = y.at(point.y());
        for (int ring = 0; ring < DISTANCES.length; ring++) {
            for (int turn = 0; turn < ANGLES; turn++) {
                // To the right first, then by turns above and below.
                double angle = Math.PI * 2 * ((turn + 1) / 2) / ANGLES * (turn % 2 == 0 ? 1 : -1);
                double fromX = left + DISTANCES[ring] * Math.cos(angle);
                double fromY = top + DISTANCES[ring] * Math.sin(angle);
                Label label = Label.beside(fromX, fromY, point.label(), Math.cos(angle) < -0.01);
                if (free(label, taken, x, y)) {
                    return Optional.of(new Placed(label, fromX, fromY, ring > 0));
                }
            }
        }
        return Optional.empty();
    }

    private boolean free(Label label, List<Label> taken, Scale x, Scale y) {
        Label wide = new Label(label.left() - AIR, label.top(), label.width() + 2 * AIR);
        return label.within(LEFT, TOP - 10, WIDTH, HEIGHT - BOTTOM)
                && taken.stream().noneMatch(wide::overlaps)
                && points.stream()
                        .noneMatch(other -> label.covers(x.at(other.x()), y.at(other.y()), RADIUS));
    }

    private static Scale scale(double high, double start, double end) {
        return new Scale(0, Math.max(1e-7, high * 1.05), false, start, end);
    }

    private static void path(
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
