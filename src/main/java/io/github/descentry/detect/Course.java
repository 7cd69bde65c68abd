package io.github.descentry.detect;

/** How an open anomaly goes on, as a rule sees it; the life makes turns of what is new in it. */
enum Course {
    /** Nothing new. */
    HOLDS,
    /** Not over, but getting better. */
    BETTER,
    /** So bad, or for so long, that it is critical. */
    WORSE,
    /** All is well again. */
    OVER
}
