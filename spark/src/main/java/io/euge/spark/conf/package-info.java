/**
 * Options of the data sources and settings of the cluster: keys, types, defaults and precedence.
 */
package io.euge.spark.conf;
