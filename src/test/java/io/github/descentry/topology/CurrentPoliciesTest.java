package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.descentry.events.wire.Topics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.PolicySet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurrentPoliciesTest {

    @TempDir Path folder;

    private final Rules usual = Rules.of(PolicySet.of(MonitorConfig.defaults().stop()));
    private final CurrentPolicies policies = new CurrentPolicies(usual);
    private final KeyValueStore<String, byte[]> store =
            LoneStores.inMemory(MonitorTopology.POLICIES);

    @BeforeEach
    void open() {
        policies.open(LoneStores.context(folder, List.of(store)));
    }

    private void publish(String json) {
        store.put(Topics.POLICIES_KEY, json.getBytes(StandardCharsets.UTF_8));
    }

    private String name() {
        return policies.rules().policies().policies().get(0).name();
    }

    @Test
    void thoseOfTheConfigurationHoldUntilThereAreOthersAndAgainWhenTheseAreDeleted() {
        assertSame(usual, policies.rules());
        publish("{\"policies\":[{\"name\":\"p\"}]}");
        assertEquals("p", name());
        store.delete(Topics.POLICIES_KEY);
        assertSame(usual, policies.rules());
    }

    @Test
    void theyAreMadeReadyOnceAndAnewWhenOthersArePublished() {
        publish("{\"policies\":[{\"name\":\"p\"}]}");
        Rules first = policies.rules();
        assertSame(first, policies.rules());
        publish("{\"policies\":[{\"name\":\"q\"}]}");
        assertEquals("q", name());
    }

    @Test
    void whatCannotBeReadLeavesTheLatestInForce() {
        publish("{\"policies\":[{\"name\":\"p\"}]}");
        Rules first = policies.rules();
        publish("{\"policies\":[{\"nome\":\"q\"}]}");
        assertSame(first, policies.rules());
        publish("{\"policies\":[{\"name\":\"r\"}]}");
        assertEquals("r", name());
    }
}
