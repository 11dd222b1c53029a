package io.euge.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a standalone Master has, as its page {@code /json/} shows it.
 *
 * @param workers all, dead ones too
 * @param applications that run or wait
 */
record ClusterState(boolean active, List<Worker> workers, List<Application> applications) {

  /**
   * A Worker; memory in MiB.
   *
   * @param coresFree not given to any executor
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
    /** Returns what it has and what of that is free. */
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
   * @param cores of the executors that it was given
   */
  record Application(String id, String name, int cores) {}

  /** Reads the answer of a Master; what is missing there is 0 or empty here. */
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

  /** Returns the Workers that are alive. */
  List<Worker> alive() {
    return workers.stream().filter(Worker::alive).toList();
  }

  /** Returns the cores that an application was given. */
  int coresOf(String application) {
    return applications.stream()
        .filter(app -> app.id().equals(application))
        .mapToInt(Application::cores)
        .sum();
  }

  /** Returns the other applications that were given cores. */
  List<Application> othersThan(String application) {
    return applications.stream()
        .filter(app -> !app.id().equals(application) && app.cores() > 0)
        .toList();
  }

  /** Returns a number with its noun. */
  static String number(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
