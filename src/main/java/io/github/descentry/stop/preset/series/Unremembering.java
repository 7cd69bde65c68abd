package io.github.descentry.stop.preset.series;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset.Memory;
import io.github.descentry.stop.preset.SeriesPreset.Report;
import java.util.function.DoublePredicate;

/** Memory of a rule that looks at the present value only. Nothing is written. */
record Unremembering(DoublePredicate rule, String reason) implements Memory {

    @Override
    public Decision report(Report report) {
        return rule.test(report.value()) ? Decision.fire(reason) : Decision.CONTINUE;
    }

    @Override
    public void write(StateWriter out) {}

    @Override
    public void read(StateReader in) {}
}
