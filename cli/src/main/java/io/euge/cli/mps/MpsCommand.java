package io.euge.cli.mps;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code euge mps}: manages the MPS daemons through which processes share a GPU. */
@Command(
    name = "mps",
    mixinStandardHelpOptions = true,
    description = "Lets processes use a GPU at the same time by NVIDIA's MPS.",
    subcommands = {MpsStartCommand.class, MpsStatusCommand.class, MpsStopCommand.class})
public final class MpsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: give start, status or stop");
  }
}
