package io.euge.peers;

import java.nio.file.Path;


/**
 * What a contestant is given, as system properties {@code peers.*} set by {@code peers/run}.
 *
 * @param video the video itself
 * @param jpegs directory of its frames extracted beforehand, named by their number
 * @param model the ONNX file that Euge's importer wrote
 * @param reference detections as JSON lines
 * @param result where to write what was measured
 * @param runs how many warm jobs follow the cold one
 * @param bar least share of agreement with the reference
 * @param cores of Spark's local master
 * @param partitions of the frames; one for each task
 * @param batch frames for one run of the network
 * @param threads of the engine inside one run, where the contestant lets one say so
 */
public record Entry(
    Path video,
    Path jpegs,
    Path model,
    Path reference,
    Path result,
    int runs,
    double bar,
    int cores,
    int partitions,
    int batch,
    int threads) {

  /** Reads the system properties; one that is missing is an {@link IllegalStateException}. */
  public static Entry fromProperties() {
    return new Entry(
        Path.of(property("video")),
        Path.of(property("jpegs")),
        Path.of(property("model")),
        Path.of(property("reference")),
        Path.of(property("result")),
        Integer.parseInt(property("runs")),
        Double.parseDouble(property("bar")),
        Integer.parseInt(property("cores")),
        Integer.parseInt(property("partitions")),
        Integer.parseInt(property("batch")),
        Integer.parseInt(property("threads")));
  }

  private static String property(String name) {
    String value = System.getProperty("peers." + name);
    if (value == null) {
      throw new IllegalStateException("-Dpeers." + name + " is missing; start me by peers/run");
    }
    return value;
  }

  /** Spark's master for this contest. */
  public String master() {
    return "local[" + cores + "]";
  }
}
