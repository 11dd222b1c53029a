package io.euge.cli.cluster;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Explains why a standalone cluster assigns no executor to an application, and the remedy.
 *
 * @param application its ID at the Master
 * @param driver address that executors connect to, as {@code host:port}
 * @param master its address
 * @param page address of its web page
 */
record ExecutorShortage(String application, String driver, String master, String page) {
  private static final int LISTED = 3;

  /** Returns the resources of the cluster and the remedy, as the end of a sentence. */
  String explain(ExecutorRequest request, ClusterState state) {
    List<ClusterState.Worker> alive = state.alive();
    if (alive.isEmpty()) {
      return "the Master %s has no Worker that is alive%s; start one: start-worker.sh %s"
          .formatted(master, dead(state), master);
    }
    String workers =
        "the Master %s has %s: %s"
            .formatted(master, ClusterState.number(alive.size(), "Worker", "Workers"), list(alive));
    int given = state.coresOf(application);
    if (given > 0) {
      return "%s; executors were started on %s and none has connected to the driver at %s yet: if none does, read their logs at %s, and set spark.driver.host to an address that the Workers reach"
          .formatted(workers, ClusterState.number(given, "core", "cores"), driver, page);
    }
    if (request.exceedsLimit()) {
      return "%s; spark.cores.max is %d, less than one executor: raise it, or lower spark.executor.cores"
          .formatted(workers, request.coresInAll().getAsInt());
    }
    if (alive.stream().noneMatch(request::fits)) {
      return "%s; none is that large: %s, or start larger Workers"
          .formatted(workers, lower(request));
    }
    if (alive.stream().noneMatch(request::fitsFree)) {
      return "%s; %s: wait for them to end, %s, or start more Workers"
          .formatted(workers, users(state), lower(request));
    }
    return workers
        + "; there is room, but no executor runs: see the state of application "
        + application
        + " at "
        + page;
  }

  private static String dead(ClusterState state) {
    return state.workers().isEmpty()
        ? ""
        : " (" + ClusterState.number(state.workers().size(), "is", "are") + " dead)";
  }

  private static String lower(ExecutorRequest request) {
    return "lower "
        + (request.cores().isPresent() ? "spark.executor.cores or " : "")
        + "spark.executor.memory"
        + (request.gpus() > 0 ? " or spark.executor.resource.gpu.amount" : "");
  }

  private String users(ClusterState state) {
    List<ClusterState.Application> others = state.othersThan(application);
    return others.isEmpty()
        ? "the rest is in use"
        : "the rest is used by "
            + others.stream()
                .limit(LISTED)
                .map(app -> app.name() + " (" + app.id() + ")")
                .collect(Collectors.joining(", "))
            + (others.size() > LISTED ? " and others" : "");
  }

  private static String list(List<ClusterState.Worker> workers) {
    String listed =
        workers.stream()
            .limit(LISTED)
            .map(ClusterState.Worker::description)
            .collect(Collectors.joining("; "));
    return workers.size() > LISTED
        ? listed + "; and " + (workers.size() - LISTED) + " more"
        : listed;
  }
}
