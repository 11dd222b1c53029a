/**
 * Measures the benefit of sharing a model. Four variants are measured, each point in a separate
 * process, and only if their detections are equal. The results are written as JSON and as a report
 * with plots.
 *
 * <p>Tasks are threads of a child process with the steps of a task of the Spark job: lease, open,
 * detect, close.
 */
package io.euge.bench.sharing;
