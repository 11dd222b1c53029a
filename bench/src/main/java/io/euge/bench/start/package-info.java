/** Compares the start of {@code euge detect} with that of a plain Python script. */
package io.euge.bench.start;
