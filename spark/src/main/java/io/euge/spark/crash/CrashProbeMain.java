package io.euge.spark.crash;

import io.euge.EugeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a {@link CrashProbe}. */
final class CrashProbeMain {
  /** Printed for each reading that did not kill the process. */
  static final String PASSED = "passed";

  private static final Logger LOG = LoggerFactory.getLogger(CrashProbeMain.class);

  private CrashProbeMain() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    CrashProbe.Reading[] readings =
        (CrashProbe.Reading[]) new ObjectInputStream(System.in).readObject();
    Thread leash = new Thread(() -> endWith(System.in), "euge-trial-leash");
    leash.setDaemon(true);
    leash.start();
    for (CrashProbe.Reading reading : readings) {
      try {
        reading.run();
      } catch (EugeException e) {
        LOG.info("The reading in earnest will tell of this", e);
      }
      System.out.println(PASSED);
    }
  }

  /** The executor holds the other end: when it dies, nobody waits for this process. */
  private static void endWith(InputStream executor) {
    try {
      while (executor.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      LOG.info("The executor is gone", e);
    }
    Runtime.getRuntime().halt(1);
  }
}
