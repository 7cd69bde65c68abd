package io.github.descentry.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote, in the same order. One thread. */
public final class StateReader {

    private final ByteBuffer buffer;

    public StateReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    public int readByte() {
        return buffer.get();
    }

    public boolean readBoolean() {
        return buffer.get() != 0;
    }

    public int readInt() {
        return buffer.getInt();
    }

    public long readLong() {
        return buffer.getLong();
    }

    public float readFloat() {
        return buffer.getFloat();
    }

    public double readDouble() {
        return buffer.getDouble();
    }

    /** Fills {@code values}. */
    public void readDoubles(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.getDouble();
        }
    }

    public String readString() {
        return new String(readBytes(buffer.getInt()), StandardCharsets.UTF_8);
    }

    /** So many bytes as they are. */
    public byte[] readBytes(int count) {
        if (count < 0 || count > buffer.remaining()) {
            // Before memory is taken: a length may be rubbish.
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    public int remaining() {
        return buffer.remaining();
    }
}
