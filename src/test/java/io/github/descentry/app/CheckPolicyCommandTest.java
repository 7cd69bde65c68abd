package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Isolated("replaces the standard streams")
class CheckPolicyCommandTest {

    private static final String POLICIES =
            """
            policies:
              - name: sweeps
                match: {project: nlp, group: "gpt2-*", tags: {team: nlp}}
                mode: advise
                minimum_progress: 0.1
                cool_down: 10m
                rules:
                  - non_finite
                  - diverged: {patience_share: 0.07}
                    mode: observe
                protect: ["*baseline*"]
                silences:
                  - {run: "*/seed2", rule: non_finite, until: 2126-12-01T00:00:00Z, why: warm-up}
              - name: rest
                match: {run: "b*"}
                rules: []
            """;

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();
    private final ByteArrayOutputStream out = streams.out();
    private final ByteArrayOutputStream err = streams.err();

    @TempDir private Path folder;

    @Test
    void withoutRunsThePoliciesAreShownInWords() throws IOException {
        Path file = write("p.yaml", POLICIES);

        assertEquals(ExitCode.OK, Main.execute("check", "policy", file.toString()));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                lines.get(0).matches(".*p\\.yaml: version [0-9a-f]{12}, 2 policies"), lines.get(0));
        assertEquals(
                List.of(
                        "",
                        "1. sweeps: all runs of group gpt2-* in project nlp with team=nlp",
                        "   mode       advise: the job may ask and obey",
                        "   rule       non_finite",
                        "   rule       diverged, observe only: kept_share=0.5, patience_reports=10,"
                                + " patience_share=0.07",
                        "   budget     at most 10 stops within an hour and 50 % of a group, never"
                                + " its best run, 10m between two stops",
                        "   not before 10 % of the plan, but for non_finite",
                        "   signals    valid for 1d",
                        "   protected  runs *baseline*",
                        "   silence    runs */seed2, rules non_finite, until 2126-12-01T00:00:00Z:"
                                + " warm-up",
                        "",
                        "2. rest: runs b*",
                        "   mode       observe: signals show what would be done",
                        "   rules      none: these runs are not judged",
                        "   budget     at most 10 stops within an hour and 50 % of a group, never"
                                + " its best run",
                        "   signals    valid for 1d",
                        "",
                        "A run is governed by the first policy that matches it; a run that none"
                                + " matches is not judged."),
                lines.subList(1, lines.size()));
    }

    @Test
    void aRunIsLookedUpByWhatItSaysOfItself() throws IOException {
        Path file = write("p.yaml", POLICIES);

        assertEquals(
                ExitCode.OK,
                Main.execute(
                        "check",
                        "policy",
                        file.toString(),
                        "--run=gpt2/seed2",
                        "--project=nlp",
                        "--group=gpt2-lr",
                        "--tag",
                        "team=nlp"));

        assertEquals(
                List.of(
                        "run         group    policy  mode    rules",
                        "gpt2/seed2  gpt2-lr  sweeps  advise  non_finite silenced until"
                                + " 2126-12-01T00:00:00Z, diverged observe",
                        "",
                        "1 run, by policy: sweeps 1, rest 0, none 0"),
                afterHead());
    }

    @Test
    void allRunsOfARecordingAreLookedUp() throws IOException {
        Path file = write("p.yaml", POLICIES);
        Path events = write("events.jsonl", events());

        assertEquals(
                ExitCode.OK,
                Main.execute("check", "policy", file.toString(), "--against", events.toString()));

        assertEquals(
                List.of(
                        "run       group    policy  mode     rules",
                        "baseline  gpt2-lr  sweeps  advise   non_finite, diverged observe; never"
                                + " stopped (*baseline*)",
                        "bert      -        rest    observe  none",
                        "other     -        -       -        not judged",
                        "",
                        "3 runs, by policy: sweeps 1, rest 1, none 1"),
                afterHead());
    }

    @Test
    void theRunsOfCurvesHaveTheirFileAsTheirGroup() throws IOException {
        Path file = write("p.yaml", "policies: [{name: a, match: {group: sweep}}]");
        Path curves = write("sweep.csv", "run,step,metric,value\nx,1,loss,2.5\nx,2,loss,2.4\n");

        assertEquals(
                ExitCode.OK,
                Main.execute("check", "policy", file.toString(), "--against", curves.toString()));

        assertEquals(
                "x    sweep  a       observe  cannot_win, diverged, non_finite",
                afterHead().get(1));
    }

    @Test
    void asJsonThereIsAllThatIsInForceAndWhatItMeansForTheRuns() throws IOException {
        Path file = write("p.yaml", POLICIES);
        Path events = write("events.jsonl", events());

        assertEquals(
                ExitCode.OK,
                Main.execute(
                        "check",
                        "policy",
                        file.toString(),
                        "--against",
                        events.toString(),
                        "--json"));

        JsonNode answer = JsonMapper.shared().readTree(out.toByteArray());
        assertEquals("sweeps", answer.at("/policies/0/name").asString());
        assertEquals(0.5, answer.at("/policies/0/budget/group_share").asDouble());
        assertEquals("baseline", answer.at("/runs/0/run").asString());
        assertEquals("sweeps", answer.at("/runs/0/policy").asString());
        assertTrue(answer.at("/runs/0/protected").asBoolean());
        assertEquals("observe", answer.at("/runs/0/rules/1/mode").asString());
        assertTrue(answer.at("/runs/2/policy").isMissingNode());
    }

    /** No mistakes, but hardly meant: a silence nobody ended, a rule nobody has. */
    @Test
    void whatHasNoEffectIsNoted() throws IOException {
        Path file =
                write(
                        "p.yaml",
                        """
                        policies:
                          - name: sweeps
                            rules: [diverged]
                            silences:
                              - {rule: diverged, until: 2020-01-01T00:00:00Z, why: warm-up}
                              - {rule: diverge, until: 2126-01-01T00:00:00Z, why: warm-up}
                          - name: rest
                        """);

        assertEquals(ExitCode.OK, Main.execute("check", "policy", file.toString()));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                lines.contains(
                        "   silence    runs *, rules diverged, over since 2020-01-01T00:00:00Z:"
                                + " warm-up"),
                lines.toString());
        assertEquals(
                List.of(
                        "note: policy sweeps: silences[0] is over since 2020-01-01T00:00:00Z",
                        "note: policy sweeps: silences[1].rule=diverge is no rule of the policy; the"
                                + " nearest is diverged",
                        "note: policy rest: it governs no run, as policy sweeps above it takes them"
                                + " all"),
                lines.subList(lines.size() - 3, lines.size()));
    }

    @Test
    void aTagWithoutValueIsRefusedInPlainWords() throws IOException {
        Path file = write("p.yaml", POLICIES);

        assertEquals(
                ExitCode.USAGE,
                Main.execute("check", "policy", file.toString(), "--run", "a", "--tag", "team"));

        assertEquals(
                "descentry: option '--tag' (NAME=VALUE) should be in KEY=VALUE format but was team",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void aBadFileIsOneLineThatNamesPathAndValue() throws IOException {
        Path file = write("p.yaml", "policies: [{name: a, mode: kill}]");

        assertEquals(ExitCode.USAGE, Main.execute("check", "policy", file.toString()));

        assertEquals(
                "descentry: policy file "
                        + file
                        + ", line 1, policy a: policies[0].mode=kill is none of observe, advise, enforce",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void whatTellsOfARunNeedsItsName() throws IOException {
        Path file = write("p.yaml", POLICIES);
        assertEquals(
                ExitCode.USAGE, Main.execute("check", "policy", file.toString(), "--group", "g"));
        assertEquals(
                "descentry: --project, --group and --tag tell of a run; name it with --run",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void aRecordingThatIsNotThereIsOneLine() throws IOException {
        Path file = write("p.yaml", POLICIES);
        assertEquals(
                ExitCode.USAGE,
                Main.execute("check", "policy", file.toString(), "--against", "absent.jsonl"));
        assertEquals(
                "descentry: absent.jsonl: no such file or folder",
                err.toString(StandardCharsets.UTF_8).strip());
    }

    private static String events() {
        return """
        {"type":"run_started","run":"baseline","project":"nlp","group":"gpt2-lr","tags":{"team":"nlp"}}
        {"type":"checkpoint","run":"baseline","step":1,"metrics":{"loss":2}}
        {"type":"checkpoint","run":"bert","step":1,"metrics":{"loss":2}}
        {"type":"run_started","run":"other"}
        """;
    }

    private List<String> afterHead() {
        return out.toString(StandardCharsets.UTF_8).lines().skip(2).toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
