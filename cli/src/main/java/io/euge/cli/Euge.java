package io.euge.cli;

import io.euge.cli.checkpoint.StatusCommand;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.HelpLayout;
import io.euge.cli.console.Logging;
import io.euge.cli.count.CountCommand;
import io.euge.cli.detect.DetectCommand;
import io.euge.cli.doctor.DoctorCommand;
import io.euge.cli.evaluate.EvaluateCommand;
import io.euge.cli.gpus.GpusCommand;
import io.euge.cli.job.StopNotice;
import io.euge.cli.job.UnnamedUser;
import io.euge.cli.lines.LinesCommand;
import io.euge.cli.models.ModelsCommand;
import io.euge.cli.mps.MpsCommand;
import io.euge.cli.plan.PlanCommand;
import io.euge.cli.render.RenderCommand;
import io.euge.cli.report.ReportCommand;
import io.euge.cli.track.TrackCommand;
import io.euge.cli.tune.TuneCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code euge}: its commands and exit codes. */
@Command(
    name = "euge",
    versionProvider = ProgramVersion.class,
    mixinStandardHelpOptions = true,
    footer = {"  euge demo", "  euge detect recordings --model demo"},
    description = "Finds vehicles in many videos with a deep network, on Apache Spark.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:invalid command line",
      "3:done, but some of the input is corrupt or could not be read",
      "130:stopped by Ctrl-C (SIGINT) before it was complete",
      "143:stopped by SIGTERM before it was complete"
    })
public final class Euge implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DetectCommand.class,
          TrackCommand.class,
          LinesCommand.class,
          CountCommand.class,
          RenderCommand.class,
          EvaluateCommand.class,
          ReportCommand.class,
          StatusCommand.class,
          ModelsCommand.class,
          GpusCommand.class,
          MpsCommand.class,
          PlanCommand.class,
          TuneCommand.class,
          DoctorCommand.class);

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    UnnamedUser.login();
    System.exit(run(args));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(String... args) {
    return commandLine(args).execute(args);
  }

  /** Runs one command line with the given output and error writers and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine(args).setOut(out).setErr(err).execute(args);
  }

  private static CommandLine commandLine(String... args) {
    CommandLine euge = new CommandLine(new Euge());
    commands(args).forEach(command -> euge.addSubcommand(new CommandLine(command)));
    euge.setCaseInsensitiveEnumValuesAllowed(true);
    euge.setUnmatchedOptionsAllowedAsOptionParameters(false);
    HelpLayout.install(euge);
    euge.setExecutionExceptionHandler(new ErrorHandler());
    euge.setExecutionStrategy(Euge::execute);
    euge.setParameterExceptionHandler(ErrorHandler::usage);
    version(euge, euge.getCommandSpec().version());
    return euge;
  }

  /**
   * Returns the command that the arguments name, or all commands if they name none. Reading the
   * annotations of all commands would take longer than some commands. {@code plan} needs all
   * commands, because it parses the command line of another one.
   */
  private static List<Class<?>> commands(String... args) {
    List<Class<?>> all = new ArrayList<>(COMMANDS);
    ServiceLoader.load(Subcommand.class).stream().forEach(command -> all.add(command.type()));
    Optional<String> named = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).findFirst();
    return all.stream()
        .filter(command -> named.filter(name(command)::equals).isPresent())
        .filter(command -> command != PlanCommand.class)
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(all);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /** Runs a command; prints a notice if a signal stops it. */
  private static int execute(ParseResult parsed) {
    try (StopNotice stop = StopNotice.saying("it was not done yet")) {
      return ErrorHandler.execute(parsed);
    }
  }

  /** Sets the version of all commands, which have the option --version, to that of the program. */
  private static void version(CommandLine command, String[] version) {
    command.getCommandSpec().version(version);
    command.getSubcommands().values().forEach(below -> version(below, version));
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
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
