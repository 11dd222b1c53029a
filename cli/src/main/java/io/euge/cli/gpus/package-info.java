/** {@code euge gpus}. */
package io.euge.cli.gpus;
