package io.github.descentry.backtest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.page.Scatter.Shape;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Labels of a scatter: all there, none on another. */
class ScatterTest {

    private static final List<String> NAMES =
            List.of(
                    "policy file",
                    "configured",
                    "cannot_win",
                    "cannot_win + unpromising",
                    "unpromising",
                    "median",
                    "percentile",
                    "halving",
                    "optuna.median",
                    "optuna.percentile(percentile=25)",
                    "ray.asha",
                    "ray.asha(reduction_factor=3)",
                    "ray.median(grace_period=1)",
                    "wandb.hyperband(min_iter=1)",
                    "keras.early_stopping(patience=5)",
                    "keras.early_stopping(patience=10)",
                    "lightning.early_stopping(patience=3)");

    private static List<Element> elements(String svg, String name, String style) throws Exception {
        NodeList nodes =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element node = (Element) nodes.item(i);
            if (node.getAttribute("class").startsWith(style)) {
                found.add(node);
            }
        }
        return found;
    }

    /** By more than places are rounded. */
    private static boolean overlap(Label one, Label other) {
        double across =
                Math.min(one.left() + one.width(), other.left() + other.width())
                        - Math.max(one.left(), other.left());
        double down = Label.HEIGHT - Math.abs(one.top() - other.top());
        return across > 0.2 && down > 0.2;
    }

    private static void assertReadable(String svg, List<String> names) throws Exception {
        List<Label> boxes = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Element text : elements(svg, "text", "tag")) {
            String words = text.getTextContent();
            Label box =
                    new Label(
                            Double.parseDouble(text.getAttribute("x")),
                            Double.parseDouble(text.getAttribute("y")) - Label.ASCENT,
                            Label.width(words));
            assertTrue(box.within(0, 0, Scatter.WIDTH + 0.1, Scatter.HEIGHT), words + " " + box);
            for (int i = 0; i < boxes.size(); i++) {
                assertFalse(overlap(box, boxes.get(i)), words + " lies on " + shown.get(i));
            }
            boxes.add(box);
            shown.add(words);
        }
        assertEquals(names, shown);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labelsOfPointsNearZeroDoNotLieOnEachOther(long seed) throws Exception {
        Random random = new Random(seed);
        Scatter scatter = new Scatter("saved", "regret");
        for (int i = 0; i < NAMES.size(); i++) {
            // Half of them nearly at the origin, the others anywhere.
            double size = i % 2 == 0 ? 0.01 : 0.7;
            scatter.point(
                    size * random.nextDouble(),
                    size * random.nextDouble(),
                    Shape.values()[i % Shape.values().length],
                    NAMES.get(i),
                    NAMES.get(i));
        }
        assertReadable(scatter.svg(), NAMES);
    }

    @Test
    void pointsAtOnePlaceAreAllNamed() throws Exception {
        Scatter scatter = new Scatter("saved", "regret");
        NAMES.subList(0, 10).forEach(name -> scatter.point(0, 0, Shape.CIRCLE, name, name));
        scatter.point(0.6, 0.6, Shape.SQUARE, "far", "far");
        List<String> names = new ArrayList<>(NAMES.subList(0, 10));
        names.add("far");
        assertReadable(scatter.svg(), names);
    }

    @Test
    void bothAxesAreNamed() throws Exception {
        String svg =
                new Scatter("steps saved", "regret of spread")
                        .point(0.5, 0.5, Shape.DIAMOND, "p", "p")
                        .svg();
        List<String> names =
                elements(svg, "text", "name").stream().map(Element::getTextContent).toList();
        assertEquals(List.of("steps saved, percent →", "↑ regret of spread, percent"), names);
    }

    /** Where a path begins, to the right and down. */
    private static double[] start(Element path) {
        String[] place = path.getAttribute("d").substring(1).split("[ aL]");
        return new double[] {Double.parseDouble(place[0]), Double.parseDouble(place[1])};
    }

    /** Where the tick of that text is: {@code x} or {@code y}. */
    private static double tick(String svg, String style, String text, String along)
            throws Exception {
        for (Element tick : elements(svg, "text", "tick " + style)) {
            if (tick.getTextContent().equals(text)) {
                return Double.parseDouble(tick.getAttribute(along));
            }
        }
        throw new AssertionError("no tick " + text + " in " + svg);
    }

    @Test
    void aPointStandsAtItsSharesInPercentToTheRightAndUpwards() throws Exception {
        String svg =
                new Scatter("saved", "regret")
                        .point(0.5, 0.1, Shape.CIRCLE, "p", "")
                        .point(1, 1, Shape.CIRCLE, "all", "")
                        .svg();
        double right = tick(svg, "middle", "100", "x") - tick(svg, "middle", "0", "x");
        double up = tick(svg, "end", "100", "y") - tick(svg, "end", "0", "y");
        assertTrue(right > 0 && up < 0, right + " " + up);
        List<Element> dots = elements(svg, "path", "dot");
        double[] point = start(dots.get(0));
        double[] all = start(dots.get(1));
        assertEquals(0.5 * right, all[0] - point[0], 0.2);
        assertEquals(0.9 * up, all[1] - point[1], 0.2);
        // Its left edge is next to the tick, and so is the letters' foot to the height.
        assertEquals(tick(svg, "middle", "100", "x"), all[0], 5);
        assertEquals(tick(svg, "end", "100", "y"), all[1], 5);
    }

    @Test
    void pointsThatAreNoNumbersAreLeftOut() throws Exception {
        String svg = new Scatter("x", "y").point(Double.NaN, 1, Shape.CIRCLE, "none", "none").svg();
        assertEquals(0, elements(svg, "path", "dot").size());
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    }
}
