package io.github.descentry.events.wire;

import io.github.descentry.events.Forecast;

/**
 * Key of a forecast: a run and one of its metrics. On the wire {@code run|metric}, where a {@code
 * |} inside a name is {@code %7C} and a {@code %} is {@code %25}.
 *
 * @param run name of the run
 * @param metric name of the metric
 */
public record ForecastKey(String run, String metric) {

    private static final char SEPARATOR = '|';

    public static ForecastKey of(Forecast forecast) {
        return new ForecastKey(forecast.run(), forecast.metric());
    }

    /** The key of a run's metric as it is on the wire. */
    public static String of(String run, String metric) {
        return escape(run) + SEPARATOR + escape(metric);
    }

    /**
     * The key that a text on the wire is.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ForecastKey parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0 || separator != text.lastIndexOf(SEPARATOR)) {
            throw new IllegalArgumentException("key=" + text + " is not run|metric");
        }
        return new ForecastKey(
                unescape(text.substring(0, separator)), unescape(text.substring(separator + 1)));
    }

    /** The key on the wire. */
    public String text() {
        return of(run, metric);
    }

    private static String escape(String name) {
        return name.indexOf('%') < 0 && name.indexOf(SEPARATOR) < 0
                ? name
                : name.replace("%", "%25").replace("|", "%7C");
    }

    private static String unescape(String name) {
        return name.indexOf('%') < 0 ? name : name.replace("%7C", "|").replace("%25", "%");
    }
}
