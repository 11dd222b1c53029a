package io.euge.model.darknet;

import io.euge.Quantity;
import io.euge.model.ModelException;
import io.euge.model.labels.LabelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a Darknet model: its cfg, its weights or the seed of randomly initialized ones, and
 * its labels.
 *
 * @param cfg the network
 * @param weights empty for randomly initialized weights
 * @param seed of randomly initialized weights; empty where there are real ones
 * @param names one label a line; empty for randomly initialized weights without a file of labels,
 *     which then are {@code class 0}, {@code class 1} and so on
 */
public record DarknetFiles(
    Path cfg, Optional<Path> weights, OptionalLong seed, Optional<Path> names) {

  public DarknetFiles {
    if (weights.isPresent() == seed.isPresent()) {
      throw new IllegalArgumentException("either weights or a seed");
    }
    if (weights.isPresent() && names.isEmpty()) {
      throw new IllegalArgumentException("real weights need real labels");
    }
  }

  /**
   * Returns the cfg with the {@code .weights} of the same name beside it, and the {@code .names} of
   * the same name or {@code coco.names}.
   *
   * @throws ModelException naming the first of these files that is not there
   */
  public static DarknetFiles beside(Path cfg) {
    requireCfg(cfg);
    Path weights = sibling(cfg, ".weights");
    if (!Files.isRegularFile(weights)) {
      throw new ModelException(
          "There is no file %s with the weights of %s: put it there, or choose another .cfg"
              .formatted(weights, cfg));
    }
    Path names =
        namesBeside(cfg)
            .orElseThrow(
                () ->
                    new ModelException(
                        "There are no labels for "
                            + cfg
                            + ": put them, one a line, into "
                            + sibling(cfg, ".names")
                            + " or coco.names in the same directory"));
    return new DarknetFiles(cfg, Optional.of(weights), OptionalLong.empty(), Optional.of(names));
  }

  /**
   * Returns the cfg with randomly initialized weights, for benchmarks and tests; with labels if
   * there are any beside it.
   *
   * @throws ModelException if there is no such cfg
   */
  public static DarknetFiles seeded(Path cfg, long seed) {
    requireCfg(cfg);
    return new DarknetFiles(cfg, Optional.empty(), OptionalLong.of(seed), namesBeside(cfg));
  }

  /** The cfg's name without its ending. */
  public String name() {
    return baseName(cfg);
  }

  /** The labels, as many as there are classes. */
  List<String> labels(int classes) {
    if (names.isEmpty()) {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < classes; i++) {
        made.add("class " + i);
      }
      return made;
    }
    Path file = names.get();
    List<String> labels = LabelFile.read(file);
    if (labels.size() != classes) {
      throw new ModelException(
          "Cannot use the labels %s: it has %s, and %s has %s; put one label a line, in the order of the classes, into %s"
              .formatted(
                  file,
                  Quantity.of(labels.size(), "line"),
                  cfg,
                  Quantity.of(classes, "class", "classes"),
                  sibling(cfg, ".names")));
    }
    return labels;
  }

  private static Optional<Path> namesBeside(Path cfg) {
    Path own = sibling(cfg, ".names");
    Path coco = cfg.resolveSibling("coco.names");
    return Files.isRegularFile(own)
        ? Optional.of(own)
        : Optional.of(coco).filter(Files::isRegularFile);
  }

  private static void requireCfg(Path cfg) {
    if (!Files.isRegularFile(cfg)) {
      throw new ModelException("There is no file " + cfg + ": give a Darknet .cfg file");
    }
  }

  private static Path sibling(Path cfg, String ending) {
    return cfg.resolveSibling(baseName(cfg) + ending);
  }

  private static String baseName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
