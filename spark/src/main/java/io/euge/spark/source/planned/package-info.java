/** Data sources whose rows come from a plan with a shuffle. */
package io.euge.spark.source.planned;
