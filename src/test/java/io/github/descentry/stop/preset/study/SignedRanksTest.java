package io.github.descentry.stop.preset.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against {@code scipy.stats.wilcoxon} of SciPy 1.17.1, one-sided, with zeros split. */
class SignedRanksTest {

    @ParameterizedTest
    @CsvSource({
        "distinct, 2, 0.25",
        "distinct, 5, 0.5",
        "distinct, 13, 0.2939453125",
        "distinct, 14, 0.47576904296875",
        "distinct, 20, 0.2729377746582031",
        "distinct, 50, 0.13060440457667877",
        "distinct, 51, 0.09005673171335155",
        "distinct, 200, 0.008114260542293968",
        "tied, 2, 0.25",
        "tied, 5, 0.5",
        "tied, 13, 0.499755859375",
        "tied, 14, 0.5376684354239885",
        "tied, 20, 0.4256414883729065",
        "tied, 50, 0.3948308413562768",
        "tied, 51, 0.3779648891014341",
        "tied, 200, 0.3075631581888587",
        "many zeros, 2, 0.5",
        "many zeros, 5, 0.5625",
        "many zeros, 13, 0.5966796875",
        "many zeros, 14, 0.6116739160344878",
        "many zeros, 20, 0.5",
        "one zero, 2, 0.5",
        "one zero, 13, 0.3056640625",
        "one zero, 14, 0.47497224676099986",
        "one zero, 20, 0.26895087366562953",
        "one zero, 50, 0.12935748169054856",
        "one zero, 51, 0.0908205636800013",
        "one zero, 200, 0.00812781101694951",
    })
    void countsUpToThirteenAndUpToFiftyWithoutTiesAndIsNormalBeyond(
            String kind, int count, double expected) {
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            int size =
                    switch (kind) {
                        case "distinct" -> i + 1;
                        case "tied" -> i * 7 % 5 + 1;
                        case "many zeros" -> i * 7 % 5;
                        case "one zero" -> i;
                        default -> throw new IllegalArgumentException(kind);
                    };
            differences[i] = i * i % 5 < 3 ? size : -size;
        }
        assertEquals(expected, SignedRanks.chance(differences), 1e-12 * expected);
    }
}
