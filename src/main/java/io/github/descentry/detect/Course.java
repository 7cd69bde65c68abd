package io.github.descentry.detect;

/** How an open anomaly goes on, as a rule sees it; the life makes turns of what is new in it. */
enum Course {
    /** Nothing new. */
    HOLDS,
    /** Not over, but getting better. */
    BETTER,
    /** It had been getting better, and is as it was before. */
    RELAPSED,
    /** What was worth a note is a warning from now on; nothing new if it was more than a note. */
    SERIOUS,
    /** So bad, or for so long, that it is critical. */
    WORSE,
    /** All is well again, or another anomaly carries it on. */
    OVER
}
