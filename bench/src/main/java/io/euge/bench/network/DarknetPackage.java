package io.euge.bench.network;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.darknet.SeededNetworks;
import io.euge.model.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The networks of Debian's package {@code darknet} with randomly initialized weights. Their size
 * and speed are those of trained networks; their detections are meaningless.
 */
public final class DarknetPackage {
  /** The directory of the package's cfg files. */
  public static final Path CFG = Path.of("/usr/share/darknet/cfg");

  private final Path installed;
  private final ModelStore store;
  private final SeededNetworks networks;

  /**
   * Creates the provider of networks.
   *
   * @param installed directory of the package's cfg files
   * @param folder for modified cfg files
   */
  public DarknetPackage(Path installed, ModelStore store, Path folder) {
    this.installed = installed;
    this.store = store;
    this.networks = new SeededNetworks(folder);
  }

  /**
   * Returns a network of the package with a square input; its name includes the input size.
   *
   * @param side width and height of the input in pixels
   * @throws EugeException if the package is not installed
   */
  public Model model(String network, int side) throws IOException {
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
    return store.resolve(networks.of(network + "-" + side, text));
  }

  /** Returns a tiny network, which is run before the measurements. */
  public Model tiny() throws IOException {
    return store.resolve(networks.tiny());
  }
}
