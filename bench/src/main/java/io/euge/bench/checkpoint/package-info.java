/** Measures what resumable jobs cost, and how long their next run takes. */
package io.euge.bench.checkpoint;
