package io.euge.bench.report;

import io.euge.OptionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the result of an experiment and writes the files that the options name. */
public final class ExperimentOutput {
  private static final String REPORT = "--report";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private FiguresFile figures;

  @Option(
      names = REPORT,
      paramLabel = "DIR",
      description = "Write a page with plots, index.html, and the plots to this directory.")
  private Path folder;

  /** Writes the report of a result. */
  @FunctionalInterface
  public interface ReportWriter {
    /** Writes the report to this directory and returns its path. */
    Path write(Path folder) throws IOException;
  }

  /**
   * Checks the file and the directory before anything is measured.
   *
   * @throws OptionException if one of them cannot be written
   */
  public void check() {
    OptionException.checkAll(figures::check, () -> OutputPaths.checkFolder(REPORT, folder));
  }

  /**
   * Prints the text, and writes the files that the options request.
   *
   * @param result a record whose components are the measurements
   */
  public void write(Object result, String text, ReportWriter report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    figures.write(result);
    if (folder != null) {
      out.println("written to " + report.write(folder));
    }
    out.flush();
  }
}
