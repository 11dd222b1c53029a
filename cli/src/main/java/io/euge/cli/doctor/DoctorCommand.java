package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Json;
import io.euge.cli.console.Warnings;
import io.euge.cli.doctor.CheckResult.Level;
import io.euge.device.Device;
import io.euge.file.IoReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge doctor}: checks whether this host can run Euge, and reports remedies. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    footer = "  euge doctor --report doctor.txt",
    description =
        "Checks this host and prints ok, warn or fail with a remedy for each check. Runs a model "
            + "on the first GPU: alone, with private copies, in two processes and under MPS.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no check failed; there may be warnings",
      "1:a check failed",
      "2:invalid command line"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a report to this file: findings, versions, nvidia-smi's table, MPS's " + "logs.")
  private Path report;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Run this model instead of a small one with randomly initialized weights.")
  private String model;

  @Mixin private CudaLibrariesOption cudaLibraries;

  @Option(names = "--device", hidden = true, description = "Where to run the model.")
  private String device;

  @Option(
      names = "--sim",
      hidden = true,
      defaultValue = "t4",
      description = "The type of a simulated GPU.")
  private String sim;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Device> on = Optional.ofNullable(device).map(DoctorCommand::device);
    cudaLibraries.apply();
    PrintWriter out = spec.commandLine().getOut();
    List<CheckResult> findings =
        Doctor.examine(Optional.ofNullable(model), on, sim, finding -> tell(out, finding));
    if (json) {
      out.println(Json.line(findings.stream().map(DoctorCommand::fields).toList()));
    }
    if (report != null) {
      write(Report.of(spec.version()[0], findings));
      Warnings.say("the report is " + report, spec);
    }
    out.flush();
    boolean failed = findings.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    return failed ? ErrorHandler.FAILED : 0;
  }

  private static Device device(String text) {
    try {
      return Device.parse(text);
    } catch (EugeException e) {
      throw new OptionException(e.getMessage());
    }
  }

  private void tell(PrintWriter out, CheckResult finding) {
    if (!json) {
      out.println(Report.line(finding));
      out.flush();
    }
  }

  private void write(String text) {
    try {
      Files.writeString(report, text);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write the report %s: %s; give another file".formatted(report, IoReason.of(e)), e);
    }
  }

  private static Map<String, Object> fields(CheckResult finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", finding.check());
    fields.put("level", finding.level().name());
    fields.put("message", finding.message());
    return fields;
  }
}
