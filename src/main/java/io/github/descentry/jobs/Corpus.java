package io.github.descentry.jobs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Text to learn from, in a language invented by a seeded process, so that it needs no file and has
 * no owner, e.g. {@code te vapo remi sho tanu le kadera.}
 *
 * <p>What makes natural text slow to learn is in it: words are made of syllables, some common and
 * some rare; the word of rank r is used with a frequency of about 1/r (Zipf's law); which kind of
 * word follows depends on the kind before; and words like to be followed by certain others. So
 * there is always something rarer left to learn, and the loss falls like a power of the steps.
 *
 * <p>Immutable, safe to share.
 */
final class Corpus {

    private static final String SYMBOLS = " .abcdefghijklmnopqrstuvwxyz";
    private static final String CONSONANTS = "tnsrlkmdpvbghzfjw";
    private static final String VOWELS = "aeiou";

    /** Kinds of words: what opens a phrase, things, doings, qualities. */
    private static final int[] WORDS_OF_KIND = {12, 1500, 700, 500};

    /** Where a sentence goes on from a word of each kind; the last column ends it. */
    private static final double[][] NEXT_KIND = {
        {0, 0.65, 0, 0.35, 0},
        {0.15, 0, 0.45, 0, 0.4},
        {0.6, 0.1, 0, 0.1, 0.2},
        {0, 0.85, 0, 0.15, 0}
    };

    private final byte[] symbols;

    /**
     * @param length characters at least; the last sentence is whole
     * @param language seed of words and grammar
     * @param seed the same text for the same seed and language
     */
    Corpus(int length, long language, long seed) {
        List<List<String>> lexicon = lexicon(new Random(language));
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 200);
        while (text.length() < length) {
            sentence(lexicon, random, text);
        }
        symbols = new byte[text.length()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = (byte) SYMBOLS.indexOf(text.charAt(i));
        }
    }

    /** How many different symbols there are. */
    static int alphabet() {
        return SYMBOLS.length();
    }

    int length() {
        return symbols.length;
    }

    /** Number of the symbol at a position, 0 to {@link #alphabet()} − 1. */
    int symbol(int position) {
        return symbols[position];
    }

    String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(SYMBOLS.charAt(symbols[i]));
        }
        return text.toString();
    }

    /** Words by kind, by rank; no word is of two kinds. Common words are short. */
    private static List<List<String>> lexicon(Random random) {
        Set<String> used = new LinkedHashSet<>();
        List<List<String>> lexicon = new ArrayList<>();
        for (int words : WORDS_OF_KIND) {
            List<String> kind = new ArrayList<>();
            while (kind.size() < words) {
                int syllables = 1 + Math.min(3, (int) (StrictMath.log(1 + kind.size()) / 2.2));
                String word = word(syllables, random);
                if (used.add(word)) {
                    kind.add(word);
                }
            }
            lexicon.add(kind);
        }
        return lexicon;
    }

    private static String word(int syllables, Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(CONSONANTS.charAt(rank(CONSONANTS.length(), random)));
            word.append(VOWELS.charAt(rank(VOWELS.length(), random)));
        }
        if (random.nextInt(4) == 0) {
            word.append(CONSONANTS.charAt(rank(6, random)));
        }
        return word.toString();
    }

    private static void sentence(List<List<String>> lexicon, Random random, StringBuilder text) {
        int kind = 0;
        int previous = 0;
        while (kind < lexicon.size()) {
            List<String> words = lexicon.get(kind);
            // Every other word is a favourite of the one before it.
            int rank = rank(words.size(), random);
            if (random.nextBoolean()) {
                rank = (31 * previous + 7 * rank(4, random)) % words.size();
            }
            text.append(words.get(rank));
            previous = rank;
            kind = nextKind(NEXT_KIND[kind], random.nextDouble());
            text.append(kind < lexicon.size() ? " " : ". ");
        }
    }

    private static int nextKind(double[] chances, double draw) {
        int kind = 0;
        double left = draw;
        while (kind < chances.length - 1 && left >= chances[kind]) {
            left -= chances[kind];
            kind++;
        }
        return kind;
    }

    /** 0 to limit − 1, rank r with a frequency of about 1/(r + 1). */
    private static int rank(int limit, Random random) {
        return (int) StrictMath.exp(random.nextDouble() * StrictMath.log(limit + 1.0)) - 1;
    }
}
