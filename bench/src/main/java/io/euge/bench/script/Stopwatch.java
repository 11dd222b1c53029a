package io.euge.bench.script;

import io.euge.bench.script.TimedProgram.Times;

/** Runs a contestant to its end and measures it. */
@FunctionalInterface
interface Stopwatch {
  /**
   * Runs the contestant's command.
   *
   * @throws io.euge.EugeException if it fails
   */
  Times time(Contestant contestant);
}
