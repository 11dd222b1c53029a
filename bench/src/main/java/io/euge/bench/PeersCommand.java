package io.euge.bench;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code euge bench peers}: compares Euge with SynapseML and DJL. They need other versions of Spark
 * and Scala and other engines, so the comparison has a separate build, which this command starts.
 */
@Command(
    name = "peers",
    description = "Compares with SynapseML and DJL on the same video, model and cores.",
    footer = "The options are those of peers/run; peers/README.md describes them.")
final class PeersCommand implements Callable<Integer> {
  /** The system property with the project's folder, set by the launcher. */
  private static final String HOME = "euge.home";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String home = System.getProperty(HOME);
    if (home == null || !Files.isExecutable(Path.of(home, "peers", "run"))) {
      throw new EugeException(
          "The contest with peers needs the project's sources: start it as ./euge bench peers");
    }
    List<String> command = new ArrayList<>(List.of(Path.of(home, "peers", "run").toString()));
    command.addAll(arguments);
    Process contest = new ProcessBuilder(command).inheritIO().start();
    try {
      return contest.waitFor();
    } finally {
      contest.destroy();
    }
  }
}
