package io.euge.bench.network;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.darknet.SeededNetworks;
import io.euge.model.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The networks of Debian's package {@code darknet}, with randomly initialized weights. Their size
 * and speed are those of trained networks; their detections are meaningless.
 */
public final class DarknetPackage {
  /** Where the package puts its cfg files. */
  public static final Path CFG = Path.of("/usr/share/darknet/cfg");

  private final Path installed;
  private final ModelStore store;
  private final SeededNetworks networks;

  /**
   * @param installed where the package's cfg files are
   * @param folder for cfg files that are written here
   */
  public DarknetPackage(Path installed, ModelStore store, Path folder) {
    this.installed = installed;
    this.store = store;
    this.networks = new SeededNetworks(folder);
  }

  /**
   * A network of the package, made to take square frames of so many pixels a side; its name says
   * how many.
   *
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

  /** A network that is run before anything is measured. */
  public Model tiny() throws IOException {
    return store.resolve(networks.tiny());
  }
}
