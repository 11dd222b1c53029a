/** The provenance of rows: the model, the version, the options and the file. */
package io.euge.spark.provenance;
