package io.github.descentry.stop.policy;

import static io.github.descentry.stop.policy.Proposals.START;
import static io.github.descentry.stop.policy.Proposals.signal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever rules propose, in whatever order, the budgets are kept. */
class GovernorBudgetTest {

    private static final int STEPS = 800;
    private static final List<String> RULES = List.of("non_finite", "diverged", "cannot_win");

    private Random random;
    private Policy policy;
    private Governor governor;
    private Instant now = START;

    /** Runs by group, the best first: who is where changes all the time. */
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    private final Map<String, StopSignal> standing = new LinkedHashMap<>();
    private final Set<String> passed = new HashSet<>();
    private final Map<String, Integer> mayPass = new HashMap<>();
    private final List<Instant> stops = new ArrayList<>();
    private final Map<String, Set<String>> told = new HashMap<>();
    private int step;
    private int released;
    private int heldBack;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 20261123})
    void budgetsAreKeptAndStateSurvivesBeingStored(long seed) {
        begin(seed);
        GovernorMemory memory = new GovernorMemory();
        byte[] stored = memory.encode();
        for (int i = 0; i < STEPS; i++) {
            now = now.plusSeconds(random.nextInt(240));
            GovernorMemory restored = GovernorMemory.decode(stored);
            Optional<Instant> due = governor.due(memory);
            assertEquals(due, governor.due(restored));

            Act act = act();
            List<StopSignal> said = act.on(memory);
            assertEquals(said, act.on(restored), "the same after being stored");
            stored = restored.encode();
            assertArrayEquals(memory.encode(), stored);

            if (act instanceof Tick && !said.isEmpty()) {
                assertTrue(
                        due.isPresent() && !due.get().isAfter(now),
                        () -> "due " + due + " at " + now + " said " + said);
            }
            said.forEach(this::check);
        }
        assertTrue(released > 10, "released=" + released);
        assertTrue(heldBack > 10, "heldBack=" + heldBack);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {11, 12, 13})
    void theOrderInWhichStandingsAreLearnedDoesNotMatter(long seed) {
        begin(seed);
        GovernorMemory one = new GovernorMemory();
        List<String> runs = groups.get("g0");
        // Everybody waits for the cool-down of this one.
        propose(one, "lonely");
        runs.forEach(run -> propose(one, run));
        GovernorMemory other = GovernorMemory.decode(one.encode());
        Collections.shuffle(runs, random);

        List<String> shuffled = new ArrayList<>(runs);
        Collections.shuffle(shuffled, random);
        runs.forEach(run -> governor.learn(one, Map.of(run, place(run)), now));
        shuffled.forEach(run -> governor.learn(other, Map.of(run, place(run)), now));

        now = now.plus(Duration.ofHours(1));
        assertEquals(governor.tick(one, now), governor.tick(other, now));
        assertArrayEquals(one.encode(), other.encode());
    }

    private void propose(GovernorMemory memory, String run) {
        StopSignal signal = signal(run, group(run), "cannot_win", ++step, Status.ADVISED, now);
        governor.take(memory, signal, place(run), now);
    }

    private void begin(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            List<String> runs = new ArrayList<>();
            for (int k = 4 + random.nextInt(30); k > 0; k--) {
                runs.add("g" + i + "/" + (k % 5 == 0 ? "kept" : "run") + k);
            }
            groups.put("g" + i, runs);
        }
        groups.put("", new ArrayList<>(List.of("lonely", "alone", "kept")));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", "any");
        settings.put("mode", random.nextBoolean() ? "advise" : "enforce");
        settings.put("cool_down", 1 + random.nextInt(20) + "m");
        settings.put("minimum_progress", 0.1);
        settings.put("protect", List.of("*kept*"));
        settings.put(
                "budget",
                Map.of(
                        "stops_per_hour",
                        1 + random.nextInt(4),
                        "group_share",
                        (2 + random.nextInt(8)) / 10.0,
                        "keep_best",
                        random.nextInt(4)));
        settings.put(
                "silences",
                List.of(
                        Map.of(
                                "rule", "diverged",
                                "until", START.plus(Duration.ofHours(20)).toString(),
                                "why", "a test")));
        policy = PolicySet.of(Map.of("policies", List.of(settings))).policies().get(0);
        governor = new Governor(policy, "v1");
    }

    private Act act() {
        String run = anyRun();
        int dice = random.nextInt(20);
        if (dice < 7) {
            String rule = RULES.get(random.nextInt(RULES.size()));
            StopSignal signal = signal(run, group(run), rule, ++step, Status.ADVISED, now);
            return new Take(signal, place(run));
        }
        if (dice < 12 && !standing.isEmpty()) {
            List<StopSignal> all = new ArrayList<>(standing.values());
            StopSignal old = all.get(random.nextInt(all.size()));
            Status status = dice < 9 ? Status.WITHDRAWN : Status.ADVISED;
            StopSignal signal = signal(old.run(), old.group(), old.rule(), old.step(), status, now);
            return new Take(signal, place(old.run()));
        }
        if (dice < 15) {
            // The others move too, and that is to be told of whoever is held.
            Collections.shuffle(groups.get(group(run).orElse("")), random);
            return new News(new LinkedHashSet<>(groups.get(group(run).orElse(""))));
        }
        return new Tick();
    }

    private void check(StopSignal signal) {
        if (signal.status() == Status.WITHDRAWN) {
            return;
        }
        assertEquals(signal.held().isPresent(), signal.mode() == Mode.OBSERVE);
        if (signal.held().isPresent()) {
            heldBack++;
            passed.remove(signal.id());
            return;
        }
        released++;
        assertEquals(policy.mode(), signal.mode());
        assertEquals(
                0, mayPass.merge(signal.id(), -1, Integer::sum), "passes once each time proposed");
        assertTrue(!signal.run().contains("kept"), "never the protected");
        assertTrue(
                !signal.rule().equals("diverged")
                        || !now.isBefore(START.plus(Duration.ofHours(20))),
                "never the silenced");
        boolean sameAttempt =
                passed.stream()
                        .map(standing::get)
                        .anyMatch(each -> each.run().equals(signal.run()));
        signal.group().ifPresent(group -> inGroup(signal, group));
        if (!sameAttempt) {
            stops.add(now);
            int count = stops.size();
            int most = policy.budget().stopsPerHour();
            assertTrue(
                    count <= most
                            || Duration.between(stops.get(count - 1 - most), now)
                                            .compareTo(Duration.ofHours(1))
                                    >= 0,
                    "never more within any hour");
            assertTrue(
                    count < 2
                            || Duration.between(stops.get(count - 2), now)
                                            .compareTo(policy.coolDown())
                                    >= 0,
                    "never within the cool-down");
        }
        passed.add(signal.id());
    }

    private void inGroup(StopSignal signal, String group) {
        List<String> runs = groups.get(group);
        assertTrue(
                runs.indexOf(signal.run()) >= policy.budget().keepBest(), "never the group's best");
        Set<String> all = told.computeIfAbsent(group, key -> new HashSet<>());
        all.add(signal.run());
        assertTrue(
                all.size() <= policy.budget().groupShare() * runs.size() + 1e-9,
                "never more than the share");
    }

    private String anyRun() {
        List<String> all = new ArrayList<>();
        groups.values().forEach(all::addAll);
        return all.get(random.nextInt(all.size()));
    }

    private Optional<String> group(String run) {
        return run.startsWith("g") ? Optional.of(run.substring(0, 2)) : Optional.empty();
    }

    private RunStanding place(String run) {
        return group(run)
                .map(
                        group ->
                                new RunStanding(
                                        OptionalDouble.of(0.5),
                                        groups.get(group).size(),
                                        0,
                                        OptionalInt.of(1 + groups.get(group).indexOf(run))))
                .orElse(Proposals.alone());
    }

    /** Something that happens to the governor. */
    private interface Act {
        List<StopSignal> on(GovernorMemory memory);
    }

    private final class Take implements Act {
        private final StopSignal signal;
        private final RunStanding place;

        private Take(StopSignal signal, RunStanding place) {
            this.signal = signal;
            this.place = place;
            if (signal.status() == Status.WITHDRAWN) {
                standing.remove(signal.id());
                passed.remove(signal.id());
            } else {
                standing.put(signal.id(), signal);
                mayPass.put(signal.id(), 1);
            }
        }

        @Override
        public List<StopSignal> on(GovernorMemory memory) {
            return governor.take(memory, signal, place, now);
        }
    }

    private final class News implements Act {
        private final Set<String> runs;

        private News(Set<String> runs) {
            this.runs = runs;
        }

        @Override
        public List<StopSignal> on(GovernorMemory memory) {
            Map<String, RunStanding> places = new LinkedHashMap<>();
            runs.forEach(run -> places.put(run, place(run)));
            return governor.learn(memory, places, now);
        }
    }

    private final class Tick implements Act {
        @Override
        public List<StopSignal> on(GovernorMemory memory) {
            return governor.tick(memory, now);
        }
    }
}
