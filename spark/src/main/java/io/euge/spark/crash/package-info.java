/** Videos that crash the decoder: which executors were lost, and probes in a child process. */
package io.euge.spark.crash;
