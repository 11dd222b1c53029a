package io.euge.model.store;

import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.importing.GraphInterpreter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Sidecar;
import io.euge.model.importing.SidecarWriter;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ONNX files of other tools, with the sidecars beside them. */
public final class ForeignModels {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignModels.class);

  /** Notices that this process has logged. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private final GraphInterpreter interpreter;

  ForeignModels(GraphInterpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** Returns whether a file is one of another tool, and not one that Euge wrote. */
  public static boolean isForeign(OnnxFile file) {
    return !ModelMetadata.isPresent(file.metadata());
  }

  /**
   * Finds out what a graph takes and gives.
   *
   * @param said by the user, which wins over the sidecar
   * @throws ModelException if that cannot be found out, or the graph cannot be run
   */
  public ImportPlan plan(OnnxFile file, ModelDescription said) {
    file.requireSelfContained();
    Optional<Sidecar> sidecar = Sidecar.beside(file.path());
    sidecar.ifPresent(each -> each.requireFor(file.path(), file.sha256()));
    return interpreter.plan(ModelInspection.of(file), new ImportRequest(said, sidecar));
  }

  /** Logs what was assumed or overruled, once. */
  void log(Path file, ImportPlan plan) {
    for (String notice : plan.notices()) {
      String sentence = "%s: %s".formatted(file.getFileName(), notice);
      if (LOGGED.add(file + sentence)) {
        LOG.warn("{}", sentence);
      }
    }
  }

  /**
   * Writes the sidecar that says all that was found out.
   *
   * @param output where a copy of the graph is written first; empty to leave it where it is
   * @return the sidecar
   * @throws ModelException if a file cannot be written
   */
  public Path write(OnnxFile file, ImportPlan plan, Optional<Path> output) {
    Path graph = output.map(path -> path.toAbsolutePath().normalize()).orElse(file.path());
    if (!graph.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      throw new ModelException("The output " + graph + " must be a file that ends in .onnx");
    }
    try {
      if (!graph.equals(file.path())) {
        AtomicFile.write(
            graph.getParent(),
            hash -> graph.getFileName().toString(),
            out -> Files.copy(file.path(), out));
      }
      return SidecarWriter.write(graph, file.sha256(), plan.description());
    } catch (IOException e) {
      throw new ModelException(
          "Cannot write the model %s and its sidecar: %s; give another --output"
              .formatted(graph, IoReason.of(e)),
          e);
    }
  }
}
