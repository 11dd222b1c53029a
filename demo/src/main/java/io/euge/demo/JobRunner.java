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
 * Runs the jobs of a demo one after the other, each in a separate process.
 *
 * @param videos paths of the videos
 * @param tasks number of concurrent tasks
 * @param warmUp model that each process runs before the measured job
 * @param scratch for the files and models of the processes; the caller deletes it
 */
record JobRunner(List<Path> videos, int tasks, Model warmUp, ScratchFolder scratch) {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /**
   * The heap is allocated at the start, so that garbage does not influence the measured growth of
   * the process's memory.
   */
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  /** Returns the cache of the processes, which leaves the user's cache unchanged. */
  static Path cache(Path scratch) {
    return scratch.resolve("cache");
  }

  /**
   * Runs the job once.
   *
   * @param every interval of the sampled frames: frames whose index is a multiple of it are read
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
    try (ChildJvm child = ChildJvm.start("run the job", JobMain.class, job, scratch, how)) {
      return child.finish(Job.Outcome.class);
    }
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(JVM);
    options.add("-Dspark.local.dir=" + scratch.path().resolve("spark"));
    // Options that Spark needs on this Java version; the launcher passed them to this process.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("--add-opens.*|-D(io\\.netty|jdk)\\..*"))
        .forEach(options::add);
    return options;
  }

  /** Returns the directory of the table that the run with this model wrote. */
  Path table(String model, SharingMode sharing) {
    return folder(model, sharing).resolve("table");
  }

  private Path folder(String model, SharingMode sharing) {
    String name = Path.of(model).getFileName() + "-" + sharing.name().toLowerCase(Locale.ROOT);
    return scratch.path().resolve("runs").resolve(name);
  }

  /**
   * Checks that two runs of a job had the same result.
   *
   * @throws EugeException if their detections differ in any bit
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
