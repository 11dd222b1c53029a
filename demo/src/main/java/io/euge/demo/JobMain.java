package io.euge.demo;

import com.sun.management.OperatingSystemMXBean;
import io.euge.EugeException;
import io.euge.cli.console.FailureCauses;
import io.euge.cli.job.ProgressLine;
import io.euge.cli.job.SparkOptions;
import io.euge.cli.job.StageClock;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.DetectionTable;
import io.euge.inference.sharing.SharingStatistics;
import io.euge.process.ParentJvm;
import io.euge.process.ProcessMemory;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.metrics.ScanProgressListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * The main program of a process that runs one job. A first Spark session loads all classes and
 * native libraries and is stopped, with its models closed, before the measured one starts.
 */
final class JobMain {
  private static final int WARM_UP_EVERY = 25;

  /** Average precision also needs detections of low confidence. */
  private static final double CONFIDENCE = 0.01;

  private final Job job;

  private JobMain(Job job) {
    this.job = job;
  }

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    try {
      parent.answer(new JobMain(parent.order(Job.class)).run());
    } catch (Throwable e) { // Spark does not declare its exceptions, and memory may run out.
      EugeException known = JobFailure.of(e);
      if (known != null) {
        parent.fail(known);
      } else {
        System.out.println("Caused by: " + FailureCauses.root(e));
      }
      if (System.getProperty("euge.log.level") != null) {
        e.printStackTrace();
      }
      System.exit(1);
    }
  }

  private Job.Outcome run() throws Exception {
    ProgressLine.note("starting Spark in a process of its own");
    warmUp();
    StageClock clock = new StageClock();
    ScanProgressListener watch = new ScanProgressListener();
    try (SparkSession spark = start()) {
      spark.sparkContext().addSparkListener(clock);
      spark.sparkContext().addSparkListener(watch);
      System.gc();
      boolean known = ProcessMemory.isAvailable() && ProcessMemory.resetPeak();
      Long before = known ? ProcessMemory.now().rss() : null;
      long processor = processorNanos();
      long start = System.nanoTime();
      double seconds;
      Long ready;
      try (ModelReadinessMonitor readiness = ModelReadinessMonitor.start(job.tasks());
          ProgressLine line = ProgressLine.start(watch)) {
        detect(spark, job.model(), job.every(), job.table());
        seconds = (System.nanoTime() - start) / 1e9;
        ready = readiness.millis();
      }
      double processorSeconds = (processorNanos() - processor) / 1e9;
      Long peak = known ? ProcessMemory.peak() : null;
      SharingStatistics models = ExecutorModels.ofThisProcess().registry().statistics();
      spark.sparkContext().listenerBus().waitUntilEmpty();
      Double readySeconds = ready == null ? null : Double.valueOf((ready - clock.start()) / 1e3);
      List<DetectionRow> found = new DetectionTable(Path.of(job.table())).inOrder();
      return new Job.Outcome(
          job.sharing(),
          found.size(),
          seconds,
          processorSeconds,
          readySeconds,
          before,
          peak,
          models.loads(),
          models.peakCopies(),
          found.stream().mapToLong(DetectionRow::sure).sum(),
          DetectionRow.digest(found));
    }
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private SparkSession start() {
    return SparkOptions.local(job.tasks()).start("euge demo");
  }

  private void warmUp() throws IOException {
    Path table = Files.createTempDirectory(Path.of(job.table()).getParent(), "warm");
    try (SparkSession spark = start()) {
      detect(spark, job.warmUp(), WARM_UP_EVERY, table.resolve("table").toString());
    }
  }

  /**
   * Runs the same job as {@code euge detect}. The model is not compiled, because the pages of a
   * compiled model are shared in both modes.
   */
  private void detect(SparkSession spark, String model, int every, String table) {
    spark
        .read()
        .format("detections")
        .option("model", model)
        .option("device", "cpu")
        .option("compiled", false)
        .option("segment-seconds", 0)
        .option("confidence", CONFIDENCE)
        .option("every", every)
        .option("sharing", job.sharing().name().toLowerCase(Locale.ROOT))
        .load(job.videos().toArray(String[]::new))
        .write()
        .parquet(table);
  }
}
