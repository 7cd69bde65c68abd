package io.github.descentry.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.policy.Catalogues;
import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RuleCatalogue;
import io.github.descentry.stop.policy.RunIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PolicyFileTest {

    private static final Path MANUAL = Path.of("src/site/markdown/policies.md");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Schema SCHEMA = schema();

    /** A preset with the parameters of one that everybody knows. */
    private static final Catalogues CATALOGUES =
            new Catalogues(
                    RuleCatalogue.own(),
                    RuleCatalogue.of(
                            Set.of("keras.early_stopping"), (name, given) -> patience(given)));

    private static List<Object> patience(Parameters given) {
        return List.of(given.count("patience", 0), given.number("min_delta", 0));
    }

    private static Schema schema() {
        String file = "/io/github/descentry/schemas/policy.json";
        try (InputStream in = PolicyFile.class.getResourceAsStream(file)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theExampleOfTheManualIsWhatTheManualSays() throws IOException {
        PolicySet policies = parse(block(0));

        Policy sweeps = policies.policies().get(0);
        assertEquals(Mode.ADVISE, sweeps.mode());
        assertEquals(Mode.OBSERVE, sweeps.mode("cannot_win"));
        assertEquals(Mode.ADVISE, sweeps.mode("diverged"));
        assertEquals(Duration.ofMinutes(10), sweeps.coolDown());
        assertEquals("long warm-up", sweeps.silences().get(0).why());
        assertEquals(
                Optional.of("sweeps"),
                governs(
                        policies,
                        new RunIdentity(
                                "gpt2/seed1",
                                Optional.of("nlp"),
                                Optional.of("gpt2-lr"),
                                Map.of("team", "nlp"))));
        assertEquals(Optional.of("everything-else"), governs(policies, RunIdentity.of("a")));
        assertEquals(List.of(), findings(block(0)));
    }

    @Test
    void theModesOfRulesInTheManualAreWhatTheManualSays() throws IOException {
        String policy = "policies:\n  - name: a\n    mode: advise\n" + block(1).indent(4);
        Policy first = parse(policy).policies().get(0);
        assertEquals(
                List.of(Mode.ADVISE, Mode.OBSERVE, Mode.OBSERVE),
                first.rules().stream().map(rule -> rule.mode()).toList());
        assertEquals(List.of(), findings(policy));
    }

    @Test
    void thePresetOfTheManualIsARuleOfAPolicy() throws IOException {
        String policy = "policies:\n  - name: a\n" + block(2).indent(4);
        Policy first = parse(policy).policies().get(0);
        assertEquals("patience", first.rules().get(0).name());
        assertEquals(Optional.of("val/loss"), first.rules().get(0).metric());
        assertEquals(List.of(), findings(policy));
    }

    @Test
    void theKeysOfTheManualAreThoseOfTheSchema() throws IOException {
        List<String> told =
                Files.readAllLines(MANUAL).stream()
                        .dropWhile(line -> !line.startsWith("| key |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("`")[1])
                        .toList();
        JsonNode types = YAML.readTree(schemaText()).get("$defs");
        List<String> declared = new java.util.ArrayList<>();
        types.at("/policy/properties")
                .propertyNames()
                .forEach(
                        name -> {
                            if (name.equals("budget")) {
                                types.at("/budget/properties")
                                        .propertyNames()
                                        .forEach(key -> declared.add("budget." + key));
                            } else {
                                declared.add(name);
                            }
                        });
        assertEquals(declared, told);
    }

    @Test
    void theDefaultsOfTheSchemaAreInForce() throws IOException {
        JsonNode types = YAML.readTree(schemaText()).get("$defs");
        JsonNode policy =
                YAML.valueToTree(
                                PolicySet.of(Map.of("policies", List.of(Map.of("name", "a"))))
                                        .tree())
                        .at("/policies/0");
        for (String key : List.of("mode", "minimum_progress", "protect", "silences")) {
            JsonNode told = types.at("/policy/properties/" + key + "/default");
            assertEquals(told.toString().replace(".0", ""), plain(policy.get(key)), key);
        }
        for (Map.Entry<String, JsonNode> key : types.at("/budget/properties").properties()) {
            assertEquals(
                    plain(key.getValue().get("default")),
                    plain(policy.at("/budget").get(key.getKey())));
        }
        for (String rule : List.of("diverged", "cannot_win")) {
            JsonNode line = null;
            for (JsonNode each : policy.get("rules")) {
                line = each.has(rule) ? each.get(rule) : line;
            }
            assertEquals(types.at("/" + rule + "/properties").size(), line.size());
            for (Map.Entry<String, JsonNode> key :
                    types.at("/" + rule + "/properties").properties()) {
                assertEquals(
                        plain(key.getValue().get("default")), plain(line.get(key.getKey())), rule);
            }
        }
    }

    private static String plain(JsonNode value) {
        return value.toString().replaceAll("\\.0$", "");
    }

    /** What is good to the reader is good to the schema. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{policies: [{name: a}]}",
                "policies:\n  # nothing is judged\n  - name: a\n    rules: []",
                "{policies: [{name: a}, {name: b/c.d_e-1, match: {}}]}",
                "{policies: [{name: a, mode: enforce, match: {tags: {team: 'x*'}}}]}",
                "{policies: [{name: a, rules: [non_finite, {diverged: }]}]}",
                "{policies: [{name: a, rules: [{diverged: {patience_reports: 5.0}}]}]}",
                "{policies: [{name: a, rules: [{cannot_win: {chance: 0}}]}]}",
                "{policies: [{name: a, rules: [{non_finite: {}, mode: observe}]}]}",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping}]}]}",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping, with: {patience: 3},"
                        + " metric: l, name: n, mode: observe}]}]}",
                "{policies: [{name: a, validity: 90s, cool_down: 0s}]}",
                "{policies: [{name: a, budget: {stops_per_hour: 0, group_share: 1, keep_best: 0}}]}",
                "{policies: [{name: a, protect: ['*']}]}",
                "{policies: [{name: a, silences: [{until: '2026-12-01T00:00:00+01:00', why: w}]}]}",
            })
    void goodFilesAreGoodToTheSchemaToo(String text) {
        PolicySet policies = parse(text);
        assertEquals(List.of(), findings(text));
        assertEquals(policies, PolicySet.of(policies.tree(), CATALOGUES), "in its own form");
        assertEquals(
                List.of(), SCHEMA.validate(YAML.valueToTree(policies.tree())).stream().toList());
    }

    /** What is bad to the reader, with what it says, is bad to the schema. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{policy: []} | policy=[] is unknown, there are policies",
                "{policies: []} | policies=[] is empty; to have no run judged",
                "{policies: {name: a}} | policies={name=a} is no list",
                "{policies: } | policies has no value",
                "{policies: [a]} | policies[0]=a is no map of keys",
                "{policies: [{mode: observe}]} | policies[0].name is missing",
                "{policies: [{name: 7}]} | policies[0].name=7 is no text; put it in quotes",
                "{policies: [{name: ' '}]} | policies[0].name=' ' is blank",
                "{policies: [{name: 'a b'}]} | policies[0].name=a b is not of at most 100 letters",
                "{policies: [{name: a, modes: observe}]} | policies[0].modes=observe is unknown; the nearest known key is mode",
                "{policies: [{name: a, mode: kill}]} | policies[0].mode=kill is none of observe, advise, enforce",
                "{policies: [{name: a, mode: }]} | policies[0].mode has no value",
                "{policies: [{name: a, match: }]} | policies[0].match has no value",
                "{policies: [{name: a, match: all}]} | policies[0].match=all is no map of keys",
                "{policies: [{name: a, match: {groups: x}}]} | policies[0].match.groups=x is unknown; the nearest known key is group",
                "{policies: [{name: a, match: {tags: {team: 7}}}]} | policies[0].match.tags.team=7 is no text",
                "{policies: [{name: a, minimum_progress: 10}]} | policies[0].minimum_progress=10 is not a number between 0 and 1",
                "{policies: [{name: a, rules: non_finite}]} | policies[0].rules=non_finite is no list",
                "{policies: [{name: a, rules: [cannot-win]}]} | policies[0].rules[0]=cannot-win is unknown; the nearest known rule is cannot_win",
                "{policies: [{name: a, rules: [7]}]} | policies[0].rules[0]=7 is no map of keys",
                "{policies: [{name: a, rules: [{divergd: {}}]}]} | policies[0].rules[0].divergd is unknown; the nearest known rule or key is diverged",
                "{policies: [{name: a, rules: [{mode: observe}]}]} | policies[0].rules[0] names no rule; there are cannot_win, diverged, halving, median, non_finite, overfit, percentile, plateau, unpromising",
                "{policies: [{name: a, rules: [{diverged: {}, non_finite: {}}]}]} | policies[0].rules[0] names several rules: diverged, non_finite",
                "{policies: [{name: a, rules: [{diverged: 5}]}]} | policies[0].rules[0].diverged=5 is no map of parameters",
                "{policies: [{name: a, rules: [{diverged: {}, metric: loss}]}]} | policies[0].rules[0].metric goes with a preset only",
                "{policies: [{name: a, rules: [{diverged: {patience: 5}}]}]} | policies[0].rules[0].diverged.patience=5 is unknown, there are kept_share, patience_reports, patience_share",
                "{policies: [{name: a, rules: [{diverged: {patience_reports: 0}}]}]} | policies[0].rules[0].diverged.patience_reports=0.0 is not a number of at least 1",
                "{policies: [{name: a, rules: [{diverged: {patience_reports: 1.5}}]}]} | policies[0].rules[0].diverged.patience_reports=1.5 is no whole number",
                "{policies: [{name: a, rules: [{diverged: {kept_share: }}]}]} | policies[0].rules[0].diverged.kept_share has no value",
                "{policies: [{name: a, rules: [{cannot_win: {chance: 3}}]}]} | policies[0].rules[0].cannot_win.chance=3.0 is not between 0.0 and 0.5",
                "{policies: [{name: a, rules: [{cannot_win: {chance: often}}]}]} | policies[0].rules[0].cannot_win.chance=often is no number",
                "{policies: [{name: a, rules: [{non_finite: {patience: 1}}]}]} | policies[0].rules[0].non_finite.patience=1 is unknown, there are no parameters",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping, patience: 3}]}]} | policies[0].rules[0].patience is unknown; a preset's parameters stand under with",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping, with: {patience: }}]}]} | policies[0].rules[0].with.patience has no value",
                "{policies: [{name: a, validity: 24}]} | policies[0].validity=24 is not a duration like",
                "{policies: [{name: a, validity: 0s}]} | policies[0].validity=0s is not above 0",
                "{policies: [{name: a, cool_down: -5m}]} | policies[0].cool_down=-5m is not a duration like 100ms, 5s, 10m, 2h or 7d",
                "{policies: [{name: a, budget: {stops_per_hour: -1}}]} | policies[0].budget.stops_per_hour=-1 is not a whole number between 0 and 1000",
                "{policies: [{name: a, budget: {stops_per_hour: 1.5}}]} | policies[0].budget.stops_per_hour=1.5 is not a whole number",
                "{policies: [{name: a, budget: {group_share: 50%}}]} | policies[0].budget.group_share=50% is not a number between 0 and 1",
                "{policies: [{name: a, budget: {keep: 1}}]} | policies[0].budget.keep=1 is unknown, there are group_share, keep_best, stops_per_hour",
                "{policies: [{nme: a}]} | policies[0].nme=a is unknown; the nearest known key is name",
                "{policies: [{name: a, silences: [{untill: 2126-12-01T00:00:00Z, why: w}]}]} | policies[0].silences[0].untill=2126-12-01T00:00:00Z is unknown; the nearest known key is until",
                "{policies: [{name: a, silences: [{until: 2126-12-01T00:00:00, why: w}]}]} | policies[0].silences[0].until=2126-12-01T00:00:00 has no zone; end it with Z, or with an offset such as +01:00",
                "{policies: [{name: a, rules: [keras.early_stopping]}]} | policies[0].rules[0]=keras.early_stopping is a preset: write preset: keras.early_stopping",
                "{policies: [{name: a, rules: [{keras.early_stopping: {patience: 3}}]}]} | policies[0].rules[0].keras.early_stopping is a preset: write preset: keras.early_stopping, its parameters below with",
                "{policies: [{name: a, rules: [nan]}]} | policies[0].rules[0]=nan is unknown, there are cannot_win, diverged,",
                "{policies: [{name: a, rules: [{rule: diverged}]}]} | policies[0].rules[0].rule is no key here; begin the line with the rule itself",
                "{policies: [{name: a, rules: [{non_finite: {mode: observe}}]}]} | policies[0].rules[0].non_finite.mode is no parameter of the rule; on a line of its own",
                "{policies: [{name: a, protect: a}]} | policies[0].protect=a is no list",
                "{policies: [{name: a, protect: [7]}]} | policies[0].protect[0]=7 is no text",
                "{policies: [{name: a, silences: [{why: w}]}]} | policies[0].silences[0].until is missing",
                "{policies: [{name: a, silences: [{until: '2026-12-01T00:00:00Z'}]}]} | policies[0].silences[0].why is missing",
                "{policies: [{name: a, silences: [{until: 2026-12-01, why: w}]}]} | policies[0].silences[0].until=2026-12-01 is not a time like 2026-12-01T00:00:00Z",
            })
    void badFilesAreBadToTheSchemaToo(String text, String message) {
        refuses(text, message);
        assertTrue(!findings(text).isEmpty(), "the schema has nothing against it");
    }

    /** What only the reader can know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{policies: [{name: a}, {name: a}]} | policies[1].name=a is there twice",
                "{policies: [{name: a, rules: [non_finite, {non_finite: }]}]} | policies[0].rules[1]=non_finite is there twice",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping}, {preset: keras.early_stopping, metric: l}]}]} | policies[0].rules[1]=keras.early_stopping is there twice; give one of the two another name",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping, name: diverged}]}]} | policies[0].rules[0].name=diverged is the name of a rule of ours",
                "{policies: [{name: a, rules: [{diverged: {}, mode: advise}]}]} | policies[0].rules[0].mode=advise is bolder than its policy's mode=observe",
                "{policies: [{name: a, rules: [{cannot_win: {chance: 0.4}}]}]} | policies[0].rules[0].cannot_win.clear_chance=0.15 is not between 0.4 and 1.0",
                "{policies: [{name: a, rules: [{preset: keras.earlystopping}]}]} | policies[0].rules[0].preset=keras.earlystopping is unknown; the nearest known one is keras.early_stopping",
                "{policies: [{name: a, rules: [{preset: keras.early_stopping, with: {patiense: 3}}]}]} | policies[0].rules[0].with.patiense=3 is unknown; the nearest known parameter is patience",
                "{policies: [{name: a, validity: 9999999d}]} | policies[0].validity=9999999d is longer than 3650d",
                "{policies: [{name: a, silences: [{until: '2026-02-30T00:00:00Z', why: w}]}]} | policies[0].silences[0].until=2026-02-30T00:00:00Z is a time that does not exist",
            })
    void whatASchemaCannotSayIsRefusedByTheCheck(String text, String message) {
        refuses(text, message);
        assertEquals(List.of(), findings(text));
    }

    /** What YAML would take for something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "policies:;- name: a;  name: b | policy file p.yaml, line 3: key name is there twice",
                "policies:;- name: a;  protect: [*baseline*] | policy file p.yaml, line 3: a word that begins with * is an alias to YAML; put a pattern in quotes",
                "policies:;- name: a;  protect: [*baseline] | policy file p.yaml, line 3: a word that begins with * is an alias to YAML; put a pattern in quotes",
                "policies:;- name: a;  match: {run: *} | policy file p.yaml, line 3: a word that begins with * is an alias to YAML; put a pattern in quotes",
                "policies: [{name: a}];---;policies: [] | policy file p.yaml, line 3: a second document begins; one file holds one",
                "policies: [ | policy file p.yaml, line 1: no valid YAML: ",
                "policies:;\t- name: a | policy file p.yaml, line 2: no valid YAML: while scanning for the next token found character",
                "policies:;- name: a; mode: b | policy file p.yaml, line 3: no valid YAML: ",
                "policies:;- name: a;  match: {group: 'lm;;; | policy file p.yaml, line 3: no valid YAML: ",
                "policies:;- name: a;  rules:;  - diverged;    mode: b | policy file p.yaml, line 5: no valid YAML: a key stands below a plain word",
                "- name: a | policy file p.yaml is a list, not a map with the key policies",
                "sweeps | policy file p.yaml is a single value, not a map with the key policies",
                "# nothing | policy file p.yaml is empty: it has no policies",
            })
    void whatYamlWouldTakeForSomethingElseIsRefused(String text, String message) {
        ConfigError refusal = assertThrows(ConfigError.class, () -> parse(text.replace(";", "\n")));
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }

    /** The path counts from 0, and a long file has many policies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "policies:;- name: a;- name: b;  mode: kill | p.yaml, line 4, policy b: policies[1].mode=kill ",
                "policies:;- name: a;  rules:;  - diverged:;  - cannot_win: {;      chance: 3} | p.yaml, line 6, policy a: policies[0].rules[1].cannot_win.chance=3.0 ",
                "policies:;- name: a;  rules:;  - cannot_win: {;      chance: 0.4} | p.yaml, line 4, policy a: policies[0].rules[0].cannot_win.clear_chance=0.15 ",
                "policies:;- name: a;-;  name: a | p.yaml, line 4, policy a: policies[1].name=a is there twice",
                "policies:;- name: a;- mode: observe | p.yaml, line 3: policies[1].name is missing",
                "policies:;- name: a;  silences:;  - until: 2126-12-01T00:00:00Z | p.yaml, line 4, policy a: policies[0].silences[0].why is missing",
                "# a;;police: [] | p.yaml, line 3: police=[] is unknown; the nearest known key is policies",
            })
    void aMistakeIsToldWithItsLineAndItsPolicy(String text, String told) {
        ConfigError refusal = assertThrows(ConfigError.class, () -> parse(text.replace(";", "\n")));
        assertTrue(refusal.getMessage().startsWith("policy file " + told), refusal.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("p.yaml");
        ConfigError refusal = assertThrows(ConfigError.class, () -> PolicyFile.read(file));
        assertEquals("policy file " + file + " does not exist", refusal.getMessage());

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        refusal = assertThrows(ConfigError.class, () -> PolicyFile.read(file));
        assertEquals(
                "policy file " + file + " cannot be read: it is no text in UTF-8",
                refusal.getMessage());
    }

    @Test
    void whatIsTooLargeForARecordIsRefusedBeforeItIsPutInForce() {
        String names = "'" + "x".repeat(900) + "*', ";
        ConfigError refusal =
                assertThrows(
                        ConfigError.class,
                        () ->
                                parse(
                                        "policies: [{name: p, protect: ["
                                                + names.repeat(1_000)
                                                + "]}]"));
        assertTrue(
                refusal.getMessage().startsWith("policy file p.yaml has 90")
                        && refusal.getMessage()
                                .endsWith("more than the 900000 that go into a record"),
                refusal.getMessage());
    }

    private static void refuses(String text, String message) {
        ConfigError refusal = assertThrows(ConfigError.class, () -> parse(text));
        String told = refusal.getMessage().replaceFirst(", line 1(, policy [^:]+)?: ", ": ");
        assertTrue(told.startsWith("policy file p.yaml: " + message), refusal.getMessage());
    }

    private static PolicySet parse(String text) {
        return PolicyFile.parse(text, "p.yaml", CATALOGUES);
    }

    private static List<String> findings(String text) {
        return SCHEMA.validate(YAML.readTree(text)).stream().map(Object::toString).toList();
    }

    private static Optional<String> governs(PolicySet policies, RunIdentity run) {
        return policies.find(run).map(Policy::name);
    }

    private static String schemaText() throws IOException {
        return Files.readString(
                Path.of("src/main/resources/io/github/descentry/schemas/policy.json"));
    }

    private static String block(int index) throws IOException {
        return Files.readString(MANUAL).split("```yaml\n")[1 + index].split("```")[0];
    }
}
