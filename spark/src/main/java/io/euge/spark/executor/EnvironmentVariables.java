package io.euge.spark.executor;

import io.euge.process.ProcessEnvironment;
import java.util.Map;

/** The environment of a process: what it was started with, and what its native libraries read. */
interface EnvironmentVariables {
  /** Those of this process. */
  EnvironmentVariables OF_PROCESS =
      new EnvironmentVariables() {
        @Override
        public Map<String, String> inherited() {
          return System.getenv();
        }

        @Override
        public void set(String name, String value) {
          ProcessEnvironment.set(name, value);
        }
      };

  /** Returns the variables that the process was started with. */
  Map<String, String> inherited();

  /**
   * Sets a variable for native libraries.
   *
   * @throws io.euge.EugeException if that cannot be done here
   */
  void set(String name, String value);
}
