/** What the tab "Euge" of Spark's UI shows: events of the driver, folded into Spark's store. */
package io.euge.spark.ui;
