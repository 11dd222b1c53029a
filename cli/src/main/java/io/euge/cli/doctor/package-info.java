/**
 * {@code euge doctor}: checks this host, with a remedy for each problem, and runs a small model in
 * separate processes, alone and together.
 */
package io.euge.cli.doctor;
