/** Filters, limits and projections that a scan takes from a query. */
package io.euge.spark.filter;
