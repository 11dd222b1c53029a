package io.euge.device.mps;

import io.euge.file.FileTree;
import io.euge.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The daemons of one test, in a short directory of their own; closing ends each by its id. */
final class Daemons implements AutoCloseable {
  private final List<MpsDaemon> all = new ArrayList<>();
  private final Program program;
  private final Path folder;

  Daemons(Program program) {
    this.program = program;
    try {
      this.folder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  MpsDaemon gpu(String uuid) {
    return in(MpsDirectory.ofGpu(folder, uuid), uuid, program);
  }

  /** The same daemon, asked by somebody who waits for half a second only. */
  MpsDaemon impatient(MpsDaemon daemon) {
    return new MpsDaemon(program, daemon.directory(), "", List.of(), 1, Duration.ofMillis(500));
  }

  MpsDaemon in(MpsDirectory directory, String uuid, Program control) {
    MpsDaemon daemon = new MpsDaemon(control, directory, uuid, List.of(), 1, Duration.ofSeconds(5));
    all.add(daemon);
    return daemon;
  }

  /** Sends commands to a daemon as a person would. */
  String raw(MpsDaemon daemon, String commands) {
    return run(daemon, List.of(), commands + "\n").out();
  }

  Program.Result run(MpsDaemon daemon, List<String> arguments, String input) {
    return program.run(
        arguments,
        Map.of(
            MpsDirectory.PIPE, daemon.directory().pipe().toString(),
            MpsDirectory.LOG, daemon.directory().log().toString()),
        input,
        Duration.ofSeconds(10));
  }

  static void signal(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    for (MpsDaemon daemon : all) {
      daemon.stop(Duration.ZERO, true);
    }
    FileTree.delete(folder);
  }
}
