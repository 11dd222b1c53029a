package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.TaskPart;
import io.euge.spark.EugePlugin;
import io.euge.spark.ui.LoopbackConf;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.sink.CsvSink;
import org.apache.spark.metrics.sink.JmxSink;
import org.apache.spark.metrics.sink.PrometheusServlet;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's sinks have after a job, by the names that docs/monitoring.md says. */
class MetricsIT {
  private static final Path DOCS =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize().resolve("docs");
  private static final int FRAMES = 12;
  private static final String PREFIX = "euge.driver.plugin." + EugePlugin.class.getName() + ".";

  @TempDir static Path folder;

  /** By the names that Prometheus has after relabeling. */
  private static final Map<String, Scraped> SCRAPED = new TreeMap<>();

  private static RelabelRules rules;
  private static Object ofJmx;
  private static long bytes;

  /** A metric as Spark names it, and as Prometheus has it after relabeling. */
  private record Scraped(String raw, Map<String, String> labels, double value) {}

  @BeforeAll
  static void detect() throws Exception {
    rules = RelabelRules.read(DOCS.resolve("monitoring.md"));
    Path clips = Files.createDirectory(folder.resolve("clips"));
    for (int i = 0; i < 2; i++) {
      bytes += Files.size(new ClipWriter().frames(FRAMES).write(clips.resolve(i + ".mp4")));
    }
    Files.writeString(clips.resolve("broken.mp4"), "no video");
    Path csv = Files.createDirectory(folder.resolve("csv"));
    SparkContext context =
        SparkContext.getOrCreate(
            new LoopbackConf()
                .setMaster("local[2]")
                .setAppName("metrics")
                .set("spark.ui.port", "0")
                .set("spark.plugins", EugePlugin.class.getName())
                .set("spark.metrics.namespace", "euge")
                .set("spark.metrics.conf.*.sink.jmx.class", JmxSink.class.getName())
                .set("spark.metrics.conf.*.sink.csv.class", CsvSink.class.getName())
                .set("spark.metrics.conf.*.sink.csv.directory", csv.toString())
                .set("spark.metrics.conf.*.sink.csv.period", "3600"));
    try (SparkSession spark = SparkSession.builder().sparkContext(context).getOrCreate()) {
      spark
          .read()
          .format("detections")
          .option("model", "demo")
          .option("on-error", "skip")
          .load(clips.toString())
          .collectAsList();
      awaitEndOfTheQuery();
      ofJmx =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName("metrics:name=" + PREFIX + "frames_total,type=gauges"), "Value");
    }
  }

  @AfterAll
  static void forget() {
    SCRAPED.clear();
  }

  /** Scrapes until the driver knows, from reports of its executor, what became of the videos. */
  private static void awaitEndOfTheQuery() throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    do {
      assertThat(Instant.now()).as("%s", SCRAPED).isBefore(deadline);
      Thread.sleep(100);
      scrape();
    } while (value("euge_query_videos_done") < 2 || value("euge_queries_running") > 0);
    scrape(); // A model has metrics of its own from the second reading on.
  }

  /** Asks the servlet as a scraper does, and relabels as the document says. */
  private static void scrape() {
    SCRAPED.clear();
    MetricsSystem system = SparkEnv.get().metricsSystem();
    MetricRegistry registry = new MetricRegistry();
    for (Source source :
        CollectionConverters.asJava(
            system.getSourcesByName("plugin." + EugePlugin.class.getName()))) {
      registry.register(system.buildRegistryName(source), source.metricRegistry());
    }
    Properties properties = new Properties();
    properties.setProperty("path", "/metrics/prometheus");
    String page = new PrometheusServlet(properties, registry).getMetricsSnapshot();
    Pattern.compile("(\\S+)\\{type=\"gauges\"} (\\S+)")
        .matcher(page)
        .results()
        .forEach(line -> add(line.group(1), Double.parseDouble(line.group(2))));
  }

  private static void add(String raw, double value) {
    rules
        .apply(raw)
        .ifPresent(
            labels -> {
              assertThat(labels).containsEntry("executor", "driver");
              SCRAPED.put(labels.get("__name__"), new Scraped(raw, labels, value));
            });
  }

  private static double value(String name) {
    assertThat(SCRAPED).containsKey(name);
    return SCRAPED.get(name).value();
  }

  @Test
  void theServletHasTheValuesOfTheJob() {
    assertThat(value("euge_frames_total")).isEqualTo(2 * FRAMES);
    assertThat(value("euge_videos_total")).isEqualTo(2);
    assertThat(value("euge_video_errors_total")).isEqualTo(1);
    assertThat(value("euge_video_errors_format_total")).isEqualTo(1);
    assertThat(value("euge_model_copies")).isEqualTo(1);
    assertThat(value("euge_model_leases")).isZero();
    assertThat(value("euge_model_loads_total")).isEqualTo(1);
    assertThat(value("euge_mps_thread_limit_ratio")).isEqualTo(1);
    assertThat(SCRAPED)
        .containsKeys("euge_mps_attached", "euge_batch_mean_frames", "euge_gpu_busy_seconds_total");
    assertThat(value("euge_video_read_bytes_total")).isBetween(0.5 * bytes, 4.0 * bytes);
    assertThat(value("euge_video_recorded_seconds_total"))
        .isCloseTo(2 * FRAMES / 25.0, within(0.1));
    assertThat(value("euge_task_inference_seconds_total")).isPositive();
    assertThat(value("euge_task_decoding_seconds_total")).isPositive();
    assertThat(value("euge_model_memory_bytes")).isPositive();
  }

  @Test
  void theTimesOfThePartsAddUpToThatOfTheTasks() {
    double sum =
        Arrays.stream(TaskPart.values())
            .map(part -> "euge_task_" + part.name().toLowerCase(Locale.ROOT) + "_seconds_total")
            .mapToDouble(MetricsIT::value)
            .sum();
    assertThat(value("euge_task_seconds_total")).isCloseTo(sum, within(1e-6));
  }

  @Test
  void theDriverKnowsTheVideosOfTheQuery() {
    assertThat(value("euge_query_videos")).isEqualTo(3);
    assertThat(value("euge_query_videos_done")).isEqualTo(2);
    assertThat(value("euge_query_videos_failed")).isEqualTo(1);
    assertThat(value("euge_query_videos_left")).isZero();
    assertThat(value("euge_query_frames")).isEqualTo(2 * FRAMES);
    assertThat(value("euge_query_frames_expected")).isEqualTo(2 * FRAMES);
  }

  @Test
  void aLoadedModelHasItsNameAndDeviceAsLabels() {
    assertThat(value("euge_loaded_models")).isEqualTo(1);
    assertThat(value("euge_loaded_model_copies")).isEqualTo(1);
    assertThat(value("euge_loaded_model_leases")).isZero();
    assertThat(value("euge_loaded_model_memory_bytes")).isEqualTo(value("euge_model_memory_bytes"));
    assertThat(SCRAPED.get("euge_loaded_model_copies").labels())
        .containsEntry("device", "cpu")
        .containsEntry("model", "demo");
  }

  @Test
  void jmxAndCsvHaveThemToo() throws IOException {
    assertThat(ofJmx).isEqualTo(2L * FRAMES);
    assertThat(Files.readAllLines(folder.resolve("csv/" + PREFIX + "frames_total.csv")))
        .last()
        .asString()
        .endsWith("," + 2 * FRAMES);
  }

  /**
   * The JMX exporter takes the first rule that matches, and removes {@code _total} from the names
   * of gauges.
   */
  @Test
  void theRulesForTheJmxExporterGiveTheSameNames() throws IOException {
    List<MatchResult> exporter =
        Pattern.compile("- pattern: (.+)\n    name: (.+)\n    type: (.+)\n")
            .matcher(Files.readString(DOCS.resolve("monitoring.md")))
            .results()
            .toList();
    assertThat(exporter).hasSize(3);
    for (String name : SCRAPED.keySet()) {
      String raw = SCRAPED.get(name).raw().replaceFirst(".+_EugePlugin_(.+)_Value", "$1");
      String bean = "metrics<name=%s%s, type=gauges><>Value".formatted(PREFIX, raw);
      MatchResult rule =
          exporter.stream().filter(any -> bean.matches(any.group(1))).findFirst().orElseThrow();
      assertThat(bean.replaceFirst(rule.group(1), rule.group(2))).isEqualTo(name);
      assertThat(rule.group(3)).isEqualTo(name.endsWith("_total") ? "COUNTER" : "GAUGE");
    }
  }

  @Test
  void namesSayTheirUnitsAndTheDocumentHasThem() throws IOException {
    String document = Files.readString(DOCS.resolve("monitoring.md"));
    for (String name : SCRAPED.keySet()) {
      assertThat(name).matches("[a-z]+(_[a-z]+)*");
      if (name.matches(".*(seconds|bytes).*")) {
        assertThat(name).matches(".*_(seconds|bytes)(_total)?");
      }
      String own = name.substring("euge_".length());
      assertThat(document)
          .contains(
              own.startsWith("placement_")
                  ? "placement_refused_total"
                  : own.startsWith("task_")
                      ? own.substring(0, own.indexOf('_', "task_".length()) + 1)
                      : "`" + own + "`");
    }
  }

  @Test
  void theDashboardAsksForMetricsThatExist() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DOCS.resolve("grafana/euge.json").toFile());
    TreeSet<String> asked = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(panel.get("targets")).isNotEmpty();
      for (JsonNode target : panel.get("targets")) {
        List<String> names =
            Pattern.compile("euge_\\w+")
                .matcher(target.get("expr").asText())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(names).as(target.toString()).isNotEmpty();
        asked.addAll(names);
      }
    }
    assertThat(SCRAPED.keySet()).containsAll(asked);
    assertThat(asked).hasSizeGreaterThan(20);
  }
}
