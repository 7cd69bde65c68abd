package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The fields of a forecast's distribution. */
final class EstimateForm {

    private EstimateForm() {}

    static void write(Estimate estimate, JsonWriter out) {
        Quantiles quantiles = estimate.quantiles();
        out.whole("at_step", estimate.atStep())
                .flag("planned", estimate.planned())
                .number("mean", estimate.mean())
                .number("sd", estimate.sd())
                .object("quantiles")
                .number("p025", quantiles.p025())
                .number("p10", quantiles.p10())
                .number("p25", quantiles.p25())
                .number("p50", quantiles.p50())
                .number("p75", quantiles.p75())
                .number("p90", quantiles.p90())
                .number("p975", quantiles.p975())
                .endObject()
                .number("limit", estimate.limit())
                .number("exponent", estimate.exponent())
                .number("annealing_worth", estimate.annealingWorth())
                .text("law", estimate.law())
                .number("beat_target", estimate.beatTarget())
                .whole("target_step", estimate.targetStep());
    }

    static Estimate read(String field, JsonReader in) {
        in.object(field);
        Long atStep = null;
        Boolean planned = null;
        Double mean = null;
        Double sd = null;
        Quantiles quantiles = null;
        Double limit = null;
        Double exponent = null;
        Double annealingWorth = null;
        String law = null;
        OptionalDouble beatTarget = OptionalDouble.empty();
        OptionalLong targetStep = OptionalLong.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "at_step" -> atStep = in.whole("estimate.at_step");
                case "planned" -> planned = in.flag("estimate.planned");
                case "mean" -> mean = in.number("estimate.mean");
                case "sd" -> sd = in.number("estimate.sd");
                case "quantiles" -> quantiles = quantiles(in);
                case "limit" -> limit = in.number("estimate.limit");
                case "exponent" -> exponent = in.number("estimate.exponent");
                case "annealing_worth" -> annealingWorth = in.number("estimate.annealing_worth");
                case "law" -> law = in.text("estimate.law");
                case "beat_target" ->
                        beatTarget = OptionalDouble.of(in.number("estimate.beat_target"));
                case "target_step" ->
                        targetStep = OptionalLong.of(in.whole("estimate.target_step"));
                default -> in.unknown("estimate." + name);
            }
        }
        return new Estimate(
                required("estimate.at_step", atStep),
                required("estimate.planned", planned),
                required("estimate.mean", mean),
                required("estimate.sd", sd),
                required("estimate.quantiles", quantiles),
                required("estimate.limit", limit),
                required("estimate.exponent", exponent),
                required("estimate.annealing_worth", annealingWorth),
                required("estimate.law", law),
                beatTarget,
                targetStep);
    }

    private static Quantiles quantiles(JsonReader in) {
        in.object("estimate.quantiles");
        Double p025 = null;
        Double p10 = null;
        Double p25 = null;
        Double p50 = null;
        Double p75 = null;
        Double p90 = null;
        Double p975 = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "p025" -> p025 = in.number(name);
                case "p10" -> p10 = in.number(name);
                case "p25" -> p25 = in.number(name);
                case "p50" -> p50 = in.number(name);
                case "p75" -> p75 = in.number(name);
                case "p90" -> p90 = in.number(name);
                case "p975" -> p975 = in.number(name);
                default -> in.unknown("estimate.quantiles." + name);
            }
        }
        return new Quantiles(
                required("estimate.quantiles.p025", p025),
                required("estimate.quantiles.p10", p10),
                required("estimate.quantiles.p25", p25),
                required("estimate.quantiles.p50", p50),
                required("estimate.quantiles.p75", p75),
                required("estimate.quantiles.p90", p90),
                required("estimate.quantiles.p975", p975));
    }
}
