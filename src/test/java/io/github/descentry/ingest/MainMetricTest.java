package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainMetricTest {

    @Test
    void trainLossNeedsFivePoints() {
        assertEquals(
                Optional.of("train_loss"),
                MainMetric.among(Map.of("train_loss", 5, "val_loss", 50)));
        assertEquals(
                Optional.of("val_loss"), MainMetric.among(Map.of("train_loss", 4, "val_loss", 50)));
    }

    @Test
    void rewardsComeBeforeOtherLossesAndThoseBeforeAccuracies() {
        assertEquals(
                Optional.of("reward"), MainMetric.among(Map.of("reward", 1, "info/vf_loss", 50)));
        assertEquals(
                Optional.of("train/box_loss"),
                MainMetric.among(Map.of("train/box_loss", 9, "train/dfl_loss", 9, "val_acc", 50)));
        assertEquals(
                Optional.of("val_acc"),
                MainMetric.among(Map.of("val_acc", 9, "val_acc_top5", 9, "FID", 50)));
        assertEquals(Optional.empty(), MainMetric.among(Map.of("FID", 50)));
    }
}
