package io.github.descentry.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> RULES = List.of("diverged", "median", "non_finite");

    @Test
    void aSlipOfTheKeyboardIsNear() {
        assertEquals(Optional.of("diverged"), Nearest.to("divergd", RULES));
        assertEquals(Optional.of("diverged"), Nearest.to("divergence", RULES));
        assertEquals(Optional.of("non_finite"), Nearest.to("non-finite", RULES));
        assertEquals(Optional.of("name"), Nearest.to("nme", List.of("mode", "name")));
    }

    /** A suggestion that is none sends people the wrong way. */
    @Test
    void anotherWordIsNot() {
        assertEquals(Optional.empty(), Nearest.to("nan", RULES));
        assertEquals(Optional.empty(), Nearest.to("rule", List.of("mode", "name")));
        assertEquals(Optional.empty(), Nearest.to("pytorch.whatever", List.of("optuna.patient")));
        assertEquals(Optional.empty(), Nearest.to("x", List.of()));
    }

    @Test
    void whatIsNotNearIsToldWithAllThereIs() {
        assertEquals(
                "is unknown; the nearest known rule is median",
                Nearest.unknown("medain", "rule", RULES));
        assertEquals(
                "is unknown, there are diverged, median, non_finite",
                Nearest.unknown("nan", "rule", RULES));
        assertEquals("is unknown, there are no rules", Nearest.unknown("nan", "rule", List.of()));
    }
}
