package io.github.descentry.state;

import java.util.function.Consumer;

/**
 * Bytes of a part of a state that seldom changes: written out number by number once after each
 * change, copied as a whole from then on. One thread.
 */
public final class SettledPart {

    private byte[] bytes;

    /** The part has changed, or is about to: what was remembered no longer counts. */
    public void unsettle() {
        bytes = null;
    }

    /**
     * Writes the part.
     *
     * @param writer writes it number by number, always the same unless {@link #unsettle} was called
     */
    public void write(StateWriter out, Consumer<StateWriter> writer) {
        if (bytes == null) {
            int from = out.size();
            writer.accept(out);
            bytes = out.copyFrom(from);
        } else {
            out.writeBytes(bytes);
        }
    }
}
