package io.github.descentry.stop.policy;

import io.github.descentry.text.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which runs a policy is for. All patterns that are given must match; none given matches every run.
 * A pattern on something that the run did not say never matches, not even {@code *}: so {@code
 * group: "*"} selects the runs that have a group.
 *
 * @param project pattern over the project; absent: any or none
 * @param group pattern over the group; absent: any or none
 * @param run pattern over the name; absent: any
 * @param tags patterns over tags by their names; each has to be there and to match
 */
public record Match(
        Optional<Glob> project, Optional<Glob> group, Optional<Glob> run, Map<String, Glob> tags) {

    /** Every run. */
    public static final Match ALL =
            new Match(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Match {
        tags = Map.copyOf(tags);
    }

    public boolean matches(RunIdentity identity) {
        if (!fits(project, identity.project())
                || !fits(group, identity.group())
                || !fits(run, Optional.of(identity.run()))) {
            return false;
        }
        for (Map.Entry<String, Glob> tag : tags.entrySet()) {
            String value = identity.tags().get(tag.getKey());
            if (value == null || !tag.getValue().matches(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it matches all runs that another one does; where that is hard to tell, false. */
    boolean covers(Match other) {
        for (Map.Entry<String, Glob> tag : tags.entrySet()) {
            Glob theirs = other.tags.get(tag.getKey());
            if (theirs == null || !tag.getValue().covers(theirs)) {
                return false;
            }
        }
        return covers(project, other.project)
                && covers(group, other.group)
                && (run.filter(pattern -> !pattern.any()).isEmpty() || covers(run, other.run));
    }

    private static boolean covers(Optional<Glob> pattern, Optional<Glob> other) {
        return pattern.isEmpty() || other.isPresent() && pattern.get().covers(other.get());
    }

    private static boolean fits(Optional<Glob> pattern, Optional<String> value) {
        return pattern.isEmpty() || value.isPresent() && pattern.get().matches(value.get());
    }

    static Match of(Section section) {
        section.only("project", "group", "run", "tags");
        Optional<Glob> project = section.optionalText("project").map(Glob::new);
        Optional<Glob> group = section.optionalText("group").map(Glob::new);
        Optional<Glob> run = section.optionalText("run").map(Glob::new);
        Map<String, Glob> tags = new TreeMap<>();
        section.texts("tags").forEach((name, text) -> tags.put(name, new Glob(text)));
        return new Match(project, group, run, tags);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        project.ifPresent(pattern -> tree.put("project", pattern.toString()));
        group.ifPresent(pattern -> tree.put("group", pattern.toString()));
        run.ifPresent(pattern -> tree.put("run", pattern.toString()));
        if (!tags.isEmpty()) {
            Map<String, Object> named = new TreeMap<>();
            tags.forEach((name, pattern) -> named.put(name, pattern.toString()));
            tree.put("tags", named);
        }
        return tree;
    }

    /** In words, e.g. {@code runs gpt2/* of group gpt2-lr with team=nlp}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add(run.filter(pattern -> !pattern.any()).map(it -> "runs " + it).orElse("all runs"));
        group.ifPresent(pattern -> words.add("of group " + pattern));
        project.ifPresent(pattern -> words.add("in project " + pattern));
        new TreeMap<>(tags).forEach((name, pattern) -> words.add("with " + name + "=" + pattern));
        return String.join(" ", words);
    }
}
