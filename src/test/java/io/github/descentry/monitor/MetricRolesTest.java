package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.detect.Split;
import io.github.descentry.events.Goal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metric names as people log them. */
class MetricRolesTest {

    private final MetricRoles roles = MetricRoles.defaults();

    @ParameterizedTest
    @CsvSource({
        "loss, MINIMIZE, TRAINING",
        "train/loss, MINIMIZE, TRAINING",
        "train_loss, MINIMIZE, TRAINING",
        "Train Loss, MINIMIZE, TRAINING",
        "lm loss, MINIMIZE, TRAINING",
        "train.lm-loss, MINIMIZE, TRAINING",
        "eval_loss, MINIMIZE, VALIDATION",
        "val/loss, MINIMIZE, VALIDATION",
        "validation_loss, MINIMIZE, VALIDATION",
        "eval/perplexity, MINIMIZE, VALIDATION",
        "val_bpb, MINIMIZE, VALIDATION",
        "perplexity, MINIMIZE, UNSPECIFIED",
        "bpb, MINIMIZE, UNSPECIFIED",
        "rcnn_crossentropy, MINIMIZE, UNSPECIFIED",
        "train/box_loss, MINIMIZE, TRAINING",
        "val/cls_loss, MINIMIZE, VALIDATION",
        "accuracy, MAXIMIZE, UNSPECIFIED",
        "val_acc, MAXIMIZE, VALIDATION",
        "eval/f1, MAXIMIZE, VALIDATION",
        "train_acc, MAXIMIZE, TRAINING",
        "val_mAP50-95, MAXIMIZE, VALIDATION",
        "reward, MAXIMIZE, UNSPECIFIED",
        "rollout/reward_mean, MAXIMIZE, UNSPECIFIED"
    })
    void curvesAreKnownByTheirNames(String name, Goal goal, Split split) {
        Role role = roles.of(name);
        assertEquals(Role.Kind.CURVE, role.kind());
        assertEquals(Optional.of(goal), role.goal());
        assertEquals(split, role.split());
    }

    @ParameterizedTest
    @CsvSource({
        "lr, LEARNING_RATE",
        "learning_rate, LEARNING_RATE",
        "train/learning_rate, LEARNING_RATE",
        "lr/group0, LEARNING_RATE",
        "grad_norm, GRADIENT_NORM",
        "train/grad_norm, GRADIENT_NORM",
        "gnorm, GRADIENT_NORM",
        "gradient-norm, GRADIENT_NORM",
        "info/grad_gnorm, GRADIENT_NORM",
        "tokens, TOKENS",
        "num_input_tokens_seen, TOKENS",
        "samples_seen, TOKENS",
        "loss_scale, OTHER",
        "info/policy_loss, OTHER",
        "tokens_per_second, OTHER",
        "step_time, OTHER",
        "epoch, OTHER",
        "gpu/memory, OTHER",
        "episode_len, OTHER"
    })
    void otherMetricsAreNoCurves(String name, Role.Kind kind) {
        assertEquals(kind, roles.of(name).kind());
    }

    @Test
    void trainingLossIsPreferredToLossToValidationLossToTheRest() {
        List<String> names =
                List.of("train/loss", "loss", "val/loss", "val/ppl", "perplexity", "val_acc");
        for (int i = 1; i < names.size(); i++) {
            assertTrue(
                    roles.of(names.get(i - 1)).preference() < roles.of(names.get(i)).preference(),
                    names.get(i - 1) + " before " + names.get(i));
        }
    }

    @Test
    void ownRulesGoFirst() {
        MetricRoles own =
                roles.after(
                        List.of(
                                MetricRoles.Rule.of(
                                        "^energy$", Role.curve(Goal.MINIMIZE, Split.TRAINING, 0))));
        assertEquals(Role.Kind.CURVE, own.of("energy").kind());
        assertEquals(Role.Kind.OTHER, roles.of("energy").kind());
        assertEquals(roles.of("val/loss"), own.of("val/loss"));
    }

    @Test
    void aBrokenPatternIsNamed() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MetricRoles.Rule.of("(", Role.of(Role.Kind.OTHER)));
        assertTrue(refusal.getMessage().contains("metrics.roles.pattern=("));
    }
}
