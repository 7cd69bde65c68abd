package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestStopCommandTest {

    /** Five runs of one folder, whose distances stay as they are, and one run of another. */
    private static void write(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        for (int run = 0; run < 5; run++) {
            curve(csv, "sweep/run" + run, 2 + run);
        }
        curve(csv, "alone/run", 3);
        Files.writeString(folder.resolve("tiny.csv"), csv);
    }

    private static void curve(StringBuilder csv, String run, double level) {
        for (int step = 1; step <= 200; step++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%d,train_loss,%.6f,,,%n",
                            run,
                            step,
                            level + 3 / Math.sqrt(step)));
        }
    }

    private static String output(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            assertEquals(ExitCode.OK, Main.execute(arguments));
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a command that cannot do as told says. */
    private static String refusal(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            assertEquals(ExitCode.USAGE, Main.execute(arguments));
        } finally {
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTinySweepIsReportedAsJsonAndAsAPage(@TempDir Path folder) throws IOException {
        write(folder);
        Path page = folder.resolve("page.html");
        JsonNode json =
                JsonMapper.builder()
                        .build()
                        .readTree(
                                output(
                                        "backtest",
                                        "stop",
                                        "--curves",
                                        folder.toString(),
                                        "--orders",
                                        "1",
                                        "--report",
                                        page.toString(),
                                        "--json"));
        JsonNode unpromising = null;
        for (JsonNode policy : json.get("policies")) {
            assertEquals(1, policy.get("groups").asInt());
            assertEquals(5, policy.get("runs").asInt());
            if (policy.get("policy").asString().equals("unpromising")) {
                unpromising = policy;
            }
        }
        assertEquals(0, unpromising.get("wrong_stops").asInt());
        assertTrue(unpromising.get("stopped").asInt() >= 3);
        assertTrue(unpromising.get("by_group").get("compute_saved").asDouble() > 0.4);
        assertEquals("sweep (train_loss)", json.get("groups").get(0).get("group").asString());
        String html = Files.readString(page);
        assertTrue(html.contains("<svg") && html.contains("unpromising"));
        assertFalse(html.contains("http://") || html.contains("https://"));
        assertTrue(html.contains("1 group of recorded runs of “" + folder.getFileName()), html);
        assertFalse(html.contains(folder.getParent().toString()));
        assertFalse(html.contains("curves="));
    }

    @Test
    void aPolicyThatGovernsNoRunIsWarnedOf(@TempDir Path folder) throws IOException {
        write(folder);
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                """
                policies:
                  - name: sweeps
                    match: {group: "lm-*"}
                    rules: [unpromising]
                  - name: some
                    match: {run: "*/run1"}
                    rules: [unpromising]
                """);
        Path page = folder.resolve("page.html");
        String[] study = {
            "backtest",
            "stop",
            "--curves",
            folder.toString(),
            "--policy",
            policy.toString(),
            "--report",
            page.toString()
        };
        String table = output(study);
        String counts = "5 runs, by policy: sweeps 0, some 1, none 4";
        String warning = "policy=sweeps (all runs of group lm-*) governs none of the 5 runs";
        assertTrue(table.contains(counts), table);
        assertTrue(table.contains("warning: " + warning), table);
        assertTrue(table.contains("warning: 4 of the 5 runs no policy governs"), table);
        assertFalse(table.contains("policy=some ("), table);
        String html = Files.readString(page);
        assertTrue(html.contains(counts) && html.contains(warning), html);
        assertTrue(html.contains(">policy file</text>"), html);
        JsonNode json = json(study);
        assertEquals(0, json.get("governed").get("sweeps").asInt());
        assertEquals(1, json.get("governed").get("some").asInt());
        assertEquals(4, json.get("governed_by_none").asInt());
        assertTrue(json.get("warnings").get(0).asString().startsWith(warning));
        assertEquals("file", json.get("policies").get(0).get("origin").asString());
    }

    @Test
    void meansOverGroupsAndOverCollectionsAreTablesOfTheirOwn(@TempDir Path folder)
            throws IOException {
        write(folder);
        String table = output("backtest", "stop", "--curves", folder.toString(), "--orders", "1");
        String[] parts = table.split("Means over ");
        assertEquals(3, parts.length, table);
        for (String part : List.of(parts[1], parts[2])) {
            String header = part.lines().skip(2).findFirst().orElseThrow();
            assertEquals(header.indexOf("regret"), header.lastIndexOf("regret"), header);
            assertTrue(part.contains("\nray.asha "), part);
        }
        int widest = table.lines().mapToInt(String::length).max().orElse(0);
        assertTrue(widest <= 100, "widest=" + widest + "\n" + table);
    }

    /**
     * Two groups of {@code a}, whose runs keep their distances, and one of {@code b}, whose best
     * run is the worst until nearly its end: rules stop it, all of them wrongly.
     */
    private static void writeTwoCollections(Path folder) throws IOException {
        StringBuilder a = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        for (int run = 0; run < 4; run++) {
            curve(a, "first/run" + run, 2 + run);
            curve(a, "second/run" + run, 3 + 2 * run);
        }
        Files.writeString(folder.resolve("a.csv"), a);
        StringBuilder b = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        for (int run = 0; run < 6; run++) {
            curve(b, "third/run" + run, 2 + run);
        }
        for (int step = 1; step <= 200; step++) {
            b.append("third/late," + step + ",train_loss," + (step < 180 ? 20 : 1) + ",,,\n");
        }
        Files.writeString(folder.resolve("b.csv"), b);
    }

    /** What the same study tells programs. */
    private static JsonNode json(String... study) {
        String[] programs = Arrays.copyOf(study, study.length + 1);
        programs[study.length] = "--json";
        return JsonMapper.shared().readTree(output(programs));
    }

    private static JsonNode of(JsonNode rows, String policy) {
        for (JsonNode row : rows) {
            if (row.get("policy").asString().equals(policy)) {
                return row;
            }
        }
        throw new AssertionError("no policy=" + policy + " in " + rows);
    }

    @Test
    void eachTableAndEachDrawingIsOfTheMeansItIsNamedBy(@TempDir Path folder) throws IOException {
        writeTwoCollections(folder);
        Path page = folder.resolve("page.html");
        String[] study = {
            "backtest",
            "stop",
            "--curves",
            folder.toString(),
            "--orders",
            "1",
            "--report",
            page.toString()
        };
        String table = output(study);
        JsonNode asha = of(json(study).get("policies"), "ray.asha");
        String[] parts = table.split("Means over ");
        assertTrue(parts[1].startsWith("3 groups\n"), table);
        assertTrue(parts[2].startsWith("2 collections, "), table);
        String html = Files.readString(page);
        String[] cellsOfPage =
                html.substring(html.indexOf("<td>ray.asha</td>"))
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .replaceAll("<[^>]*>+", "|")
                        .split("\\|+");
        String[] drawings = html.split("<svg class=\"chart scatter\"");
        List<String> shown = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            JsonNode means = asha.get(i == 1 ? "by_group" : "by_collection");
            double saved = 100 * means.get("compute_saved").asDouble();
            double ofSpread = 100 * means.get("regret_of_spread").asDouble();
            String row =
                    parts[i].lines()
                            .filter(line -> line.startsWith("ray.asha "))
                            .findFirst()
                            .orElseThrow()
                            .replaceAll(" +", " ");
            String cells =
                    String.format(
                            Locale.ROOT,
                            " %.1f %% %.2f %% %.1f %% %.0f %%",
                            saved,
                            100 * means.get("regret").asDouble(),
                            ofSpread,
                            100 * means.get("best_run_kept").asDouble());
            assertTrue(row.endsWith(cells), cells + " in " + row);
            String point =
                    String.format(
                            Locale.ROOT,
                            "ray.asha: %.1f %% saved, regret %.1f %% of the spread",
                            saved,
                            ofSpread);
            assertTrue(drawings[i].contains(point), point + " in " + drawings[i]);
            assertEquals(String.format(Locale.ROOT, "%.1f %%", saved), cellsOfPage[i == 1 ? 4 : 8]);
            shown.add(cells);
        }
        assertNotEquals(shown.get(0), shown.get(1));
    }

    @Test
    void aWrongStopIsCountedAndNamedWithItsReason(@TempDir Path folder) throws IOException {
        writeTwoCollections(folder);
        String[] study = {"backtest", "stop", "--curves", folder.toString(), "--orders", "1"};
        String row =
                output(study)
                        .lines()
                        .filter(line -> line.startsWith("unpromising "))
                        .findFirst()
                        .orElseThrow();
        JsonNode json = json(study);
        JsonNode policy = of(json.get("policies"), "unpromising");
        assertTrue(policy.get("stopped").asInt() > 1, policy.toString());
        assertEquals(1, policy.get("wrong_stops").asInt());
        assertTrue(
                row.replaceAll(" +", " ")
                        .startsWith("unpromising " + policy.get("stopped").asInt() + " / 15 1.0 "),
                row);
        int named = 0;
        for (JsonNode group : json.get("groups")) {
            if (group.get("policy").asString().equals("unpromising")) {
                boolean third = group.get("group").asString().equals("third (train_loss)");
                assertEquals(
                        third ? Set.of("third/late") : Set.of(),
                        Set.copyOf(group.get("wrong").propertyNames()));
                named += third ? 1 : 0;
                String why = third ? group.get("wrong").get("third/late").asString() : "";
                assertEquals(third, why.startsWith("unpromising: "), why);
            }
        }
        assertEquals(1, named);
    }

    @Test
    void groupsMayComeFromAColumn(@TempDir Path folder) throws IOException {
        write(folder);
        StringBuilder runs = new StringBuilder("run,collection,group\n");
        for (String run : new String[] {"sweep/run0", "sweep/run1", "sweep/run2", "alone/run"}) {
            runs.append(run).append(",tiny,mine\n");
        }
        Files.writeString(folder.resolve("runs.csv"), runs);
        String table =
                output("backtest", "stop", "--curves", folder.toString(), "--groups", "column");
        assertTrue(table.contains("Means over 1 group\n"), table);
        assertTrue(table.contains("/ 4 "), table);
    }

    @Test
    void aColumnThatIsNotThereIsNamed(@TempDir Path folder) throws IOException {
        write(folder);
        String[] study = {"backtest", "stop", "--curves", folder.toString(), "--groups", "column"};
        String place = "groups=column: curves=" + folder + ": ";
        assertTrue(refusal(study).contains(place + "there is no runs.csv beside the curves"));
        Files.writeString(folder.resolve("runs.csv"), "run,collection\nsweep/run0,tiny\n");
        assertTrue(refusal(study).contains(place + "runs.csv has no column group"));
        Files.writeString(folder.resolve("runs.csv"), "run,collection,group\nalone/run,tiny,a\n");
        assertTrue(refusal(study).contains("; runs read: 6; left out: 5 in no group, 1 in"));
    }

    @Test
    void whereNoRunsCanBeComparedItIsSaidWhyNot(@TempDir Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("run,step,metric,value\n");
        for (int run = 0; run < 5; run++) {
            csv.append("broken/" + run + ",1,train/loss,3\n");
            csv.append("broken/" + run + ",2,train/loss,NaN\n");
            csv.append("alike/" + run + ",1,train/loss,3\n");
        }
        csv.append("few/1,1,train/loss,3\n")
                .append("few/2,1,train/loss,2\n")
                .append("few/3,1,val_loss,2\n")
                .append("few/empty,1,train/loss,\n")
                .append("few/other,1,speed,7\n");
        Files.writeString(folder.resolve("tiny.csv"), csv);
        String refusal = refusal("backtest", "stop", "--curves", folder.toString());
        String why =
                "; runs read: 15; left out: 1 without values, 1 without a metric to judge them"
                        + " by, 3 in groups of fewer than 4, 10 in groups whose runs all end at the"
                        + " same value or at none\n";
        assertTrue(refusal.contains("holds no group of 4 runs that are judged by the"), refusal);
        assertTrue(refusal.endsWith(why), refusal);
        assertEquals(1, refusal.lines().count());
    }

    @Test
    void aPolicyFileStandsBesideThePeers(@TempDir Path folder) throws IOException {
        write(folder);
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                "policies:\n  - name: sweeps\n    rules: [{preset: ray.asha}]\n"
                        + "    budget: {group_share: 0.2}\n");
        String[] study = {
            "backtest", "stop", "--curves", folder.toString(), "--policy", policy.toString()
        };
        String table = output(study);
        assertTrue(table.contains("\nsweeps ("), table);
        assertTrue(
                table.contains("held back to the end: ") && table.contains(" by group_share"),
                table);
        assertTrue(table.contains("mode=observe of sweeps: judged as if it were advise"), table);
        String[] free = Arrays.copyOf(study, study.length + 2);
        free[study.length] = "--no-budgets";
        free[study.length + 1] = "--json";
        JsonNode json = JsonMapper.shared().readTree(output(free));
        JsonNode first = json.get("policies").get(0);
        assertTrue(first.get("policy").asString().endsWith(", no budgets)"));
        assertEquals(0, first.get("held").size());
        JsonNode asha = null;
        for (JsonNode each : json.get("policies")) {
            asha = each.get("policy").asString().equals("ray.asha") ? each : asha;
        }
        assertEquals(asha.get("stopped").asDouble(), first.get("stopped").asDouble());
        assertEquals("sweeps", json.get("observe_judged_as_advise").get(0).asString());
    }

    @Test
    void whereRunsAreFromMustBeSaidOnce(@TempDir Path folder) throws IOException {
        write(folder);
        String curves = folder.toString();
        assertEquals(ExitCode.USAGE, Main.execute("backtest", "stop"));
        assertEquals(ExitCode.USAGE, Main.execute("backtest", "stop", "--bootstrap", "a:1"));
        assertEquals(
                ExitCode.USAGE,
                Main.execute(
                        "backtest",
                        "stop",
                        "--curves",
                        curves,
                        "--bootstrap",
                        "a:1",
                        "--from",
                        "7d"));
        assertEquals(
                ExitCode.USAGE,
                Main.execute("backtest", "stop", "--curves", curves, "--no-budgets"));
        assertEquals(
                ExitCode.USAGE,
                Main.execute("backtest", "stop", "--curves", curves, "--policy", curves + "/no"));
    }

    @Test
    void fromIsATimeOrHowLongAgo() {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        assertEquals(
                Instant.parse("2026-11-01T00:00:00Z"),
                RecordedRuns.time("2026-11-01T00:00:00Z", now));
        assertEquals(Instant.parse("2026-11-16T12:00:00Z"), RecordedRuns.time("7d", now));
        UserError refusal =
                assertThrows(UserError.class, () -> RecordedRuns.time("yesterday", now));
        assertTrue(refusal.getMessage().startsWith("from=yesterday is neither a time"));
        refusal = assertThrows(UserError.class, () -> RecordedRuns.time("999999999999d", now));
        assertEquals("from=999999999999d is too long ago", refusal.getMessage());
    }

    @Test
    void whatCannotBeIsAUsersMistake(@TempDir Path folder) throws IOException {
        write(folder);
        String curves = folder.toString();
        assertEquals(
                ExitCode.USAGE,
                Main.execute("backtest", "stop", "--curves", curves, "--groups", "moon"));
        assertEquals(
                ExitCode.USAGE,
                Main.execute("backtest", "stop", "--curves", curves, "--orders", "0"));
        Files.writeString(
                folder.resolve("tiny.csv"), "run,step,metric,value\na/b,1,train_loss,3\n");
        assertEquals(ExitCode.USAGE, Main.execute("backtest", "stop", "--curves", curves));
    }
}
