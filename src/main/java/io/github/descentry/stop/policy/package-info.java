/**
 * Who is judged by what, and how much may follow from it. A {@link
 * io.github.descentry.stop.policy.PolicySet} is what a policy file says: its first {@link
 * io.github.descentry.stop.policy.Policy} that matches a run governs it. Rules propose stops; the
 * {@link io.github.descentry.stop.policy.Governor} of the policy lets them pass or holds them back
 * until there is room in its budget. Parsing takes a tree of maps, as YAML or JSON gives it, so
 * that files and topics can hold the same; reading them is done elsewhere.
 */
package io.github.descentry.stop.policy;
