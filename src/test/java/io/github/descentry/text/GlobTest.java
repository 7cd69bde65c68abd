package io.github.descentry.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @Test
    void aPatternMatchesWholeNamesOnly() {
        Glob glob = new Glob("gpt2/*/seed?");
        assertTrue(glob.matches("gpt2/lr(3e-4)/seed1"));
        assertFalse(glob.matches("gpt2/lr/seed12"));
        assertFalse(glob.matches("x/gpt2/lr/seed1"));
        assertTrue(new Glob("*").matches("any\nthing"));
        assertFalse(new Glob("a.c").matches("abc"));
    }

    @Test
    void aQuestionMarkStandsForALetterBeyondTheFirstPlaneToo() {
        assertTrue(new Glob("run-?").matches("run-\ud83d\ude80"));
        assertFalse(new Glob("run-??").matches("run-\ud83d\ude80"));
    }

    @Test
    void aPatternOfManyStarsIsNoBurden() {
        // A regular expression would try every way to share the letters out among the stars.
        assertFalse(new Glob("*a".repeat(40) + "*b").matches("a".repeat(2_000)));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20261123})
    void patternsMatchAsTheEquivalentExpressionsDo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = letters(random, "ab*?", 6);
            String name = letters(random, "ab", 8);
            String expression = pattern.replace("*", ".*").replace("?", ".");
            assertEquals(
                    Pattern.matches(expression, name),
                    new Glob(pattern).matches(name),
                    () -> pattern + " on " + name);
        }
    }

    private static String letters(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
