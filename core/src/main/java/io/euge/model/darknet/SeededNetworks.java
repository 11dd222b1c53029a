package io.euge.model.darknet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Networks with weights that are randomly initialized from a fixed seed. Their size and speed are
 * those of trained networks; their detections are meaningless.
 *
 * @param folder for the cfg files of these networks
 */
public record SeededNetworks(Path folder) {
  private static final long SEED = 7;
  private static final int WIDEST = 1024;
  private static final int PAIRS = 2;

  /** A head for one class. */
  private static final String HEAD =
      """
      [convolutional]
      filters=18
      size=1
      stride=1
      pad=1
      activation=linear
      [yolo]
      mask=0,1,2
      anchors=4,4, 8,8, 16,16
      classes=1
      num=3
      """;

  /** Returns one convolution and a head: a complete detector that costs almost nothing. */
  public DarknetFiles tiny() throws IOException {
    return of("tiny", input(32) + convolution(8, 3, 2) + HEAD);
  }

  /**
   * Returns a stack of convolutions like YOLOv3's with 17 million weights, 67 MB, twice those of
   * yolov3-tiny. Its input is 128x128 pixels, so that it takes far more memory than time.
   */
  public DarknetFiles large() throws IOException {
    StringBuilder cfg = new StringBuilder(input(128));
    for (int filters = 32; filters <= WIDEST; filters *= 2) {
      cfg.append(convolution(filters, 3, 2));
    }
    for (int pair = 0; pair < PAIRS; pair++) {
      cfg.append(convolution(WIDEST / 2, 1, 1)).append(convolution(WIDEST, 3, 1));
    }
    return of("large", cfg.append(HEAD).toString());
  }

  private static String input(int side) {
    return format("[net]\nwidth=%d\nheight=%d\nchannels=3\n", side, side);
  }

  private static String convolution(int filters, int size, int stride) {
    return format(
        """
        [convolutional]
        batch_normalize=1
        filters=%d
        size=%d
        stride=%d
        pad=1
        activation=leaky
        """,
        filters, size, stride);
  }

  /** In digits that a cfg has, whatever the machine's language. */
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Returns the network of a cfg's text. */
  public DarknetFiles of(String name, String cfg) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".cfg"), cfg);
    return DarknetFiles.seeded(file, SEED);
  }
}
