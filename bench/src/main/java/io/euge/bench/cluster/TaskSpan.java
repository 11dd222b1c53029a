package io.euge.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time in which tasks detected, from Spark's event logs: those of each job's last stage, which
 * follows the stages that plan.
 *
 * @param start of the first task, in milliseconds of Unix time
 * @param end of the last task
 */
record TaskSpan(long start, long end) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TASK_END = "{\"Event\":\"SparkListenerTaskEnd\"";

  /**
   * Reads the event logs in a directory, one for each job.
   *
   * @throws EugeException if a job ran no task
   */
  static TaskSpan of(Path folder) throws IOException {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    try (Stream<Path> logs = Files.list(folder)) {
      for (Path log : (Iterable<Path>) logs::iterator) {
        TaskSpan job = ofJob(Files.readAllLines(log));
        start = Math.min(start, job.start);
        end = Math.max(end, job.end);
      }
    }
    return new TaskSpan(start, end);
  }

  private static TaskSpan ofJob(List<String> events) throws IOException {
    int stage = -1;
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (String event : events) {
      if (!event.startsWith(TASK_END)) {
        continue;
      }
      JsonNode task = JSON.readTree(event);
      int current = task.get("Stage ID").asInt();
      if (current > stage) {
        stage = current;
        start = Long.MAX_VALUE;
        end = Long.MIN_VALUE;
      }
      if (current == stage) {
        JsonNode info = task.get("Task Info");
        start = Math.min(start, info.get("Launch Time").asLong());
        end = Math.max(end, info.get("Finish Time").asLong());
      }
    }
    if (stage < 0) {
      throw new EugeException("Cannot measure a job: its event log has no task that ended");
    }
    return new TaskSpan(start, end);
  }

  double seconds() {
    return Math.max(1, end - start) / 1000.0;
  }
}
