package io.euge.demo;

import io.euge.OptionException;
import io.euge.cli.Subcommand;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge demo}: runs detection, tracking and counting on synthetic clips. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    footer = "  euge demo --output euge-demo --seconds 3",
    description = {
      "Demonstrates Euge without a video, a model or a network: makes clips of a synthetic traffic"
          + " camera, detects vehicles in them with the Spark job, once with one model for all tasks"
          + " and once with one for each, compares with ground truth, and writes a"
          + " report with an annotated video. It takes a minute or two on two cores.",
      "The directory is created, or is that of an earlier demo, whose clips are used again."
    })
public final class DemoCommand implements Subcommand, Callable<Integer> {
  /** One clip for each of the conditions, and a second clip by day. */
  static final int CLIPS = 6;

  /** Each clip is one task. */
  private static final int MOST_TASKS = CLIPS;

  /** The longest clips that fit the memory and the time limit of the demo's processes. */
  private static final int MOST_SECONDS = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "euge-demo",
      description = "Directory for everything that is made (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "6",
      description = "Length of each of the six clips, 1 to 60 (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Tasks of the Spark job that run at once, 1 to 6, as a clip is one task (default:"
              + " ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(names = "--model", hidden = true, defaultValue = "demo")
  private String model;

  @Override
  public Integer call() throws Exception {
    if (!(seconds >= 1 && seconds <= MOST_SECONDS)) {
      throw new OptionException(
          "--seconds is " + seconds + ": give a number from 1 to " + MOST_SECONDS);
    }
    if (tasks < 1 || tasks > MOST_TASKS) {
      throw new OptionException("--tasks is " + tasks + ": give a number from 1 to " + MOST_TASKS);
    }
    new Demo(output, seconds, tasks, model, spec.commandLine().getOut()).run();
    return 0;
  }
}
