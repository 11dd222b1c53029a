/**
 * Euge on Spark: the data sources, their planning and reading, their settings, and the state of
 * each executor.
 */
package io.euge.spark;
