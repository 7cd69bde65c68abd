package io.github.descentry.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** What a run adds to the best of its group, against other ways to compute it. */
class ContributionTest {

    @Test
    void theDistributionIsStudentsWithFourDegreesOfFreedom() {
        TDistribution student = new TDistribution(4);
        for (double t : new double[] {-1e6, -30, -2.5, -1, 0, 0.3, 1, 4, 100}) {
            assertEquals(
                    student.cumulativeProbability(t), Contribution.below(3 * t, 3), 1e-9, "t=" + t);
        }
    }

    @Test
    void itIsWhatSimulationGives() {
        double[] distances = {0, 0.4, 1, 1, 3};
        double scale = 0.8;
        int draws = 40_000;
        Random random = new Random(5);
        TDistribution student = new TDistribution(4);
        double[] sums = new double[distances.length];
        double[] finals = new double[distances.length];
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < finals.length; i++) {
                finals[i] =
                        distances[i]
                                + scale * student.inverseCumulativeProbability(random.nextDouble());
            }
            for (int i = 0; i < finals.length; i++) {
                double others = Double.POSITIVE_INFINITY;
                for (int j = 0; j < finals.length; j++) {
                    others = j == i ? others : Math.min(others, finals[j]);
                }
                sums[i] += Math.max(0, others - finals[i]);
            }
        }
        for (int i = 0; i < distances.length; i++) {
            assertEquals(sums[i] / draws, Contribution.of(distances, i, scale), 0.02, "run " + i);
        }
    }

    @Test
    void ofManyEqualRunsEachAddsLessThanOfFew() {
        double before = Double.POSITIVE_INFINITY;
        for (int runs = 2; runs <= 40; runs++) {
            double adds = Contribution.of(new double[runs], runs - 1, 1);
            assertTrue(adds > 0 && adds < before, "runs=" + runs);
            before = adds;
        }
    }

    @Test
    void theFurtherBehindTheLessItAddsButNeverNothing() {
        double before = Double.POSITIVE_INFINITY;
        for (double behind = 0; behind < 1000; behind = 2 * behind + 0.1) {
            double adds = Contribution.of(new double[] {0, behind, 0.5}, 1, 1);
            assertTrue(adds > 0 && adds < before, "behind=" + behind);
            before = adds;
        }
    }

    @Test
    void itHasTheUnitOfTheDistances() {
        double adds = Contribution.of(new double[] {0, 1, 2}, 1, 1.5);
        assertEquals(1000 * adds, Contribution.of(new double[] {0, 1000, 2000}, 1, 1500), 1e-9);
    }

    @Test
    void withoutDoubtOnlyTheHeadAddsAnything() {
        double[] distances = {0, 1, 2};
        assertEquals(1, Contribution.of(distances, 0, 0));
        assertEquals(0, Contribution.of(distances, 1, 0));
        assertEquals(0, Contribution.of(new double[] {0, 0}, 1, 0));
    }
}
