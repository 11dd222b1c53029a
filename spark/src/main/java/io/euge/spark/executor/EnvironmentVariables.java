package io.euge.spark.executor;

import io.euge.process.ProcessEnvironment;
import java.util.Optional;

/** The environment of a process: what it was started with, and what its libraries will read. */
interface EnvironmentVariables {
  /** Those of this process. */
  EnvironmentVariables OF_PROCESS =
      new EnvironmentVariables() {
        @Override
        public Optional<String> inherited(String name) {
          return Optional.ofNullable(System.getenv(name));
        }

        @Override
        public void set(String name, String value) {
          ProcessEnvironment.set(name, value);
        }
      };

  /** What the process was started with; empty if the variable was not set. */
  Optional<String> inherited(String name);

  /**
   * Sets one for native libraries.
   *
   * @throws io.euge.EugeException if that cannot be done here
   */
  void set(String name, String value);
}
