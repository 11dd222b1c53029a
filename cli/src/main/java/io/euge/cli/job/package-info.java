/** Starts Spark, shows the progress of a job, and publishes its output. */
package io.euge.cli.job;
