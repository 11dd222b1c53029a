/** Compares {@code euge detect} with a plain Python script that does the same. */
package io.euge.bench.script;
