package io.euge.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Turns what the user typed into a {@link Model}: an {@code .onnx} file, or a Darknet {@code .cfg}
 * with its {@code .weights} and {@code .names} (or {@code coco.names}) beside it.
 */
public final class ModelStore {
  private final Path cache;

  /**
   * @param cacheDirectory where converted graphs are kept by content hash; made when first needed
   */
  public ModelStore(Path cacheDirectory) {
    this.cache = cacheDirectory;
  }

  /**
   * The user's own store: the folder {@code models} in {@code EUGE_CACHE}, else in {@code
   * XDG_CACHE_HOME/euge}, else in {@code ~/.cache/euge}.
   */
  public static ModelStore standard() {
    return new ModelStore(CacheFolder.standard(System.getenv()).resolve("models"));
  }

  /**
   * The model a user named. A Darknet model is converted on first use and kept; after that only its
   * files are hashed.
   *
   * @throws ModelException if there is no such model or it cannot be used; the message names the
   *     value and what is accepted
   */
  public Model resolve(String spec) {
    Path path = Path.of(spec);
    String lower = spec.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx") && Files.exists(path)) {
      return Model.open(path);
    }
    throw new ModelException("There is no model " + spec + " (" + cache + ")");
  }
}
