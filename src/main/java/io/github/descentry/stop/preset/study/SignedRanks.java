package io.github.descentry.stop.preset.study;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * Wilcoxon's signed-rank test as {@code scipy.stats.wilcoxon} computes it (SciPy 1.17, {@code
 * _wilcoxon.py}) with {@code zero_method="zsplit"} and {@code method="auto"}: how likely positive
 * differences are to rank as high as they do if either sign were as likely.
 *
 * <p>The ranks are those of the absolute differences, ties sharing their mean rank; zeros take part
 * in the ranking and give half of their ranks to either side. Up to 13 differences, and up to 50
 * without ties and zeros, all ways to set the signs are counted; beyond, the sum of ranks is taken
 * as normal, its variance corrected for ties, without correction for continuity.
 */
final class SignedRanks {

    private static final int COUNTED = 13;
    private static final int COUNTED_WITHOUT_TIES = 50;

    private final double[] differences;

    /** Twice the ranks, which are whole. */
    private final int[] ranks;

    private boolean tied;
    private double tieCorrection;

    private SignedRanks(double[] differences) {
        this.differences = differences;
        ranks = new int[differences.length];
        rank();
    }

    /** Probability of a sum of positive ranks at least as high. */
    static double chance(double[] differences) {
        return new SignedRanks(differences).chance();
    }

    private void rank() {
        double[] sorted = Arrays.stream(differences).map(Math::abs).sorted().toArray();
        int[] ranksOfSorted = new int[sorted.length];
        int from = 0;
        while (from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            Arrays.fill(ranksOfSorted, from, to, from + 1 + to);
            double same = to - from;
            tied |= same > 1 || sorted[from] == 0;
            tieCorrection += same * same * same - same;
            from = to;
        }
        for (int i = 0; i < differences.length; i++) {
            // Any of the equals will do.
            ranks[i] = ranksOfSorted[Arrays.binarySearch(sorted, Math.abs(differences[i]))];
        }
    }

    private double chance() {
        int count = differences.length;
        return count <= COUNTED || (count <= COUNTED_WITHOUT_TIES && !tied) ? counted() : normal();
    }

    /** By the number of ways to come by each sum; zeros add the same to all. */
    private double counted() {
        int highest = Arrays.stream(ranks).sum();
        double[] share = new double[highest + 1];
        share[0] = 1;
        int observed = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (differences[i] == 0) {
                continue;
            }
            observed += differences[i] > 0 ? ranks[i] : 0;
            for (int sum = highest; sum >= 0; sum--) {
                share[sum] = (share[sum] + (sum >= ranks[i] ? share[sum - ranks[i]] : 0)) / 2;
            }
        }
        double chance = 0;
        for (int sum = observed; sum <= highest; sum++) {
            chance += share[sum];
        }
        return chance;
    }

    private double normal() {
        double count = differences.length;
        double positive = 0;
        for (int i = 0; i < ranks.length; i++) {
            positive += (differences[i] > 0 ? 1 : differences[i] == 0 ? 0.5 : 0) * ranks[i] / 2;
        }
        double mean = count * (count + 1) / 4;
        double variance = (count * (count + 1) * (2 * count + 1) - tieCorrection / 2) / 24;
        return Erf.erfc((positive - mean) / Math.sqrt(2 * variance)) / 2;
    }
}
