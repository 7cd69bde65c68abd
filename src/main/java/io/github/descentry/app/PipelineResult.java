package io.github.descentry.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link PipelineBench} measured.
 *
 * @param load what was sent
 * @param stateBytes size of the state of one run
 * @param ours messages per second of each repeat
 * @param passThrough the same, of the pass-through
 * @param oursMicros processor time per message in microseconds
 * @param passThroughMicros the same, of the pass-through
 */
record PipelineResult(
        PipelineLoad load,
        int stateBytes,
        List<Double> ours,
        List<Double> passThrough,
        List<Double> oursMicros,
        List<Double> passThroughMicros) {

    List<Double> ratios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / passThrough.get(i));
        }
        return ratios;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d events of %d runs, %d threads, %s, state of %d bytes, %d repeats in turn,"
                        + " %d processors, Java %s%n"
                        + "monitor       %8.0f messages/s (%.0f to %.0f)  %5.1f us of processor"
                        + " each%n"
                        + "pass-through  %8.0f messages/s (%.0f to %.0f)  %5.1f us of processor"
                        + " each%n"
                        + "ratio         %8.2f            (%.2f to %.2f), the aim is 0.9 or"
                        + " more",
                load.events(),
                load.runs(),
                load.threads(),
                load.guarantee().name().toLowerCase(Locale.ROOT),
                stateBytes,
                ours.size(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                median(ours),
                least(ours),
                most(ours),
                median(oursMicros),
                median(passThrough),
                least(passThrough),
                most(passThrough),
                median(passThroughMicros),
                median(ratios()),
                least(ratios()),
                most(ratios()));
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"events\":%d,\"runs\":%d,\"threads\":%d,\"guarantee\":\"%s\","
                        + "\"state_bytes\":%d,\"processors\":%d,\"java\":\"%s\","
                        + "\"monitor_per_second\":%s,\"pass_through_per_second\":%s,"
                        + "\"monitor_processor_micros\":%s,"
                        + "\"pass_through_processor_micros\":%s,\"ratios\":%s,"
                        + "\"median_ratio\":%.4f}",
                load.events(),
                load.runs(),
                load.threads(),
                load.guarantee().name().toLowerCase(Locale.ROOT),
                stateBytes,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                ours,
                passThrough,
                oursMicros,
                passThroughMicros,
                ratios(),
                median(ratios()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(each -> each).min().orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(each -> each).max().orElseThrow();
    }
}
