package io.github.descentry.fit;

/**
 * How the latest value compares with what was expected one step ahead of it. What detectors judge.
 *
 * @param value the value as reported, may be non-finite
 * @param expected what the fit expected before it saw the value; NaN until there is an expectation
 * @param scale robust standard deviation of such surprises on this curve; NaN until known
 * @param zscore (value − expected) / scale, sign as reported; NaN until known
 * @param points finite values seen in this segment, this one included
 */
public record Innovation(double value, double expected, double scale, double zscore, long points) {

    /** Whether expectation and scale are known well enough to judge by. */
    public boolean judgeable() {
        return !Double.isNaN(zscore);
    }
}
