package io.euge.cli;

import io.euge.device.GpuSighting;
import io.euge.device.GpuSighting.Seen;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What a user should know though the command goes on: lines beside the output. */
final class Notices {
  private Notices() {}

  static void of(GpuSighting sighting, CommandSpec spec) {
    if (sighting instanceof Seen seen) {
      seen.notices().forEach(notice -> say(notice, spec));
    }
  }

  static void say(String notice, CommandSpec spec) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("euge: " + notice);
    err.flush();
  }
}
