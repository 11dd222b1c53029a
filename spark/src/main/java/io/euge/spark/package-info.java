/**
 * Euge on Spark: the data sources, the plan and the reading they share, their settings, and what
 * lives in each executor.
 */
package io.euge.spark;
