package io.euge.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What a user is told for each reason that a Master may have to give no executor. */
class ExecutorShortageTest {
  private static final String SMALL = worker("10.0.0.2", "ALIVE", 8, 8, 16384, 16384, "");
  private static final String BUSY = worker("10.0.0.3", "ALIVE", 8, 1, 16384, 2048, "");
  private static final String DEAD = worker("10.0.0.4", "DEAD", 8, 8, 16384, 16384, "");
  private static final String GPUS = worker("10.0.0.5", "ALIVE", 8, 8, 16384, 16384, "\"0\",\"1\"");

  @Test
  void aClusterWithoutWorkersNeedsOne() throws IOException {
    assertThat(explain(Map.of(), "", ""))
        .isEqualTo(
            "the Master spark://head:7077 has no Worker that is alive; start one: start-worker.sh spark://head:7077");
    assertThat(explain(Map.of(), DEAD, "")).contains("no Worker that is alive (1 is dead)");
  }

  @Test
  void anExecutorLargerThanAnyWorkerIsComparedWithThem() throws IOException {
    assertThat(explain(Map.of("spark.executor.cores", "9"), SMALL + "," + DEAD, ""))
        .isEqualTo(
            "the Master spark://head:7077 has 1 Worker: 10.0.0.2 with 8 of 8 cores and 16384 of 16384 MiB free;"
                + " none is that large: lower spark.executor.cores or spark.executor.memory, or start larger Workers");
    assertThat(explain(Map.of("spark.executor.memory", "17g"), SMALL, ""))
        .endsWith("none is that large: lower spark.executor.memory, or start larger Workers");
  }

  @Test
  void gpusThatNoWorkerHasAreMissing() throws IOException {
    Map<String, String> two = Map.of("spark.executor.resource.gpu.amount", "2");
    assertThat(explain(two, SMALL, "")).contains("none is that large", "resource.gpu.amount");
    assertThat(explain(two, GPUS, "")).contains("2 of 2 GPUs", "there is room");
  }

  @Test
  void otherApplicationsAreNamed() throws IOException {
    assertThat(explain(Map.of("spark.executor.cores", "4"), BUSY, app("app-1", "nightly", 7)))
        .contains("1 of 8 cores", "the rest is used by nightly (app-1): wait for them to end");
  }

  @Test
  void executorsThatDoNotConnectAreLookedForInTheirLogs() throws IOException {
    assertThat(explain(Map.of(), BUSY, app("app-0", "euge detect", 7)))
        .contains("executors were started on 7 cores", "driver at laptop:4040", "spark.driver.host")
        .contains("http://head:8080");
  }

  @Test
  void aLimitBelowOneExecutorIsNamed() throws IOException {
    assertThat(explain(Map.of("spark.executor.cores", "4", "spark.cores.max", "2"), SMALL, ""))
        .contains("spark.cores.max is 2, less than one executor");
  }

  @Test
  void manyWorkersAreNotAllListed() throws IOException {
    String five = String.join(",", SMALL, SMALL, SMALL, SMALL, SMALL);
    assertThat(explain(Map.of("spark.executor.cores", "9"), five, ""))
        .contains("has 5 Workers: 10.0.0.2", "; and 2 more; none");
  }

  @Test
  void theRequestIsDescribed() {
    assertThat(request(Map.of()).description())
        .isEqualTo("all free cores of a Worker and 1024 MiB");
    assertThat(
            request(
                    Map.of(
                        "spark.executor.cores", "2",
                        "spark.executor.memory", "3g",
                        "spark.executor.resource.gpu.amount", "1"))
                .description())
        .isEqualTo("2 cores, 3072 MiB and 1 GPU");
    assertThat(request(Map.of("spark.master", "yarn")).description())
        .isEqualTo("1 core and 1024 MiB");
  }

  private static String explain(Map<String, String> conf, String workers, String apps)
      throws IOException {
    String json =
        "{\"status\":\"ALIVE\",\"workers\":[%s],\"activeapps\":[%s]}".formatted(workers, apps);
    return new ExecutorShortage("app-0", "laptop:4040", "spark://head:7077", "http://head:8080")
        .explain(request(conf), ClusterState.of(new ObjectMapper().readTree(json)));
  }

  private static ExecutorRequest request(Map<String, String> settings) {
    SparkConf conf = new SparkConf(false).set("spark.master", "spark://head:7077");
    settings.forEach(conf::set);
    return ExecutorRequest.of(conf);
  }

  private static String worker(
      String host, String state, int cores, int free, int memory, int memoryFree, String gpus) {
    String resources =
        gpus.isEmpty() ? "{}" : "{\"gpu\":{\"name\":\"gpu\",\"addresses\":[" + gpus + "]}}";
    return """
        {"host":"%s","state":"%s","cores":%d,"coresfree":%d,"memory":%d,"memoryfree":%d,
         "resources":%s,"resourcesfree":%s}"""
        .formatted(host, state, cores, free, memory, memoryFree, resources, resources);
  }

  private static String app(String id, String name, int cores) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"cores\":%d}".formatted(id, name, cores);
  }
}
