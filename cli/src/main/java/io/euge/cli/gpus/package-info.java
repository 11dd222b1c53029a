/** {@code euge gpus}: shows the GPUs of this host to users and to Spark. */
package io.euge.cli.gpus;
