package io.github.descentry.views;

import java.util.Map;

/**
 * The policies in force.
 *
 * @param version names their content, as in stop signals, e.g. {@code 4f2a90c1d3b7}
 * @param published whether they were put in force on their topic; otherwise those of the
 *     configuration hold
 * @param tree the policies themselves, as their file says, defaults included
 */
public record PoliciesView(String version, boolean published, Map<String, Object> tree) {

    public PoliciesView {
        if (version == null || version.isBlank()) {
            throw new IllegalArgumentException("version is missing or blank");
        }
        tree = Map.copyOf(tree);
    }
}
