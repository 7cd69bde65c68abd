package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoViewTest {

    @ParameterizedTest
    @ValueSource(ints = {80, 140})
    void looksAsItShould(int width) throws IOException {
        String name = "demo-view-" + width + ".txt";
        String expected;
        try (InputStream file = getClass().getResourceAsStream(name)) {
            expected = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
        assertEquals(
                expected, String.join("\n", DemoScene.view().lines(width, 50, Ink.NONE)) + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {26, 34, 48, 60, 72, 80, 99, 100, 120, 140, 200})
    void noLineIsLongerThanTheTerminalIsWide(int width) {
        for (String line : DemoScene.view().lines(width, 50, Ink.NONE)) {
            assertTrue(line.length() <= width, line.length() + " > " + width + ": " + line);
        }
    }

    @Test
    void inANarrowTerminalTheRateGoesFirstAndTheForecastLast() {
        assertEquals("run step loss rate final 80% between wins state", head(80));
        assertEquals("run step loss final 80% between wins state", head(70));
        assertEquals("run step final state", head(48));
        assertEquals("run final state", head(34));
        assertEquals("run state", head(26));
    }

    private static String head(int width) {
        return DemoScene.view().lines(width, 50, Ink.NONE).get(2).replaceAll(" +", " ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 20, 24, 30})
    void thereAreNoMoreLinesThanTheTerminalHas(int height) {
        assertTrue(DemoScene.view().lines(80, height, Ink.NONE).size() <= height);
    }

    @Test
    void inALowTerminalTheAnomaliesGiveWayBeforeTheStopSignals() {
        String low = String.join("\n", DemoScene.view().lines(80, 18, Ink.NONE));
        assertTrue(low.contains("char-lm/sgd-hot diverged advised"), low);
        assertTrue(low.contains("http://127.0.0.1:9464/metrics"), low);
        assertEquals(-1, low.indexOf("stalled opened"), low);
    }

    @Test
    void runsOfEarlierSessionsAreShownWhereThereIsRoomAndGiveWayFirst() {
        int whole = DemoScene.view().lines(140, 99, Ink.NONE).size();
        String most = String.join("\n", DemoScene.view().lines(140, whole - 1, Ink.NONE));
        assertTrue(most.contains("earlier sessions\nand 2 more\n"), most);
        String none = String.join("\n", DemoScene.view().lines(140, whole - 2, Ink.NONE));
        assertTrue(none.contains("sgd-hot divergence opened"), none);
        assertEquals(-1, none.indexOf("\nearlier sessions"), none);
    }

    @Test
    void coloursAddNothingButEscapeSequences() {
        List<String> painted = DemoScene.view().lines(140, 50, Ink.COLOUR);
        String all = String.join("\n", painted);
        assertTrue(all.contains("\u001b[31m"), all);
        assertEquals(
                String.join("\n", DemoScene.view().lines(140, 50, Ink.NONE)),
                all.replaceAll("\u001b\\[[0-9]+m", ""));
    }
}
