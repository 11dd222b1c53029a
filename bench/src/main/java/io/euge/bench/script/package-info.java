/**
 * Compares {@code euge detect} with an equivalent plain Python script and with other systems that
 * run Python programs.
 */
package io.euge.bench.script;
