/**
 * What sharing a model saves: four variants, each point in a process of its own, their detections
 * checked to be equal before a figure counts; written as JSON and as a page with plots.
 *
 * <p>Tasks are threads of a child process that do what a task of the Spark job does: lease, open,
 * detect, close.
 */
package io.euge.bench.sharing;
