/** {@code euge plan}: plans how executors use the cores and GPUs of a cluster. */
package io.euge.cli.plan;
