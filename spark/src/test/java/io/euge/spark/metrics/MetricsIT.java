package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.spark.EugePlugin;
import io.euge.spark.LocalSpark;
import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
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

  private static final Map<String, Double> SCRAPED = new TreeMap<>();
  private static Object ofJmx;
  private static long bytes;

  @BeforeAll
  static void detect() throws Exception {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    for (int i = 0; i < 2; i++) {
      bytes += Files.size(new ClipWriter().frames(FRAMES).write(clips.resolve(i + ".mp4")));
    }
    Files.writeString(clips.resolve("broken.mp4"), "no video");
    Path csv = Files.createDirectory(folder.resolve("csv"));
    try (SparkSession spark =
        LocalSpark.builder(2)
            .config("spark.plugins", EugePlugin.class.getName())
            .config("spark.metrics.namespace", "euge")
            .config("spark.metrics.conf.*.sink.jmx.class", "org.apache.spark.metrics.sink.JmxSink")
            .config("spark.metrics.conf.*.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink")
            .config("spark.metrics.conf.*.sink.csv.directory", csv.toString())
            .config("spark.metrics.conf.*.sink.csv.period", "3600")
            .getOrCreate()) {
      spark
          .read()
          .format("detections")
          .option("model", "demo")
          .option("on-error", "skip")
          .load(clips.toString())
          .collectAsList();
      scrape();
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

  /** Asks the servlet as a scraper does, and relabels as the document says. */
  private static void scrape() throws IOException {
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
    Pattern rule =
        Pattern.compile(
            DocumentedRule.find(DOCS.resolve("monitoring.md")) + "\\{type=\"gauges\"} (\\S+)");
    Matcher line = rule.matcher("");
    page.lines()
        .map(text -> line.reset(text).matches() ? line.toMatchResult() : null)
        .filter(result -> result != null)
        .forEach(MetricsIT::add);
  }

  private static void add(MatchResult found) {
    assertThat(found.group(1)).isEqualTo("driver");
    SCRAPED.put("euge_" + found.group(2), Double.parseDouble(found.group(3)));
  }

  /** The pattern in the document that takes names apart. */
  private static final class DocumentedRule {
    static String find(Path document) throws IOException {
      Matcher rule = Pattern.compile("regex: (metrics_\\S+)").matcher(Files.readString(document));
      assertThat(rule.find()).isTrue();
      return rule.group(1);
    }
  }

  @Test
  void theServletHasTheValuesOfTheJob() {
    assertThat(SCRAPED)
        .containsEntry("euge_frames_total", 2.0 * FRAMES)
        .containsEntry("euge_videos_total", 2.0)
        .containsEntry("euge_video_errors_total", 1.0)
        .containsEntry("euge_model_copies", 1.0)
        .containsEntry("euge_model_leases", 0.0)
        .containsEntry("euge_model_loads_total", 1.0)
        .containsEntry("euge_mps_thread_limit_ratio", 1.0)
        .containsKeys("euge_mps_attached", "euge_batch_mean_frames", "euge_gpu_busy_seconds_total");
    assertThat(SCRAPED.get("euge_video_read_bytes_total")).isBetween(0.5 * bytes, 4.0 * bytes);
    assertThat(SCRAPED.get("euge_task_inference_seconds_total")).isPositive();
    assertThat(SCRAPED.get("euge_task_decoding_seconds_total")).isPositive();
    assertThat(SCRAPED.get("euge_model_memory_bytes")).isPositive();
  }

  @Test
  void jmxAndCsvHaveThemToo() throws IOException {
    assertThat(ofJmx).isEqualTo(2L * FRAMES);
    assertThat(Files.readAllLines(folder.resolve("csv/" + PREFIX + "frames_total.csv")))
        .last()
        .asString()
        .endsWith("," + 2 * FRAMES);
  }

  /** The JMX exporter takes the first rule, and removes {@code _total} from names of gauges. */
  @Test
  void theRulesForTheJmxExporterGiveTheSameNames() throws IOException {
    List<MatchResult> rules =
        Pattern.compile("- pattern: (.+)\n    name: (.+)\n    type: (.+)\n")
            .matcher(Files.readString(DOCS.resolve("monitoring.md")))
            .results()
            .toList();
    assertThat(rules).hasSize(2);
    for (String name : SCRAPED.keySet()) {
      String bean =
          "metrics<name=%s%s, type=gauges><>Value"
              .formatted(PREFIX, name.substring("euge_".length()));
      MatchResult rule =
          rules.stream().filter(any -> bean.matches(any.group(1))).findFirst().orElseThrow();
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
