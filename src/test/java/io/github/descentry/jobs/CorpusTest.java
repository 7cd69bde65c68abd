package io.github.descentry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorpusTest {

    @Test
    void sameSeedsGiveTheSameTextAndOthersAnother() {
        String text = text(new Corpus(1_000, 1, 7));
        assertEquals(text, text(new Corpus(1_000, 1, 7)));
        assertNotEquals(text, text(new Corpus(1_000, 1, 8)));
        assertNotEquals(text, text(new Corpus(1_000, 2, 7)));
    }

    @Test
    void textIsWholeSentences() {
        String text = text(new Corpus(1_000, 1, 7));
        assertTrue(text.matches("(([a-z]+ )*[a-z]+\\. )+"), text);
    }

    @Test
    void twoTextsOfOneLanguageShareTheirCommonWords() {
        List<String> words = List.of(text(new Corpus(20_000, 1, 7)).split("\\W+"));
        Map<String, Long> counts = counts(text(new Corpus(20_000, 1, 8)));
        long known = words.stream().filter(counts::containsKey).count();
        assertTrue(known > 0.7 * words.size(), known + " of " + words.size());
    }

    /** As in natural text: a few words make up much of it, and many occur only once. */
    @Test
    void aFewWordsAreCommonAndManyAreRare() {
        Map<String, Long> counts = counts(text(new Corpus(100_000, 1, 7)));
        List<Long> sorted = counts.values().stream().sorted((a, b) -> Long.compare(b, a)).toList();
        long all = sorted.stream().mapToLong(Long::longValue).sum();
        long top = sorted.stream().limit(20).mapToLong(Long::longValue).sum();
        assertTrue(top > 0.3 * all, top + " of " + all);
        long once = sorted.stream().filter(count -> count <= 2).count();
        assertTrue(once > 0.2 * sorted.size(), once + " of " + sorted.size());
    }

    private static String text(Corpus corpus) {
        return corpus.text(0, corpus.length());
    }

    private static Map<String, Long> counts(String text) {
        return Arrays.stream(text.split("\\W+"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
