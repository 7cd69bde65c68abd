package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rules of users as one run is judged by them, a detector for each that the run has a metric
 * for. State is kept by the text of the rule: when the settings change, a rule that is still there
 * goes on, one that is gone is closed and forgotten with the next report. Nothing else silences
 * them. Mutable, one writer.
 */
final class UserRules {

    private static final Kind[] KINDS = Kind.values();

    private final List<UserRuleDetector> detectors = new ArrayList<>(0);

    /** The settings that the detectors follow; null until a report has brought some. */
    private UserRulesConfig followed;

    void judge(RunReport report, Consumer<Turn> turns) {
        UserRulesConfig config = report.config().userRules();
        if (config != followed) {
            follow(config, report.step(), turns);
        }
        List<UserRule> rules = config.rules();
        for (int i = 0; i < rules.size(); i++) {
            if (report.metrics().containsKey(rules.get(i).metric())) {
                detector(rules.get(i)).judge(report).ifPresent(turns);
            }
        }
    }

    private void follow(UserRulesConfig config, long step, Consumer<Turn> turns) {
        followed = config;
        for (Iterator<UserRuleDetector> all = detectors.iterator(); all.hasNext(); ) {
            UserRuleDetector detector = all.next();
            Optional<UserRule> rule = config.rules().stream().filter(detector::isOf).findFirst();
            if (rule.isPresent()) {
                detector.follow(rule.get());
            } else {
                detector.close(step, "the rule is no longer set").ifPresent(turns);
                all.remove();
            }
        }
    }

    private UserRuleDetector detector(UserRule rule) {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).isOf(rule)) {
                return detectors.get(i);
            }
        }
        UserRuleDetector made = UserRuleDetector.of(rule);
        detectors.add(made);
        return made;
    }

    void close(long step, String why, Consumer<Turn> turns) {
        for (UserRuleDetector detector : detectors) {
            detector.close(step, why).ifPresent(turns);
        }
    }

    /** Whether anything is open. */
    boolean open() {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).life().open()) {
                return true;
            }
        }
        return false;
    }

    void findings(List<Finding> into) {
        for (UserRuleDetector detector : detectors) {
            detector.life().finding().ifPresent(into::add);
        }
    }

    void write(StateWriter out) {
        out.writeByte(detectors.size());
        for (UserRuleDetector detector : detectors) {
            out.writeByte(detector.life().kind().ordinal());
            out.writeString(detector.watched().rule());
            out.writeString(detector.watched().metric());
            detector.write(out);
        }
    }

    void read(StateReader in) {
        for (int left = in.readByte(); left > 0; left--) {
            Kind kind = KINDS[in.readByte()];
            UserRuleDetector detector =
                    UserRuleDetector.of(kind, new Watched(in.readString(), in.readString()));
            detector.read(in);
            detectors.add(detector);
        }
    }
}
