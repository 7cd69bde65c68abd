package io.github.descentry.events.wire;

import io.github.descentry.events.wire.RejectedRecord.Reason;

/** What a text in a record may be. Refusals name the field and show the text, shortened. */
final class WireText {

    private static final int LONGEST_SHOWN = 60;

    /**
     * Longest name of a run, group or metric, in characters. Names come back in keys, in several
     * fields of every forecast and in labels: a record that was small must not have a large answer.
     */
    private static final int LONGEST_NAME = 1000;

    private WireText() {}

    /** Name of an entry of an object, which may be any that is not blank. */
    static String key(String field, String name) {
        if (name.isBlank()) {
            throw new RejectedRecord(Reason.INVALID_VALUE, field + " has a blank name");
        }
        return name(field, name);
    }

    /** A text that names something: not longer than a name may be. */
    static String name(String field, String text) {
        String name = wellFormed(field, text);
        if (name.length() > LONGEST_NAME) {
            throw new RejectedRecord(
                    Reason.INVALID_VALUE,
                    field
                            + "=\""
                            + shortened(name)
                            + "\" is longer than "
                            + LONGEST_NAME
                            + " characters");
        }
        return name;
    }

    /** Refuses halves of surrogate pairs: they can be read from escapes, but not written again. */
    static String wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new RejectedRecord(
                            Reason.INVALID_VALUE,
                            field + "=\"" + shortened(text) + "\" is no well-formed text");
                }
                i++;
            }
        }
        return text;
    }

    static String shortened(String text) {
        return RejectedRecord.oneLine(text, LONGEST_SHOWN);
    }
}
