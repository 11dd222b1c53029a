package io.euge.bench.decode;

/**
 * The result of one experiment; implementations are records whose components are written as JSON.
 */
interface BenchmarkResult {
  /** Returns a table as text; every line ends with a line break. */
  String text();
}
