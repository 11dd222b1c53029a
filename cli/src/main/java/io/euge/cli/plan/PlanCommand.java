package io.euge.cli.plan;

import io.euge.EugeException;
import io.euge.cli.console.Json;
import io.euge.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge plan}: how a cluster's GPUs are shared, and the call of Spark that does it. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Says how many executors share a GPU and what each gets, why, and how Spark is called for "
            + "it; refuses what cannot fit.")
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PlanArguments arguments;
  @Mixin private JobArguments job;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "The network: an .onnx file that Euge wrote or a Darknet .cfg file.")
  private String model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write the call and the cluster's files there too; none is replaced.")
  private Path directory;

  @Option(names = "--json", description = "One line of JSON; memory in bytes.")
  private boolean json;

  @Override
  public Integer call() {
    Model found = PlanArguments.model(model);
    List<String> command = List.of("detect", "VIDEOS", "--model", model, "--output", "OUTPUT");
    Path folder = directory == null ? Path.of("") : directory;
    PlannedCluster planned = PlannedCluster.of(arguments, found, job.job(command), folder);
    Map<String, String> files = new LinkedHashMap<>(planned.files());
    String line = planned.submit().shell();
    if (directory != null) {
      files.put("submit.sh", "#!/bin/sh\n" + line + "\n");
      files.keySet().forEach(this::keep);
      files.forEach(this::write);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(fields(planned)));
    } else {
      print(out, planned, line);
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, PlannedCluster planned, String line) {
    planned
        .words()
        .forEach(word -> out.printf("%-16s%-10s%s%n", word.what(), word.value(), word.why()));
    planned.files().forEach((name, content) -> out.print("\n" + name + ":\n" + content));
    out.println("\nThe job (its paths are to be filled in):");
    out.println(line);
    if (directory != null) {
      out.println("\nwritten to " + directory);
    }
  }

  private void keep(String name) {
    Path file = directory.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw there(file, null);
    }
  }

  private static EugeException there(Path file, IOException e) {
    return new EugeException(
        "There is a file " + file + " already, which is kept: remove it, or give another --output",
        e);
  }

  private void write(String name, String content) {
    Path file = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw there(file, e);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write " + file + ": " + e.getMessage() + "; give another --output", e);
    }
  }

  private static Map<String, Object> fields(PlannedCluster planned) {
    Plan plan = planned.plan();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("executors", plan.executors());
    fields.put("slots", plan.slots());
    fields.put("tasks", plan.tasks());
    fields.put("batch", plan.batch());
    fields.put("framesPerTask", plan.framesPerTask());
    fields.put("gpuMemoryOfProcess", plan.share().process());
    fields.put("gpuMemoryNeeded", plan.share().context() + plan.gpuNeed());
    fields.put("heap", plan.heap());
    fields.put("memoryOverhead", plan.overhead());
    fields.put("threadPercentage", plan.threadPercentage().percent());
    fields.put("conf", planned.submit().conf());
    fields.put("submit", planned.submit().arguments());
    fields.put("files", planned.files());
    return fields;
  }
}
