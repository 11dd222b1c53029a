/**
 * The experiments of {@code euge bench}. All of them measure the variants alternately and report
 * the median of the rounds.
 */
package io.euge.bench;
