package io.euge.bench.checkpoint;

import io.euge.EugeException;
import io.euge.bench.measurement.Counts;
import io.euge.bench.measurement.Samples;
import io.euge.bench.report.FiguresFile;
import io.euge.bench.report.Processor;
import io.euge.file.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge bench checkpoint}: measures the cost of resumable jobs. */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    footer = "  euge bench checkpoint --model yolo-fastest-1.1 --json checkpoint.json",
    description = {
      "Runs 'euge detect' with and without --checkpoint in turn on many short clips, after it has"
          + " checked that both find the same, and prints the medians of the time and of the CPU"
          + " time.",
      "Then measures a run that finds nothing new in a directory of many finished files, and 'euge"
          + " status'."
    })
public final class CheckpointBenchmark implements Callable<Integer> {
  private static final int MOST = 100_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "ID|FILE",
      description = "The network, as for euge detect.")
  private String model;

  @Option(
      names = "--clips",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Clips of a job (default: ${DEFAULT-VALUE}).")
  private int clips;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "10",
      description = "Frames of a clip (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Finished files of one frame each (default: ${DEFAULT-VALUE}).")
  private int files;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Mixin private FiguresFile figures;

  private final List<MeasuredJob> plain = new ArrayList<>();
  private final List<MeasuredJob> kept = new ArrayList<>();
  private final List<MeasuredJob> next = new ArrayList<>();
  private final List<MeasuredJob> status = new ArrayList<>();
  private MeasuredJob first;

  @Override
  public Integer call() throws Exception {
    Counts.check("--clips", clips, MOST);
    Counts.check("--frames", frames, MOST);
    Counts.check("--files", files, MOST);
    Counts.check("--repeat", repeat, MOST);
    figures.check();
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-bench-checkpoint")) {
      compare(scratch.path());
      runAgain(scratch.path());
    }
    CheckpointCost result =
        new CheckpointCost(
            model,
            Processor.name(),
            clips,
            frames,
            seconds(plain),
            seconds(kept),
            processorSeconds(plain),
            processorSeconds(kept),
            files,
            first.seconds(),
            seconds(next),
            seconds(status));
    PrintWriter out = spec.commandLine().getOut();
    out.print(result.text());
    figures.write(result);
    out.flush();
    return 0;
  }

  /**
   * Runs both kinds of jobs in turn, each first in every other round: what runs later has more
   * compiled code. A first round with fewer clips lets the JVM compile most and is not counted.
   */
  private void compare(Path folder) throws IOException {
    Path few = ShortClips.create(folder.resolve("few"), Math.max(1, clips / 10), frames);
    require(detect(few, folder.resolve("few-plain")), keep(few, folder.resolve("few-kept")));
    Path all = ShortClips.create(folder.resolve("clips"), clips, frames);
    for (int i = 0; i < repeat; i++) {
      MeasuredJob without;
      MeasuredJob with;
      if (i % 2 == 0) {
        without = detect(all, folder.resolve("plain-" + i));
        with = keep(all, folder.resolve("kept-" + i));
      } else {
        with = keep(all, folder.resolve("kept-" + i));
        without = detect(all, folder.resolve("plain-" + i));
      }
      require(without, with);
      plain.add(without);
      kept.add(with);
      say(
          "round %d: %.1f s without a checkpoint, %.1f s with one; CPU time %.1f s, %.1f s",
          i + 1,
          without.seconds(),
          with.seconds(),
          without.processorSeconds(),
          with.processorSeconds());
    }
  }

  private void runAgain(Path folder) throws IOException {
    Path many = ShortClips.create(folder.resolve("many"), files, 1);
    Path job = folder.resolve("finished");
    first = keep(many, job);
    say("%d files in %.1f s", files, first.seconds());
    for (int i = 0; i < repeat; i++) {
      MeasuredJob again = keep(many, job);
      if (!again.found().equals("nothing new")) {
        throw new EugeException("A second run over the same files found " + again.found());
      }
      next.add(again);
      status.add(MeasuredJob.run(List.of("status", job.resolve("checkpoint").toString())));
    }
  }

  private MeasuredJob detect(Path videos, Path job) {
    return MeasuredJob.run(command(videos, job));
  }

  private MeasuredJob keep(Path videos, Path job) {
    List<String> command = command(videos, job);
    command.addAll(List.of("--checkpoint", job.resolve("checkpoint").toString()));
    command.addAll(List.of("--settle", "0s"));
    return MeasuredJob.run(command);
  }

  private List<String> command(Path videos, Path job) {
    List<String> command = new ArrayList<>(List.of("detect", videos.toString()));
    command.addAll(List.of("--model", model, "--output", job.resolve("table").toString()));
    return command;
  }

  private static void require(MeasuredJob without, MeasuredJob with) {
    if (!with.found().equals(without.found())) {
      throw new EugeException(
          "Cannot compare: without a checkpoint %s, with one %s"
              .formatted(without.found(), with.found()));
    }
  }

  private void say(String format, Object... values) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("euge: " + String.format(Locale.ROOT, format, values));
    err.flush();
  }

  private static Samples seconds(List<MeasuredJob> jobs) {
    return new Samples(jobs.stream().map(MeasuredJob::seconds).toList());
  }

  private static Samples processorSeconds(List<MeasuredJob> jobs) {
    return new Samples(jobs.stream().map(MeasuredJob::processorSeconds).toList());
  }
}
