package io.euge.bench.cluster;

import io.euge.EugeException;
import io.euge.file.ScratchFolder;
import io.euge.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures the points of the experiment, each on a new cluster. */
final class ClusterExperiment {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int LONGEST = 400;

  private final ClusterTarget target;
  private final Workload workload;
  private final ClusterSetting setting;
  private final ScratchFolder scratch;
  private final Duration limit;

  /**
   * The jobs of all points.
   *
   * @param description the model and the videos
   * @param arguments of {@code euge detect}
   * @param settings of Spark and Euge that the user gave
   */
  record Workload(String description, List<String> arguments, List<String> settings) {}

  /**
   * Creates the experiment.
   *
   * @param setting the contents of what the device and the workload name
   * @param scratch for files and processes; the caller closes it
   * @param limit after which the jobs of a point are ended
   */
  ClusterExperiment(
      ClusterTarget target,
      Workload workload,
      ClusterSetting setting,
      ScratchFolder scratch,
      Duration limit) {
    this.target = target;
    this.workload = workload;
    this.setting = setting;
    this.scratch = scratch;
    this.limit = limit;
  }

  /** Measures a point; a failure, such as too little memory, is also a result. */
  ClusterResult measure(ClusterPoint point, int round) throws InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create(scratch.path().resolve("point"))) {
      target.daemons(point).forEach(daemon -> RunningDaemon.start(daemon, folder));
      return run(point, round, folder);
    } catch (EugeException | IOException e) {
      String reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
      return ClusterResult.failed(
          target.description(),
          workload.description,
          round,
          point,
          setting,
          reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason);
    }
  }

  private ClusterResult run(ClusterPoint point, int round, ScratchFolder folder)
      throws IOException, InterruptedException {
    SparkCluster cluster =
        SparkCluster.start(
            folder,
            new SparkCluster.Offer(
                point.cores(), target.addresses(point), target.environment(point)));
    Path events = Files.createDirectory(folder.path().resolve("events"));
    List<Path> tables =
        IntStream.range(0, point.jobs())
            .mapToObj(job -> folder.path().resolve("table-" + job))
            .toList();
    List<String> settings = settings(point, events);
    List<Long> before = target.used(point.gpus());
    long start = System.nanoTime();
    Deque<ChildJvm> jobs = new ArrayDeque<>();
    for (Path table : tables) {
      jobs.add(start(arguments(cluster, table, point), settings, folder));
    }
    List<Long> peak = await(jobs, start + limit.toNanos(), point.gpus());
    double wall = (System.nanoTime() - start) / 1e9;
    double seconds = TaskSpan.of(events).seconds();
    List<JobTable> read = new ArrayList<>();
    for (Path table : tables) {
      read.add(JobTable.read(table, scratch.path()));
    }
    long frames = read.stream().mapToLong(JobTable::frames).sum();
    if (frames == 0) {
      throw new EugeException("The tables have no rows, so there is nothing to compare");
    }
    return new ClusterResult(
        target.description(),
        workload.description,
        round,
        point,
        frames,
        frames / seconds,
        seconds,
        wall,
        IntStream.range(0, peak.size()).mapToObj(i -> peak.get(i) - before.get(i)).toList(),
        read.stream().map(JobTable::rows).distinct().collect(Collectors.joining(" ")),
        "",
        setting);
  }

  /** Waits for the end of the jobs and returns the peak memory of each GPU. */
  private List<Long> await(Deque<ChildJvm> jobs, long end, int gpus)
      throws IOException, InterruptedException {
    List<Long> peak = target.used(gpus);
    while (!jobs.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new EugeException("above the limit of %d s".formatted(limit.toSeconds()));
      }
      if (jobs.element().poll(String.class, POLL).isPresent()) {
        jobs.remove();
      }
      List<Long> now = target.used(gpus);
      List<Long> former = peak;
      peak =
          IntStream.range(0, now.size())
              .mapToObj(i -> Math.max(now.get(i), former.get(i)))
              .toList();
    }
    return peak;
  }

  private ChildJvm start(List<String> arguments, List<String> settings, ScratchFolder folder)
      throws IOException {
    List<String> line = new ArrayList<>(arguments);
    for (String setting : settings) {
      line.addAll(List.of("--conf", setting));
    }
    List<String> jvm = new ArrayList<>(SparkCluster.openPackages());
    jvm.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    return ChildJvm.start(
        "run a job",
        JobProcess.class,
        new JobProcess.Order(line),
        folder,
        new ChildJvm.Options(jvm, Map.of("SPARK_LOCAL_IP", "127.0.0.1"), false, limit));
  }

  private List<String> arguments(SparkCluster cluster, Path table, ClusterPoint point) {
    List<String> arguments = new ArrayList<>(workload.arguments);
    arguments.addAll(List.of("--device", target.kind().name().toLowerCase(Locale.ROOT)));
    arguments.addAll(List.of("--sharing", point.shared() ? "process" : "task"));
    arguments.addAll(List.of("--format", "json", "--output", table.toString()));
    arguments.addAll(List.of("--master", cluster.master()));
    return arguments;
  }

  /** Returns the settings of a job; those of the user win, because they are last. */
  private List<String> settings(ClusterPoint point, Path events) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spark.driver.host=127.0.0.1",
                "spark.ui.enabled=false",
                "spark.executor.cores=" + point.tasks(),
                "spark.cores.max=" + point.executors() * point.tasks(),
                // Waits for all executors, because otherwise the first ones would run all tasks.
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=90s",
                "spark.eventLog.enabled=true",
                "spark.eventLog.compress=false",
                "spark.eventLog.rolling.enabled=false",
                "spark.eventLog.dir=" + events.toUri()));
    if (point.gpus() > 0) {
      settings.addAll(
          List.of(
              "spark.executor.resource.gpu.amount=" + point.gpusOfExecutor(),
              "spark.task.resource.gpu.amount=" + (double) point.gpusOfExecutor() / point.tasks(),
              "spark.euge.gpu.slots=" + point.slots(),
              "spark.euge.gpu.policy=" + point.policy(),
              "spark.euge.mps=" + (point.mps() ? target.mpsMode() : "off"),
              "spark.euge.mps.directory=" + target.mpsFolder()));
    }
    settings.addAll(target.settings());
    settings.addAll(workload.settings);
    return settings;
  }
}
