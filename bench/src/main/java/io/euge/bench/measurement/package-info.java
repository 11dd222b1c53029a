/** Measures several variants in turn, and summarizes what each of them took. */
package io.euge.bench.measurement;
