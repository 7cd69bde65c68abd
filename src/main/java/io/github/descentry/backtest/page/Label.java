package io.github.descentry.backtest.page;

/**
 * The room that a text takes in a drawing, estimated: fonts differ between readers, so it is rather
 * too much.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param width of the text
 */
record Label(double left, double top, double width) {

    /** Height of the letters with some air. */
    static final double HEIGHT = 11;

    /** From the upper edge to the line on which letters stand. */
    static final double ASCENT = 9;

    private static final double LETTER = 5.6;

    /** Place of a text that begins at a point or, to the left, ends there. */
    static Label beside(double x, double y, String text, boolean left) {
        double width = width(text);
        return new Label(left ? x - width : x, y - HEIGHT / 2, width);
    }

    static double width(String text) {
        return LETTER * text.codePointCount(0, text.length());
    }

    boolean overlaps(Label other) {
        return left < other.left + other.width
                && other.left < left + width
                && top < other.top + HEIGHT
                && other.top < top + HEIGHT;
    }

    /** Whether a dot lies on it. */
    boolean covers(double x, double y, double radius) {
        return x + radius > left
                && x - radius < left + width
                && y + radius > top
                && y - radius < top + HEIGHT;
    }

    boolean within(double fromLeft, double fromTop, double toRight, double toBottom) {
        return left >= fromLeft
                && top >= fromTop
                && left + width <= toRight
                && top + HEIGHT <= toBottom;
    }

    /**
     * The text of a tick under an axis: in its middle, but never beyond the edge of the drawing.
     */
    static String under(double x, double y, String text, double edge) {
        double half = width(text) / 2;
        boolean beyond = x + half > edge - 1;
        return "<text class=\"tick "
                + (beyond ? "end" : "middle")
                + "\" x=\""
                + Markup.place(beyond ? edge - 1 : x)
                + "\" y=\""
                + Markup.place(y)
                + "\">"
                + Markup.text(text)
                + "</text>\n";
    }
}
