/**
 * The experiments of {@code euge bench}, and how all of them measure: in rounds that interleave the
 * contestants, by the median of the rounds.
 */
package io.euge.bench;
