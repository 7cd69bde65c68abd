/**
 * What people write in files and on the command line: patterns over names, durations and sizes,
 * words that may be misspelt. Pure; imports nothing.
 */
package io.github.descentry.text;
