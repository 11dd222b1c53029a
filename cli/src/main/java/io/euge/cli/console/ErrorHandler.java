package io.euge.cli.console;

import io.euge.OptionException;
import io.euge.spark.conf.ReaderOptions;
import java.io.PrintWriter;
import java.util.List;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a failure as one line, {@code euge: ...}, and returns the exit code. */
public final class ErrorHandler implements IExecutionExceptionHandler {
  public static final int FAILED = 1;
  static final int USAGE = 2;

  /** The exit code of a job that is complete except for corrupt or invalid input. */
  public static final int BAD_INPUT = 3;

  private static final String MODEL = "--" + ReaderOptions.MODEL.name();

  /** Runs a command; a Java Error, such as an OutOfMemoryError, is handled like an exception. */
  public static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(
          parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      return FAILED; // It failed because a signal stops the program, which was already reported.
    }
    PrintWriter err = command.getErr();
    Throwable known = FailureCauses.ours(failure);
    if (known != null) {
      err.println(
          "euge: "
              + OptionNames.withHyphens(
                  oneLine(known.getMessage()), command.getCommandSpec().optionsMap().keySet()));
    } else {
      err.println(
          "euge: failed with "
              + oneLine(FailureCauses.root(failure).toString())
              + " (use --verbose for details)");
    }
    if (Logging.isVerbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return known instanceof OptionException ? USAGE : FAILED;
  }

  /** Reports an invalid command line with suggestions, and returns exit code 2. */
  public static int usage(ParameterException reported, String[] args) {
    ParameterException failure = cause(reported);
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "euge: "
            + oneLine(
                failure instanceof UnmatchedArgumentException unmatched
                    ? UnknownArguments.message(unmatched)
                    : failure.getMessage())
            + " (use "
            + command.getCommandSpec().qualifiedName()
            + " --help for details)");
    if (failure instanceof MissingParameterException missing && lacksModel(missing)) {
      AvailableModels.print(err);
    }
    err.flush();
    return USAGE;
  }

  /**
   * Returns the cause of a missing argument. If it was misspelled, in this command or before it,
   * picocli reports only that it is missing.
   */
  private static ParameterException cause(ParameterException reported) {
    CommandLine command = reported.getCommandLine();
    while (reported instanceof MissingParameterException && command != null) {
      List<String> unmatched = command.getUnmatchedArguments();
      if (!unmatched.isEmpty()) {
        return new UnmatchedArgumentException(command, unmatched);
      }
      command = command.getParent();
    }
    return reported;
  }

  private static boolean lacksModel(MissingParameterException failure) {
    return failure.getMissing().stream()
        .anyMatch(
            argument ->
                argument instanceof OptionSpec option && option.longestName().equals(MODEL));
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).findFirst().orElse("");
  }
}
