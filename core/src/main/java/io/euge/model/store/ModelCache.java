package io.euge.model.store;

import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import io.euge.file.Listing;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.onnx.ModelReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of converted graphs. Each is named {@code <key>.<hash>.onnx} by what it was made of
 * and by its own bytes, so a look shows whether it is whole.
 */
final class ModelCache {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** One conversion of a model at a time in a process, or each thread would hold its weights. */
  private static final ConcurrentHashMap<Path, Object> LOCKS = new ConcurrentHashMap<>();

  private final Path folder;
  private final ModelValidator validator;

  ModelCache(Path folder, ModelValidator validator) {
    this.folder = folder.toAbsolutePath().normalize();
    this.validator = validator;
  }

  /** The graph kept under the key, made now if there is none or it is corrupt. */
  Model resolve(String key, AtomicFile.Content graph) {
    synchronized (LOCKS.computeIfAbsent(folder.resolve(key), path -> new Object())) {
      List<Path> corrupt = new ArrayList<>();
      Optional<Model> kept = find(key, corrupt);
      return kept.isPresent() ? kept.get() : make(key, graph, corrupt);
    }
  }

  /** Whatever is here and whole. */
  List<Model> kept() {
    List<Model> kept = new ArrayList<>();
    for (Path file : files("*.*.onnx")) {
      try {
        kept.add(read(file));
      } catch (ModelException e) {
        LOG.warn("A converted model is made again when it is used: {}", e.getMessage());
      }
    }
    return kept;
  }

  private Optional<Model> find(String key, List<Path> corrupt) {
    for (Path file : files(key + ".*.onnx")) {
      String wanted = file.getFileName().toString().split("\\.", -1)[1];
      try {
        Model model = read(file);
        if (model.sha256().equals(wanted)) {
          return Optional.of(model);
        }
        LOG.warn("The converted model {} is corrupt and is made again", file);
      } catch (ModelException e) {
        LOG.warn("The converted model is made again: {}", e.getMessage());
      }
      corrupt.add(file);
    }
    return Optional.empty();
  }

  /** Reads a model that can be used. */
  Model read(Path file) {
    return check(ModelReader.read(file));
  }

  /** Returns a model that can be used. */
  Model check(Model model) {
    validator.validate(model);
    return model;
  }

  private Model make(String key, AtomicFile.Content graph, List<Path> corrupt) {
    try {
      Files.createDirectories(folder);
      sweep();
      Path made = AtomicFile.write(folder, hash -> key + "." + hash + ".onnx", graph);
      for (Path file : corrupt) {
        if (!file.equals(made)) {
          Files.deleteIfExists(file);
        }
      }
      return read(made);
    } catch (FileAlreadyExistsException e) {
      throw unwritable("it is not a directory", e);
    } catch (IOException e) {
      throw unwritable(IoReason.of(e), e);
    }
  }

  /** Removes what processes that were killed left behind. */
  private void sweep() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    for (Path file : files("euge-*" + AtomicFile.TEMPORARY_SUFFIX)) {
      if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files(String glob) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try {
      return Listing.of(folder, glob);
    } catch (IOException e) {
      throw unwritable(IoReason.of(e), e);
    }
  }

  private ModelException unwritable(String reason, IOException cause) {
    return new ModelException(
        "Cannot keep the converted model in "
            + folder
            + ": "
            + reason
            + "; set EUGE_CACHE to a directory that can be written and has room",
        cause);
  }
}
