package io.euge.cli.gpus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge gpus}: shows the GPUs of this host. */
@Command(
    name = "gpus",
    mixinStandardHelpOptions = true,
    description = "Shows this host's GPUs, to people and to Spark.",
    subcommands = {GpusListCommand.class, GpusDiscoverCommand.class})
public final class GpusCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: give list or discover");
  }
}
