/** {@code euge plan}: divides a cluster's GPUs among executors. */
package io.euge.cli.plan;
