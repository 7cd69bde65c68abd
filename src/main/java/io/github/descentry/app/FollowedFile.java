package io.github.descentry.app;

/**
 * Whether what a followed policy file says is what is in force. Policies are heard of in the order
 * in which they were published, by whomever; until the file's own were heard, what comes is older
 * than they are. Thread-safe.
 */
final class FollowedFile {

    private String version;
    private boolean heard;

    FollowedFile(String version) {
        this.version = version;
    }

    /** The policies that the file said last and that were published. */
    synchronized String version() {
        return version;
    }

    /** To be called before other policies of the file are published. */
    synchronized void publishing(String next) {
        version = next;
        heard = false;
    }

    /**
     * Takes what has come in force.
     *
     * @return whether it has just replaced what the file says; true once
     */
    synchronized boolean replacedBy(String other) {
        boolean replaced = heard && !other.equals(version);
        heard = other.equals(version);
        return replaced;
    }
}
