/** What the program costs, measured by JMH. Compiled by the profile {@code bench} only. */
package io.github.descentry.benchmarks;
