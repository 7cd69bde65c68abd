package io.github.descentry.events.wire;

/** How one kind of record is written as fields, and read back. Stateless. */
interface RecordForm<T> {

    /** The value of the field {@code type}. */
    String type();

    /** Writes all fields but {@code type}. */
    void write(T record, JsonWriter out);

    /**
     * Reads all fields until the record's end; {@code type} is known already and skipped.
     *
     * @throws IllegalArgumentException if the record itself refuses
     */
    T read(JsonReader in);
}
