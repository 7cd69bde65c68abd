package io.github.descentry.topology;

import io.github.descentry.events.RunEvent;

/**
 * An event with the bytes it came as, should it have to be set aside after all.
 *
 * @param event what was understood
 * @param key bytes of the key as received; may be null
 * @param value bytes of the value as received
 */
record ReceivedEvent(RunEvent event, byte[] key, byte[] value) {}
