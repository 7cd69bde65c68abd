package io.github.descentry.stop.policy;

import java.util.Locale;

/** Constants as they stand in files. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
