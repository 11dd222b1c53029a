package io.euge.cli.console;

import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints warnings to standard error; the command continues. */
public final class Warnings {
  private Warnings() {}

  /** Prints the notices of a successful GPU query; nothing for a failed one. */
  public static void of(GpuQueryResult inventory, CommandSpec spec) {
    if (inventory instanceof Available seen) {
      seen.notices().forEach(notice -> say(notice, spec));
    }
  }

  /** Prints one warning to the command's error writer. */
  public static void say(String notice, CommandSpec spec) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("euge: " + notice);
    err.flush();
  }
}
