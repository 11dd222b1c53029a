/** Measures the cost of resumable jobs, and the duration of the next run. */
package io.euge.bench.checkpoint;
