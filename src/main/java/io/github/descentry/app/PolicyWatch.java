package io.github.descentry.app;

import io.github.descentry.app.config.ConfigError;
import io.github.descentry.app.config.PolicyFile;
import io.github.descentry.ingest.PolicyTopic;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.Remarks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the policies in force as a file says: publishes it at the start and whenever what it says
 * has changed. A file that has become wrong, or is gone, leaves the last policies in force, and a
 * warning, once; so does one whose policies others have replaced. The file is looked at again and
 * again rather than watched by the system: that works on network file systems and for files that an
 * orchestrator swaps. A thread of its own.
 */
final class PolicyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path file;
    private final PolicyTopic topic;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "descentry-policy-watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final FollowedFile followed;
    private Optional<String> complaint = Optional.empty();

    private PolicyWatch(Path file, PolicyTopic topic, String version) {
        this.file = file;
        this.topic = topic;
        this.followed = new FollowedFile(version);
    }

    private static void remark(Path file, PolicySet policies) {
        for (String remark : Remarks.of(policies, Instant.now())) {
            LOG.warn("policy file {}: {}", file, remark);
        }
    }

    /**
     * Takes what has come in force, of the file or of others, in the order of its publication.
     *
     * @return whether there is a warning of it in the log now
     */
    boolean inForce(String version) {
        boolean replaced = followed.replacedBy(version);
        if (replaced) {
            LOG.warn(
                    "policies {} were put in force by others; {} of {} are not in force any more,"
                            + " until the file changes",
                    version,
                    followed.version(),
                    file);
        }
        return replaced;
    }

    /**
     * Publishes the file and keeps looking at it.
     *
     * @throws UserError if the file cannot be used as it is now
     */
    static PolicyWatch start(Path file, PolicyTopic topic) {
        PolicySet policies = read(file);
        topic.publish(policies.tree());
        remark(file, policies);
        PolicyWatch watch = new PolicyWatch(file, topic, policies.version());
        watch.looking.scheduleWithFixedDelay(
                watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** The policies that a file says. */
    static PolicySet read(Path file) {
        try {
            return PolicyFile.read(file);
        } catch (ConfigError failure) {
            throw new UserError(failure.getMessage(), failure);
        }
    }

    private void look() {
        try {
            PolicySet policies = PolicyFile.read(file);
            complaint = Optional.empty();
            if (!policies.version().equals(followed.version())) {
                publish(policies);
            }
        } catch (RuntimeException failure) {
            // Thrown on, it would end the watch for good, and nobody would know.
            complain(failure);
        }
    }

    private void publish(PolicySet policies) {
        String before = followed.version();
        followed.publishing(policies.version());
        try {
            topic.publish(policies.tree());
        } catch (RuntimeException failure) {
            followed.publishing(before); // To be tried again.
            throw failure;
        }
        remark(file, policies);
    }

    private void complain(RuntimeException failure) {
        if (looking.isShutdown()) {
            return;
        }
        String why = String.valueOf(failure.getMessage());
        if (!complaint.equals(Optional.of(why))) {
            complaint = Optional.of(why);
            LOG.warn("policies {} stay in force: {}", followed.version(), why);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
