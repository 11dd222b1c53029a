/** Compares {@code euge detect} with an equivalent plain Python script. */
package io.euge.bench.script;
