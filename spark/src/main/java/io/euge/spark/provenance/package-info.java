/** What rows follow from: the model, the version, the options and the file. */
package io.euge.spark.provenance;
