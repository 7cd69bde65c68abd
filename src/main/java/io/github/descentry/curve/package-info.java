/**
 * The forms a curve may take: pure functions, no state. A form is linear in its parameters once its
 * exponent is fixed, which is what lets the online fit be exact and cheap.
 */
package io.github.descentry.curve;
