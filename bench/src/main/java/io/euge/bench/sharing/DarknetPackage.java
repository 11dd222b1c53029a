package io.euge.bench.sharing;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.ModelStore;
import io.euge.model.darknet.DarknetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The networks of Debian's package {@code darknet}, with made-up weights: their size and speed are
 * real, what they find means nothing.
 */
final class DarknetPackage {
  /** Where the package puts its cfg files. */
  static final Path CFG = Path.of("/usr/share/darknet/cfg");

  private static final long SEED = 7;

  /** One convolution and a head: small enough to cost nothing, whole enough to run. */
  private static final String TINY =
      """
      [net]
      width=32
      height=32
      channels=3
      [convolutional]
      filters=18
      size=3
      stride=2
      pad=1
      activation=linear
      [yolo]
      mask=0,1,2
      anchors=4,4, 8,8, 16,16
      classes=1
      num=3
      """;

  private final Path installed;
  private final ModelStore store;
  private final Path folder;

  /**
   * @param installed where the package's cfg files are
   * @param folder for cfg files that are written here
   */
  DarknetPackage(Path installed, ModelStore store, Path folder) {
    this.installed = installed;
    this.store = store;
    this.folder = folder;
  }

  /**
   * A network of the package, made to take square frames of so many pixels a side; its name says
   * how many.
   *
   * @throws EugeException if the package is not installed
   */
  Model model(String network, int side) throws IOException {
    Path cfg = installed.resolve(network + ".cfg");
    if (!Files.isRegularFile(cfg)) {
      throw new EugeException(
          "There is no file "
              + cfg
              + ": install Debian's package darknet, or name a model with --model");
    }
    String text =
        Files.readString(cfg)
            .replaceFirst("(?m)^width *=.*$", "width=" + side)
            .replaceFirst("(?m)^height *=.*$", "height=" + side);
    return resolve(network + "-" + side, text);
  }

  /** A network that is run before anything is measured. */
  Model tiny() throws IOException {
    return resolve("tiny", TINY);
  }

  private Model resolve(String name, String cfg) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".cfg"), cfg);
    return store.resolve(DarknetFiles.seeded(file, SEED));
  }
}
