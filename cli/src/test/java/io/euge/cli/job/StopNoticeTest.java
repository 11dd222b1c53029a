package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a process that a signal ends says of its output. */
@DisabledOnOs(OS.WINDOWS)
class StopNoticeTest {
  /** Waits for a signal within notices; the arguments say which, and whether one has published. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      try (StopNotice command = StopNotice.saying("it was not done yet")) {
        if (args[0].equals("command")) {
          await();
        }
        try (StopNotice job = StopNotice.of("found")) {
          if (args[0].equals("published")) {
            job.publish(() -> {});
          }
          if (!args[0].equals("closed")) {
            await();
          }
        }
        await();
      }
    }

    private static void await() throws InterruptedException {
      System.out.println("ready");
      Thread.sleep(60_000);
    }
  }

  @Test
  void theInnermostNoticeAloneIsPrinted() throws Exception {
    assertThat(stopped("command")).isEqualTo("euge: stopped; it was not done yet");
    assertThat(stopped("job")).isEqualTo("euge: the job was stopped; nothing was written to found");
    assertThat(stopped("closed")).isEqualTo("euge: stopped; it was not done yet");
  }

  @Test
  void aPublishedOutputIsReported() throws Exception {
    assertThat(stopped("published"))
        .isEqualTo("euge: stopped; the job had ended, and all was written to found");
  }

  private static String stopped(String how) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                how)
            .start();
    try (BufferedReader out = java.inputReader();
        BufferedReader err = java.errorReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      java.toHandle().destroy(); // Process.destroy() would close the streams.
      String said = err.lines().reduce("", (all, line) -> all.isEmpty() ? line : all + "\n" + line);
      assertThat(java.waitFor()).isEqualTo(143);
      return said;
    }
  }
}
