package io.euge.demo;

import io.euge.EugeException;
import io.euge.file.ScratchFolder;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.process.ChildJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The jobs of a demo, each in a process of its own and one after the other.
 *
 * @param videos files
 * @param tasks at once
 * @param warmUp model of the job that each process runs first
 * @param scratch for the processes' files and models, the caller's to delete
 */
record JobRunner(List<Path> videos, int tasks, Model warmUp, ScratchFolder scratch) {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /**
   * The heap is touched from the start, so that what a job adds to the process's memory is not the
   * garbage of this run or that.
   */
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  /** Processes have a cache of their own here, and the user's stays as it is. */
  static Path cache(Path scratch) {
    return scratch.resolve("cache");
  }

  /**
   * JobRunner the job once.
   *
   * @param every frame whose index is a multiple of this is taken
   * @throws EugeException if it fails
   */
  Job.Outcome run(String model, SharingMode sharing, int every)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder(model, sharing));
    Job job =
        new Job(
            videos.stream().map(Path::toString).toList(),
            model,
            every,
            tasks,
            sharing,
            warmUp.graph().toString(),
            own.resolve("table").toString());
    Map<String, String> environment = Map.of("EUGE_CACHE", cache(scratch.path()).toString());
    ChildJvm.Options how = new ChildJvm.Options(options(), environment, true, TIMEOUT);
    try (ChildJvm child = ChildJvm.start(JobMain.class, job, scratch, how)) {
      return child.finish(Job.Outcome.class);
    }
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(JVM);
    options.add("-Dspark.local.dir=" + scratch.path().resolve("spark"));
    // What Spark needs on this Java, and the launcher gave this process.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("--add-opens.*|-D(io\\.netty|jdk)\\..*"))
        .forEach(options::add);
    return options;
  }

  /** Where the run of a model left its table. */
  Path table(String model, SharingMode sharing) {
    return folder(model, sharing).resolve("table");
  }

  private Path folder(String model, SharingMode sharing) {
    String name = Path.of(model).getFileName() + "-" + sharing.name().toLowerCase(Locale.ROOT);
    return scratch.path().resolve("runs").resolve(name);
  }

  /**
   * Holds two runs of one job to one result.
   *
   * @throws EugeException if they differ in a bit
   */
  static void requireSame(Job.Outcome one, Job.Outcome other) {
    if (one.frames() != other.frames() || !one.digest().equals(other.digest())) {
      throw new EugeException(
          "The job found other things with --sharing %s than with --sharing %s (%s, not %s), which is a defect: please report it"
              .formatted(word(other), word(one), other.digest(), one.digest()));
    }
  }

  private static String word(Job.Outcome outcome) {
    return outcome.sharing().name().toLowerCase(Locale.ROOT);
  }
}
