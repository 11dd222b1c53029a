package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.ui.EventLogPages;
import io.euge.spark.ui.TabPage;
import io.euge.testing.Shared;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the launcher with a real cluster: two executor processes that receive Euge's jars and the
 * model from the driver.
 */
class StandaloneClusterIT {
  @TempDir Path folder;

  @Test
  void twoExecutorsGiveWhatTheLaptopGives() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Map<String, String> worker =
        Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "", "ORT_DISABLE_TELEMETRY", "0");
    StandaloneCluster.Offer offer = new StandaloneCluster.Offer(1, "1g", List.of(), worker);
    Path events = Files.createDirectory(folder.resolve("events"));
    Path metrics = Files.createDirectory(folder.resolve("metrics"));
    int port = StandaloneCluster.freePort();
    try (StandaloneCluster spark = new StandaloneCluster(folder, offer)) {
      spark.addWorker();
      StandaloneCluster.Running job =
          spark.start(spark.onCluster(onCluster("cluster", events, metrics, port)), Map.of());
      TabPage live = watch(job, URI.create("http://127.0.0.1:" + port + "/euge/"));
      StandaloneCluster.Ended cluster = job.await();
      StandaloneCluster.Ended laptop = spark.local(detect("laptop"));

      assertThat(cluster.exit()).as("euge printed:\n%s", cluster.printed()).isZero();
      assertThat(laptop.exit()).as("euge printed:\n%s", laptop.printed()).isZero();
      assertThat(cluster.printed()).contains("2 model copies in memory");
      assertThat(laptop.printed()).contains("1 model copy in memory");
      assertThat(spark.rows("cluster")).hasSizeGreaterThan(700).isEqualTo(spark.rows("laptop"));
      assertThat(home.resolve(".cache/euge/native")).as("the executors' engine").isDirectory();
      try (Stream<Path> files = Files.walk(home)) {
        assertThat(files.filter(file -> file.toString().matches("(?i).*(microsoft|telemetry).*")))
            .as("stored by the engine's telemetry")
            .isEmpty();
      }
      checkTab(live);
      checkMetrics(metrics);
      checkHistory(spark, events, spark.rows("cluster"));
    }
  }

  private static List<String> onCluster(String output, Path events, Path metrics, int port) {
    List<String> arguments = detect(output);
    for (String setting :
        List.of(
            "spark.executor.cores=1",
            "spark.executor.memory=800m",
            "spark.cores.max=2",
            // Waits for both executors, because otherwise the first one would run all tasks.
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=90s",
            "spark.euge.batching=always",
            "spark.ui.port=" + port,
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + events.toUri(),
            "spark.metrics.namespace=euge",
            "spark.metrics.conf.*.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
            "spark.metrics.conf.*.sink.csv.period=1",
            "spark.metrics.conf.*.sink.csv.directory=" + metrics)) {
      arguments.addAll(List.of("--conf", setting));
    }
    return arguments;
  }

  /** Returns the last page of a running job that shows the models of two executors. */
  private static TabPage watch(StandaloneCluster.Running job, URI tab) throws Exception {
    TabPage last = new TabPage("");
    while (!job.process().waitFor(200, TimeUnit.MILLISECONDS)) {
      try {
        TabPage page = TabPage.get(tab);
        last = page.rows("euge-models").size() < 2 ? last : page;
      } catch (IOException e) {
        // The driver begins or ends.
      }
    }
    assertThat(last.rows("euge-models")).as("euge printed:\n%s", job.printed()).hasSize(2);
    return last;
  }

  /** Each executor has one copy of the model, runs batches and reads frames. */
  private static void checkTab(TabPage page) {
    assertThat(page.element("euge-videos")).endsWith(" of 2</span>");
    assertThat(page.element("euge-rates")).contains("frames a second");
    assertThat(page.rows("euge-models"))
        .as("executor, address, model, device, copies, …, bytes")
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.get(1)).isEqualTo("127.0.0.1");
              assertThat(row.get(2)).contains("yolo-fastest-1.1-xl");
              assertThat(row.subList(3, 5)).containsExactly("cpu", "1");
              assertThat(row.get(6)).endsWith(" MiB");
            })
        .extracting(row -> row.get(0).replace(" (ended)", ""))
        .containsExactly("0", "1");
    assertThat(page.rows("euge-executors"))
        .as("executor, address, frames, models loaded, leases given, batches")
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(number(row.get(2))).isPositive();
              assertThat(row.get(3)).isEqualTo("1");
              assertThat(number(row.get(5))).isPositive();
            });
  }

  /** A sink has the metrics of each executor, with those of its model, and those of the driver. */
  private static void checkMetrics(Path metrics) throws IOException {
    String model = "loaded_model__yolo_fastest_1_1_xl__cpu__";
    for (String executor : List.of("0", "1")) {
      assertThat(metric(metrics, executor, "frames_total")).isPositive();
      assertThat(metric(metrics, executor, "task_decoding_seconds_total")).isPositive();
      assertThat(metric(metrics, executor, model + "copies")).isEqualTo(1);
      assertThat(metric(metrics, executor, model + "memory_bytes")).isPositive();
    }
    assertThat(metric(metrics, "driver", "query_videos")).isEqualTo(2);
    assertThat(metric(metrics, "driver", "query_videos_done")).isEqualTo(2);
    assertThat(metric(metrics, "driver", "query_videos_failed")).isZero();
  }

  /** Returns the largest value that the CSV sink wrote; an executor that ends closes its models. */
  private static double metric(Path metrics, String executor, String name) throws IOException {
    String file = "euge.%s.plugin.io.euge.spark.EugePlugin.%s.csv".formatted(executor, name);
    return Files.readAllLines(metrics.resolve(file)).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", 2)[1]))
        .max()
        .orElseThrow();
  }

  /** The history server shows the tab if it has Euge's jars, and otherwise all but the tab. */
  private static void checkHistory(StandaloneCluster spark, Path events, List<String> rows)
      throws Exception {
    URI without = spark.startHistoryServer(events, "");
    URI with = spark.startHistoryServer(events, eugeJars(spark));
    String application = "history/" + EventLogPages.application(events) + "/";
    TabPage tab = TabPage.await(with.resolve(application + "euge/"), page -> page.has("euge"));
    checkTab(tab);
    assertThat(tab.element("euge-videos")).contains("2 done, 0 failed, 0 left of 2");
    long frames = rows.stream().map(StandaloneClusterIT::frame).distinct().count();
    assertThat(tab.rows("euge-executors").stream().mapToLong(row -> number(row.get(2))).sum())
        .as("frames of all executors")
        .isGreaterThanOrEqualTo(frames);
    assertThat(tab.rows("euge-slowest")).hasSize(2);

    for (Map.Entry<String, String> page :
        Map.of(
                "jobs", "completedJob-table",
                "executors", "active-executors",
                "environment", "Classpath Entries",
                "stages", "save at TableWriter")
            .entrySet()) {
      URI address = without.resolve(application + page.getKey() + "/");
      assertThat(TabPage.await(address, shown -> shown.html().contains(page.getValue())).html())
          .contains("SQL / DataFrame")
          .doesNotContain("/euge/\"");
    }
  }

  /** Returns the video and the frame of a row. */
  private static String frame(String row) {
    String[] cells = row.split(",", 4);
    return cells[0] + "," + cells[2];
  }

  private static long number(String shown) {
    return Long.parseLong(shown.replace(",", ""));
  }

  /** Returns the jars that a history server needs for the tab. */
  private static String eugeJars(StandaloneCluster spark) throws Exception {
    String jars = spark.local(List.of("--print-classpath")).printed().strip();
    return Arrays.stream(jars.split(":", -1))
        .filter(jar -> jar.matches(".*/euge-(core|datasource)-[^/]*"))
        .collect(Collectors.joining(":"));
  }

  private static List<String> detect(String output) {
    return new ArrayList<>(
        List.of(
            "detect",
            Shared.highway().getParent().toString(),
            "--model",
            Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
            "--every",
            "3",
            "--format",
            "csv",
            "--output",
            output));
  }
}
