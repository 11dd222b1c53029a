package io.euge.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code euge}: its commands, and how it ends. */
@Command(
    name = "euge",
    version = "euge 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    description = "Finds vehicles in many videos with a deep network, on Apache Spark.",
    subcommands = {DetectCommand.class, ModelsCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the command was not understood",
      "3:done, but some input was bad"
    })
public final class Euge implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(String... args) {
    CommandLine euge = new CommandLine(new Euge());
    ServiceLoader.load(Subcommand.class).forEach(euge::addSubcommand);
    euge.setCaseInsensitiveEnumValuesAllowed(true);
    euge.setExecutionExceptionHandler(new ErrorLine());
    euge.setParameterExceptionHandler(ErrorLine::usage);
    return euge.execute(args);
  }

  @CommandLine.Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show Spark's log, and the stack trace of a failure.")
  void verbose(boolean on) {
    Logging.verbose(on);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }
}
