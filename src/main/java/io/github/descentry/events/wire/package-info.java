/**
 * The records of {@link io.github.descentry.events} on the wire: which topic they travel on, with
 * which key, and how they are written as JSON. The schemas and the AsyncAPI document lie beside the
 * classes, under {@code schemas}; tests hold them against this code.
 *
 * <p>Reading is strict where a mistake would be silent (types, negative steps, texts for numbers,
 * duplicates) and lenient where jobs differ without harm: fields in any order, unknown fields
 * (counted), {@code null} for a value that is not there, {@code NaN} as text or as the bare word
 * that Python writes, whole numbers for decimals and {@code 12.0} for 12.
 */
package io.github.descentry.events.wire;
