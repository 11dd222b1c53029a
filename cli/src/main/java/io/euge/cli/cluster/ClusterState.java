package io.euge.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a standalone Master, as its page {@code /json/} reports it.
 *
 * @param workers all Workers, including dead ones
 * @param applications running and waiting applications
 */
record ClusterState(boolean active, List<Worker> workers, List<Application> applications) {

  /**
   * A Worker; memory in MiB.
   *
   * @param coresFree cores that are not assigned to an executor
   */
  record Worker(
      String host,
      boolean alive,
      int cores,
      int coresFree,
      long memory,
      long memoryFree,
      int gpus,
      int gpusFree) {
    /** Returns its resources and the free part of them. */
    String description() {
      String text =
          "%s with %d of %s and %d of %d MiB free"
              .formatted(host, coresFree, number(cores, "core", "cores"), memoryFree, memory);
      return gpus == 0
          ? text
          : "%s, %d of %s".formatted(text, gpusFree, number(gpus, "GPU", "GPUs"));
    }
  }

  /**
   * An application.
   *
   * @param cores number of cores of its executors
   */
  record Application(String id, String name, int cores) {}

  /** Parses the response of a Master; missing fields become 0 or empty. */
  static ClusterState of(JsonNode json) {
    List<Worker> workers = new ArrayList<>();
    json.path("workers").forEach(worker -> workers.add(worker(worker)));
    List<Application> applications = new ArrayList<>();
    json.path("activeapps")
        .forEach(
            app ->
                applications.add(
                    new Application(
                        app.path("id").asText(),
                        app.path("name").asText(),
                        app.path("cores").asInt())));
    return new ClusterState(json.path("status").asText().equals("ALIVE"), workers, applications);
  }

  private static Worker worker(JsonNode json) {
    return new Worker(
        json.path("host").asText(),
        json.path("state").asText().equals("ALIVE"),
        json.path("cores").asInt(),
        json.path("coresfree").asInt(),
        json.path("memory").asLong(),
        json.path("memoryfree").asLong(),
        gpus(json.path("resources")),
        gpus(json.path("resourcesfree")));
  }

  private static int gpus(JsonNode resources) {
    return resources.path("gpu").path("addresses").size();
  }

  /** Returns the live Workers. */
  List<Worker> alive() {
    return workers.stream().filter(Worker::alive).toList();
  }

  /** Returns the number of cores assigned to an application. */
  int coresOf(String application) {
    return applications.stream()
        .filter(app -> app.id().equals(application))
        .mapToInt(Application::cores)
        .sum();
  }

  /** Returns the other applications that have cores. */
  List<Application> othersThan(String application) {
    return applications.stream()
        .filter(app -> !app.id().equals(application) && app.cores() > 0)
        .toList();
  }

  /** Returns a number with the noun in singular or plural. */
  static String number(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
