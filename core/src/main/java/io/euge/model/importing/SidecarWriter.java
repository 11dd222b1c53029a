package io.euge.model.importing;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.euge.file.AtomicFile;
import io.euge.model.spec.FrameFit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes sidecars with all known properties of a graph. */
public final class SidecarWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<FrameFit.Mode, String> FITS =
      Map.of(
          FrameFit.Mode.LETTERBOX_CENTERED, "letterbox",
          FrameFit.Mode.LETTERBOX_TOP_LEFT, "top-left",
          FrameFit.Mode.STRETCHED, "stretch");

  private SidecarWriter() {}

  /**
   * Writes the sidecar beside a graph and replaces one that is there.
   *
   * @param sha256 of the graph
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path write(Path graph, String sha256, ModelDescription description)
      throws IOException {
    Path file = Sidecar.fileOf(graph.toAbsolutePath());
    byte[] bytes =
        JSON.writer(
                new DefaultPrettyPrinter()
                    .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter())
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .writeValueAsBytes(node(sha256, description));
    return AtomicFile.write(
        file.getParent(),
        hash -> file.getFileName().toString(),
        out -> {
          out.write(bytes);
          out.write('\n');
        });
  }

  private static ObjectNode node(String sha256, ModelDescription description) {
    ObjectNode node = JSON.createObjectNode();
    node.put(SidecarReader.FORMAT, SidecarReader.VERSION);
    node.put(SidecarReader.SHA256, sha256);
    description.head().ifPresent(head -> node.put(SidecarReader.HEAD, head));
    description.inputSize().ifPresent(size -> node.put(SidecarReader.INPUT_SIZE, size.toString()));
    Preprocessing said = description.preprocessing();
    ObjectNode preprocessing = JSON.createObjectNode();
    said.fit().ifPresent(fit -> preprocessing.put("fit", FITS.get(fit)));
    said.fill().ifPresent(fill -> preprocessing.put("fill", fill));
    said.channels().ifPresent(colors -> preprocessing.put("channels", colors.name()));
    said.range()
        .ifPresent(range -> preprocessing.putArray("range").add(range.low()).add(range.high()));
    said.mean().ifPresent(mean -> add(preprocessing.putArray("mean"), mean));
    said.std().ifPresent(std -> add(preprocessing.putArray("std"), std));
    said.layout().ifPresent(layout -> preprocessing.put("layout", layout.name()));
    if (!preprocessing.isEmpty()) {
      node.set(SidecarReader.PREPROCESSING, preprocessing);
    }
    description
        .labels()
        .ifPresent(labels -> labels.forEach(node.putArray(SidecarReader.LABELS)::add));
    return node;
  }

  private static void add(ArrayNode array, List<Float> numbers) {
    numbers.forEach(array::add);
  }
}
