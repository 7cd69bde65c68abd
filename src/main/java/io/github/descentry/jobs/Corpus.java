package io.github.descentry.jobs;

import java.util.Random;

/**
 * Text to learn from: true sentences about whole numbers, spelled out, e.g. {@code ninety-one is
 * seven times thirteen.} Made by a seeded process, so that it needs no file and has no owner.
 *
 * <p>Numbers are drawn evenly on a log scale. So words are common and rare as in natural text, and
 * there is always something rarer left to learn: spelling is learned first, then grammar, then bits
 * of arithmetic.
 *
 * <p>Immutable, safe to share.
 */
final class Corpus {

    private static final String SYMBOLS = " .-abcdefghijklmnopqrstuvwxyz";
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };

    private final byte[] symbols;

    /**
     * @param length characters at least; the last sentence is whole
     * @param seed the same text for the same seed
     */
    Corpus(int length, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 100);
        while (text.length() < length) {
            text.append(sentence(random)).append(' ');
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

    private static String sentence(Random random) {
        int a = number(random, 1000);
        int b = number(random, 30);
        return switch (random.nextInt(6)) {
            case 0 -> spell(a) + " and " + spell(b) + " make " + spell(a + b) + ".";
            case 1 -> spell(a + b) + " less " + spell(b) + " is " + spell(a) + ".";
            case 2 -> "after " + spell(a) + " comes " + spell(a + 1) + ".";
            case 3 -> "half of " + spell(2 * a) + " is " + spell(a) + ".";
            case 4 -> spell(a) + (a % 2 == 0 ? " is even." : " is odd.");
            default -> factors(a + 1);
        };
    }

    private static String factors(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return spell(number)
                        + " is "
                        + spell(divisor)
                        + " times "
                        + spell(number / divisor)
                        + ".";
            }
        }
        return spell(number) + " is prime.";
    }

    private static int number(Random random, int limit) {
        return (int) StrictMath.exp(random.nextDouble() * StrictMath.log(limit));
    }

    /** An English numeral, 0 to 9999. */
    static String spell(int number) {
        if (number < 20) {
            return SMALL[number];
        }
        if (number < 100) {
            return TENS[number / 10] + (number % 10 == 0 ? "" : "-" + SMALL[number % 10]);
        }
        int unit = number < 1000 ? 100 : 1000;
        String head = spell(number / unit) + (unit == 100 ? " hundred" : " thousand");
        return number % unit == 0 ? head : head + " " + spell(number % unit);
    }
}
