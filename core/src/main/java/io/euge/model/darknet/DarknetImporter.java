package io.euge.model.darknet;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Converts a Darknet network to an ONNX graph.
 *
 * <p>The graph takes {@code images}, bytes {@code [N, height, width, 3]} in RGB, and gives for each
 * {@code yolo} section the convolution before it, named {@code conv_<section index>} as OpenCV
 * names it, as floats {@code [N, anchors * (5 + classes), gridHeight, gridWidth]}. Letterboxing,
 * decoding and suppression are not part of it.
 */
public final class DarknetImporter {
  /** Changes when the same files would give another graph. */
  static final int FORMAT = 1;

  private final DarknetFiles files;

  /** Hashed once: a weights file can have hundreds of megabytes. */
  private String weightsHash;

  public DarknetImporter(DarknetFiles files) {
    this.files = files;
  }

  /**
   * The SHA-256 of everything the graph depends on: cfg, weights or seed, labels, and the version
   * of this importer.
   */
  public String fingerprint() {
    return Sha256.of(
        List.of(
            "euge darknet import " + FORMAT,
            "cfg " + Sha256.of(files.cfg()),
            files.weights().isPresent()
                ? "weights " + weightsHash()
                : "seed " + files.seed().getAsLong(),
            files.names().map(names -> "names " + Sha256.of(names)).orElse("no names")));
  }

  /**
   * Writes the graph. The same files give the same bytes on every machine. The weights are held on
   * the heap once.
   *
   * @throws ModelException if the cfg, the weights or the labels cannot be used; nothing is written
   *     then
   * @throws IOException if the stream cannot be written
   */
  public void write(OutputStream onnx) throws IOException {
    graph().writeTo(onnx);
  }

  private ModelProto graph() {
    Network network = Network.of(Cfg.read(files.cfg()));
    List<YoloOutput> outputs = network.outputs();
    int classes = outputs.stream().mapToInt(YoloOutput::classes).max().orElse(0);
    List<String> labels = files.labels(classes);
    List<String> headLines = outputs.stream().map(YoloOutput::headLine).toList();
    Map<String, String> metadata = ModelMetadata.describe(files.name(), headLines, labels);
    try (Weights weights = weights(network)) {
      requireHeap(network);
      metadata.put(ModelMetadata.ORIGIN, origin());
      metadata.put(ModelMetadata.GFLOPS, String.format(Locale.ROOT, "%.6f", network.gflops()));
      files
          .seed()
          .ifPresent(
              seed -> {
                metadata.put(ModelMetadata.SEED, Long.toString(seed));
                metadata.put(
                    ModelMetadata.RANDOMLY_INITIALIZED,
                    "These weights are randomly initialized from seed "
                        + seed
                        + " for benchmarks and tests; what this model detects means nothing.");
              });
      return GraphWriter.write(network, weights, metadata);
    }
  }

  private Weights weights(Network network) {
    return files.weights().isPresent()
        ? WeightsFile.open(files.weights().get(), network)
        : new SeededWeights(files.seed().getAsLong());
  }

  private static void requireHeap(Network network) {
    long needed = network.weights() * Float.BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap - heap / 4) {
      throw new ModelException(
          network.file()
              + " has "
              + (needed >> 20)
              + " MiB of weights, too many for a Java heap of "
              + (heap >> 20)
              + " MiB; give a larger one with -Xmx");
    }
  }

  private String origin() {
    return "Darknet "
        + files.cfg().getFileName()
        + " (sha256 "
        + Sha256.of(files.cfg())
        + ") with "
        + files
            .weights()
            .map(file -> file.getFileName() + " (sha256 " + weightsHash() + ")")
            .orElse("randomly initialized weights");
  }

  private synchronized String weightsHash() {
    if (weightsHash == null) {
      weightsHash = Sha256.of(files.weights().orElseThrow());
    }
    return weightsHash;
  }
}
