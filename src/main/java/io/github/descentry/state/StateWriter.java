package io.github.descentry.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Growing buffer that parts of a state write themselves into. One thread. */
public final class StateWriter {

    private ByteBuffer buffer;

    public StateWriter() {
        this(4096);
    }

    public StateWriter(int capacity) {
        buffer = ByteBuffer.allocate(capacity);
    }

    /** Forgets what was written and keeps the memory. */
    public StateWriter clear() {
        buffer.clear();
        return this;
    }

    public void writeByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    public void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    public void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    public void writeFloat(float value) {
        room(Float.BYTES).putFloat(value);
    }

    public void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /** The values only; the reader must know how many. */
    public void writeDoubles(double[] values) {
        writeDoubles(values, values.length);
    }

    /** So many of the values only; the reader must know how many. */
    public void writeDoubles(double[] values, int count) {
        room(count * Double.BYTES);
        for (int i = 0; i < count; i++) {
            buffer.putDouble(values[i]);
        }
    }

    /** How many bytes a part takes, as an int, and those bytes. */
    public void writeSized(Consumer<StateWriter> part) {
        int at = size();
        writeInt(0);
        part.accept(this);
        buffer.putInt(at, size() - at - Integer.BYTES);
    }

    /** Length and UTF-8 bytes. */
    public void writeString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        room(bytes.length).put(bytes);
    }

    /** The bytes only; the reader must know how many. */
    public void writeBytes(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    /** What was written since the size was {@code from}. */
    byte[] copyFrom(int from) {
        return Arrays.copyOfRange(buffer.array(), from, buffer.position());
    }

    public int size() {
        return buffer.position();
    }

    public byte[] toByteArray() {
        return copyFrom(0);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            ByteBuffer larger = ByteBuffer.allocate(capacity);
            buffer.flip();
            larger.put(buffer);
            buffer = larger;
        }
        return buffer;
    }
}
