package io.github.descentry.backtest.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.page.Chart.Tone;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {

    private static final String HOSTILE =
            "</title><script>alert('x')</script>&amp;\" onload=\"x\u0000\uD800 é 損失";

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }

    private static Line line(double... y) {
        double[] x = new double[y.length];
        Arrays.setAll(x, i -> 10.0 * i);
        return Line.of(x, y, 0, y.length);
    }

    private static List<String> texts(Document page, String element, String style) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(element);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element node = (Element) nodes.item(i);
            if (node.getAttribute("class").contains(style)) {
                texts.add(node.getTextContent());
            }
        }
        return texts;
    }

    @Test
    void textFromOutsideIsNothingButText() throws Exception {
        String html =
                new Page(HOSTILE)
                        .heading(HOSTILE)
                        .paragraph(HOSTILE)
                        .note(HOSTILE)
                        .table(List.of(HOSTILE), List.of(List.of(HOSTILE)))
                        .figure(
                                HOSTILE,
                                List.of(HOSTILE),
                                List.of(
                                        new Chart(HOSTILE)
                                                .line(line(1, 2, 3), Tone.MAIN, HOSTILE)
                                                .band(0, 10, HOSTILE)
                                                .mark(20, Tone.BAD, HOSTILE)))
                        .html();
        Document page = parse(html);
        assertEquals(0, page.getElementsByTagName("script").getLength());
        String shown = HOSTILE.replace('\u0000', '?').replace('\uD800', '?');
        assertEquals(shown, page.getElementsByTagName("h2").item(0).getTextContent());
        assertEquals(shown, page.getElementsByTagName("td").item(0).getTextContent());
        assertEquals(List.of(shown), texts(page, "text", "tag"));
        assertFalse(html.contains("<script"));
    }

    @Test
    void aPageNeedsNothingFromElsewhere() {
        Page page = new Page("t").heading("a").subheading("b").heading("c");
        String html = page.figure("f", List.of(), List.of(chart(1, 2))).html();
        for (String link : List.of("http", "//", "url(", "src=", "@import", "<link")) {
            assertFalse(html.contains(link), link);
        }
        assertFalse(html.replace("href=\"#", "").contains("href="));
        assertTrue(html.contains("prefers-color-scheme: dark"));
    }

    @Test
    void theContentsLeadToEveryHeading() throws Exception {
        Page page = new Page("t").heading("a").subheading("b").subheading("c").heading("d");
        Document parsed = parse(page.html());
        List<String> ids = new ArrayList<>();
        for (String level : List.of("h2", "h3")) {
            NodeList headings = parsed.getElementsByTagName(level);
            for (int i = 0; i < headings.getLength(); i++) {
                ids.add("#" + ((Element) headings.item(i)).getAttribute("id"));
            }
        }
        NodeList links = parsed.getElementsByTagName("a");
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < links.getLength(); i++) {
            targets.add(((Element) links.item(i)).getAttribute("href"));
        }
        assertEquals(ids.stream().sorted().toList(), targets);
        assertFalse(new Page("t").heading("alone").html().contains("<nav"));
    }

    @Test
    void titlesAboveATableSpanAllItsColumns() throws Exception {
        Document parsed =
                parse(
                        new Page("t")
                                .table(
                                        List.of(new Page.Span("", 1), new Page.Span("means", 2)),
                                        List.of("rule", "saved", "lost"),
                                        List.of(List.of("a", "1", "2")))
                                .html());
        NodeList cells = parsed.getElementsByTagName("th");
        assertEquals("2", ((Element) cells.item(1)).getAttribute("colspan"));
        assertEquals(5, cells.getLength());
    }

    /** Browsers cut off what is beyond the edge of a drawing. */
    @Test
    void noTickIsCutOffAtTheRightEdge() throws Exception {
        double[] x = {0, 50, 100};
        for (double size : new double[] {1, 1_000, 10_000}) {
            double[] wide = Arrays.stream(x).map(each -> each * size).toArray();
            Line line = Line.of(wide, new double[] {1, 2, 3}, 0, 3);
            Document svg = parse(new Chart("c").line(line, Tone.MAIN, "loss").svg());
            NodeList texts = svg.getElementsByTagName("text");
            int last = 0;
            for (int i = 0; i < texts.getLength(); i++) {
                Element text = (Element) texts.item(i);
                double at = Double.parseDouble(text.getAttribute("x"));
                double width = Label.width(text.getTextContent());
                String style = text.getAttribute("class");
                double right =
                        style.contains("end") ? at : style.contains("middle") ? at + width / 2 : at;
                if (style.startsWith("tick")) {
                    assertTrue(right < 470, text.getTextContent() + " ends at " + right);
                    last += text.getTextContent().equals(Markup.number(100 * size)) ? 1 : 0;
                }
            }
            assertEquals(1, last);
        }
    }

    @Test
    void aLineIsCutWhereItsPartsMeet() {
        Line line = line(5, 4, 3, 2, 1);
        assertArrayEquals(new double[] {5, 4, 3}, line.upTo(15).y());
        assertArrayEquals(new double[] {3, 2, 1}, line.after(15).y());
        assertEquals(0, line.after(40).size());
        assertEquals(5, line.upTo(40).size());
    }

    private static Chart chart(double... y) {
        return new Chart("c").line(line(y), Tone.MAIN, "loss");
    }

    @Test
    void aSpikeIsStillSeenWhereThereAreManyPoints() {
        double[] y = new double[100_000];
        Arrays.fill(y, 2);
        y[54_321] = 9;
        y[60_000] = Double.NaN;
        Line line = line(y);
        assertTrue(line.size() < 1_000, "size=" + line.size());
        int spike = -1;
        int none = -1;
        for (int i = 0; i < line.size(); i++) {
            spike = line.y()[i] == 9 ? i : spike;
            none = Double.isNaN(line.y()[i]) ? i : none;
            assertTrue(i == 0 || line.x()[i] > line.x()[i - 1]);
        }
        assertEquals(543_210, line.x()[spike]);
        assertEquals(600_000, line.x()[none]);
    }

    @Test
    void valuesThatAreNoNumbersLeaveAGapAndATick() throws Exception {
        Document svg = parse(chart(1, 2, Double.NaN, Double.POSITIVE_INFINITY, 2).svg());
        NodeList paths = svg.getElementsByTagName("path");
        int ticks = 0;
        String curve = "";
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            ticks += path.getAttribute("class").equals("none") ? 1 : 0;
            curve = path.getAttribute("class").startsWith("line") ? path.getAttribute("d") : curve;
        }
        assertEquals(2, ticks);
        assertEquals(2, curve.chars().filter(c -> c == 'M').count());
        assertFalse(curve.contains("NaN"));
    }

    @Test
    void theAxisIsLogarithmicWhereValuesFallByOrdersOfMagnitude() throws Exception {
        assertEquals(
                List.of("0.001", "0.01", "0.1", "1"),
                texts(parse(chart(0.001, 0.5, 1).svg()), "text", "tick end"));
        assertEquals(
                List.of("1", "2", "3"),
                texts(parse(chart(1, 2, 3.4).svg()), "text", "tick end").stream()
                        .filter(tick -> !tick.contains("."))
                        .toList());
        // A zero has no place on it.
        assertTrue(texts(parse(chart(0, 0.5, 1).svg()), "text", "tick end").contains("0"));
    }

    @Test
    void curvesOfNothingOrOfOneValueCanBeDrawn() throws Exception {
        for (Chart chart : List.of(chart(), chart(3), chart(0, 0), chart(Double.NaN))) {
            String svg = chart.mark(0, Tone.BAD, "m").band(-5, 5, "b").svg();
            parse(svg);
            assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
        }
    }

    @Test
    void numbersAreShort() {
        assertEquals("12345", Markup.number(12_345));
        assertEquals("1e-4", Markup.number(1e-4));
        assertEquals("2.5e8", Markup.number(2.5e8));
        assertEquals("0.25", Markup.number(0.25));
        assertEquals("3.4", Markup.number(3.4));
        assertEquals("0", Markup.number(0));
        assertEquals("-1.5", Markup.number(-1.5));
    }
}
