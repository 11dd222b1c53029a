package io.euge.spark.crash;

import io.euge.EugeException;
import io.euge.process.ParentJvm;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main program of the child process of a {@link CrashProbe}. */
final class CrashProbeMain {
  private static final Logger LOG = LoggerFactory.getLogger(CrashProbeMain.class);

  private CrashProbeMain() {}

  public static void main(String[] args) throws IOException {
    ParentJvm parent = ParentJvm.connect(args);
    for (CrashProbe.Reading reading : parent.order(CrashProbe.Reading[].class)) {
      try {
        reading.run();
      } catch (EugeException e) {
        LOG.info("Reading {} failed in the probe; the task will report it", reading.video(), e);
      }
      parent.answer(true);
    }
  }
}
