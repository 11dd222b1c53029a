/** Measures several variants alternately and summarizes the results. */
package io.euge.bench.measurement;
