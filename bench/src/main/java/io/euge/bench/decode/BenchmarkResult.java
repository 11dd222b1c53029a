package io.euge.bench.decode;

/** What one experiment found; a record of what its JSON has. */
interface BenchmarkResult {
  /** A table for people, lines with their ends. */
  String text();
}
