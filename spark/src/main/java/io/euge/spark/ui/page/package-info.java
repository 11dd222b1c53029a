/** The pages of the tab "Euge", made for the servlets of Spark 4 and not loaded before it. */
package io.euge.spark.ui.page;
