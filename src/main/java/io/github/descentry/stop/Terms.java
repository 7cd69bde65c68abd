package io.github.descentry.stop;

import io.github.descentry.events.StopSignal.Mode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rule's advice is published with.
 *
 * @param mode what may follow from it at most
 * @param validity how long a signal is valid; while the rule holds it is renewed
 * @param policy name of the policy that uses the rule; absent: none was asked
 * @param policyVersion version of the policies in force; absent: none was asked
 */
public record Terms(
        Mode mode, Duration validity, Optional<String> policy, Optional<String> policyVersion) {

    public Terms {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(validity, "validity");
    }
}
