package io.github.descentry.detect;

/**
 * Settings of {@link NonFinite}.
 *
 * @param escalateAfter non-finite reports in a row that make it critical
 * @param resolveAfter finite reports in a row that end it
 */
public record NonFiniteConfig(int escalateAfter, int resolveAfter) {

    public static final NonFiniteConfig DEFAULT = new NonFiniteConfig(3, 3);

    public NonFiniteConfig {
        Checks.atLeast("detect.non_finite.escalate_after", escalateAfter, 1);
        Checks.atLeast("detect.non_finite.resolve_after", resolveAfter, 1);
    }
}
