/** {@code euge mps}. */
package io.euge.cli.mps;
