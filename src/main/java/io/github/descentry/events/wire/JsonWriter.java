package io.github.descentry.events.wire;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * One record as JSON, field by field. What is absent is left out; numbers that are not finite
 * become texts. Not for several threads.
 */
final class JsonWriter {

    private static final int USUAL_SIZE = 512;

    private final ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_SIZE);
    private final JsonGenerator generator =
            Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);

    JsonWriter(String type) {
        generator.writeStartObject();
        generator.writeStringProperty("type", type);
    }

    byte[] end() {
        generator.writeEndObject();
        generator.close();
        return bytes.toByteArray();
    }

    JsonWriter object(String field) {
        generator.writeObjectPropertyStart(field);
        return this;
    }

    JsonWriter endObject() {
        generator.writeEndObject();
        return this;
    }

    JsonWriter array(String field) {
        generator.writeArrayPropertyStart(field);
        return this;
    }

    JsonWriter endArray() {
        generator.writeEndArray();
        return this;
    }

    /** Starts an object that is an element of an array. */
    JsonWriter element() {
        generator.writeStartObject();
        return this;
    }

    /** A number that is an element of an array. */
    JsonWriter element(long number) {
        generator.writeNumber(number);
        return this;
    }

    /** A text that is an element of an array. */
    JsonWriter element(String text) {
        generator.writeString(text);
        return this;
    }

    JsonWriter text(String field, String text) {
        generator.writeStringProperty(field, text);
        return this;
    }

    JsonWriter text(String field, Optional<String> text) {
        return text.isPresent() ? text(field, text.get()) : this;
    }

    <E extends Enum<E>> JsonWriter word(String field, Words<E> words, E constant) {
        return text(field, words.of(constant));
    }

    <E extends Enum<E>> JsonWriter word(String field, Words<E> words, Optional<E> constant) {
        return constant.isPresent() ? word(field, words, constant.get()) : this;
    }

    JsonWriter flag(String field, boolean flag) {
        generator.writeBooleanProperty(field, flag);
        return this;
    }

    JsonWriter whole(String field, long number) {
        generator.writeNumberProperty(field, number);
        return this;
    }

    JsonWriter whole(String field, OptionalLong number) {
        return number.isPresent() ? whole(field, number.getAsLong()) : this;
    }

    JsonWriter whole(String field, OptionalInt number) {
        return number.isPresent() ? whole(field, number.getAsInt()) : this;
    }

    JsonWriter number(String field, double number) {
        generator.writeNumberProperty(field, number);
        return this;
    }

    JsonWriter number(String field, OptionalDouble number) {
        return number.isPresent() ? number(field, number.getAsDouble()) : this;
    }

    JsonWriter time(String field, Instant time) {
        return text(field, time.toString());
    }

    JsonWriter numbers(String field, Map<String, Double> numbers) {
        object(field);
        for (Map.Entry<String, Double> entry : numbers.entrySet()) {
            generator.writeNumberProperty(entry.getKey(), entry.getValue());
        }
        return endObject();
    }

    JsonWriter labels(String field, Map<String, String> labels) {
        object(field);
        for (Map.Entry<String, String> entry : labels.entrySet()) {
            generator.writeStringProperty(entry.getKey(), entry.getValue());
        }
        return endObject();
    }
}
