package io.github.descentry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rooms of the program to their table: who may import whom, of ours and of others. */
final class ArchitectureTest {

    private static final String ROOT = "io.github.descentry.";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.github.descentry");

    /** Rooms in which time, chance and the outside world come as arguments or not at all. */
    private static final List<String> PURE =
            List.of("curve", "events", "state", "text", "fit", "detect", "stop", "monitor");

    private static final String KAFKA_SERIALIZATION = "org.apache.kafka.common.serialization";
    private static final String KAFKA_COMMON = "org.apache.kafka.common";
    private static final String KAFKA_CLIENTS = "org.apache.kafka.clients";
    private static final String MATH = "org.apache.commons.math3";
    private static final String JACKSON = "tools.jackson";
    private static final String SLF4J = "org.slf4j";

    /** A room: what of ours, and what of others, it may import; ours may import Java itself. */
    private record Room(Set<String> ours, Set<String> others) {}

    private static final Map<String, Room> ROOMS = new TreeMap<>();

    static {
        room("events", "", "");
        room("state", "", "");
        room("text", "", "");
        room("curve", "events state", MATH);
        room("fit", "curve events state", MATH);
        room("detect", "events fit state", MATH);
        room("stop", "detect events fit state text", MATH);
        room("monitor", "curve detect events fit state stop", "");
        room(
                "events.wire",
                "events",
                KAFKA_SERIALIZATION + " org.apache.kafka.common.header " + JACKSON);
        room("metrics", "events", "io.micrometer io.prometheus");
        room("views", "events", "");
        room("feed", "events events.wire views", KAFKA_CLIENTS + " " + KAFKA_COMMON + " " + SLF4J);
        room(
                "ingest",
                "events events.wire",
                "de.siegmar.fastcsv "
                        + KAFKA_CLIENTS
                        + " "
                        + KAFKA_COMMON
                        + " "
                        + JACKSON
                        + " "
                        + SLF4J);
        room(
                "topology",
                "events events.wire metrics monitor state stop",
                "org.apache.kafka.streams "
                        + KAFKA_CLIENTS
                        + " "
                        + KAFKA_COMMON
                        + " org.rocksdb "
                        + SLF4J);
        room("broker", "", "kafka.server org.apache.kafka scala");
        room(
                "web",
                "events events.wire metrics views",
                "io.javalin org.eclipse.jetty jakarta.servlet kotlin " + JACKSON);
        room("jobs", "events", "");
        room(
                "backtest",
                "curve detect events events.wire fit ingest monitor state stop",
                MATH + " " + JACKSON);
    }

    private static void room(String name, String ours, String others) {
        ROOMS.put(name, new Room(words(ours), words(others)));
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>(List.of(text.split(" ")));
        words.remove("");
        return words;
    }

    static Set<String> rooms() {
        return ROOMS.keySet();
    }

    @Test
    void theManualShowsTheTable() throws IOException {
        Set<String> built = new TreeSet<>();
        CLASSES.forEach(type -> built.add(roomOf(type)));
        built.remove("app");

        Map<String, Set<String>> told = new TreeMap<>();
        Files.readAllLines(Path.of("src/site/markdown/architecture.md")).stream()
                .dropWhile(line -> !line.startsWith("| room |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replace("`", "").split("\\|"))
                .forEach(cells -> told.put(cells[1].strip(), words(cells[3].strip())));
        assertTrue(told.keySet().containsAll(built), () -> built + " are not all in " + told);
        told.forEach((name, ours) -> assertEquals(ROOMS.get(name).ours(), ours, name));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomImportsWhatTheTableAllows(String name) {
        Room room = ROOMS.get(name);
        classes()
                .that(liveIn(name))
                .should()
                .onlyDependOnClassesThat(
                        new DescribedPredicate<JavaClass>("the table allows for " + name) {
                            @Override
                            public boolean test(JavaClass imported) {
                                JavaClass type = imported.getBaseComponentType();
                                String other = roomOf(type);
                                if (!other.isEmpty()) {
                                    return other.equals(name) || room.ours().contains(other);
                                }
                                String fullName = type.getPackageName() + ".";
                                return type.isPrimitive()
                                        || fullName.startsWith("java.")
                                        || fullName.startsWith("javax.")
                                        || room.others().stream()
                                                .anyMatch(each -> fullName.startsWith(each + "."));
                            }
                        })
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyRoomIsInTheTableAndNobodyImportsApp() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(roomOf(type)));
        found.removeAll(ROOMS.keySet());
        assertEquals(Set.of("app"), found);

        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "app..")
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void rulesOfOtherToolsOverOneRunAndOverStudiesDoNotImportEachOther() {
        slices().matching(ROOT + "stop.preset.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void pureRoomsReadNoClockNoChanceAndNoFile() {
        noClasses()
                .that(
                        DescribedPredicate.describe(
                                "live in a pure room", type -> PURE.contains(roomOf(type))))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(Random|SplittableRandom|UUID)|java\\.util\\.random\\..*|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.net..",
                        "org.slf4j..",
                        "java.util.logging..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> liveIn(String room) {
        return DescribedPredicate.describe("live in " + room, type -> roomOf(type).equals(room));
    }

    /** The room's name: the package below the root, {@code events.wire} apart from its parent. */
    private static String roomOf(JavaClass type) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length());
        if (below.startsWith("events.wire.")) {
            return "events.wire";
        }
        return below.substring(0, Math.max(0, below.indexOf('.')));
    }
}
