package io.github.descentry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusTest {

    @ParameterizedTest
    @CsvSource({
        "0, zero",
        "13, thirteen",
        "40, forty",
        "91, ninety-one",
        "100, one hundred",
        "342, three hundred forty-two",
        "1996, one thousand nine hundred ninety-six",
        "2000, two thousand"
    })
    void numbersAreSpelledOut(int number, String words) {
        assertEquals(words, Corpus.spell(number));
    }

    @Test
    void sameSeedGivesTheSameTextAndAnotherSeedAnother() {
        String text = new Corpus(1_000, 7).text(0, 1_000);
        assertEquals(text, new Corpus(1_000, 7).text(0, 1_000));
        assertNotEquals(text, new Corpus(1_000, 8).text(0, 1_000));
    }

    @Test
    void textIsWholeSentences() {
        Corpus corpus = new Corpus(1_000, 7);
        String text = corpus.text(0, corpus.length());
        assertTrue(text.endsWith(". "), text);
        assertTrue(text.matches("([a-z-]+[ .] ?)+"), text);
    }
}
