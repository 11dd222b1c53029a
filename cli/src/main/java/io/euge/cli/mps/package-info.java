/** {@code euge mps}: manages the MPS daemons through which processes share a GPU. */
package io.euge.cli.mps;
