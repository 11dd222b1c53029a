package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The picture that is written, whole or not at all. */
final class OutputPicture {
  private final Path target;
  private final String format;

  private OutputPicture(Path target, String format) {
    this.target = target;
    this.format = format;
  }

  /**
   * Checks a place before anything is computed.
   *
   * @throws EugeException if the picture cannot or must not be written there
   */
  static OutputPicture of(Path output, boolean overwrite) {
    Path target = output.toAbsolutePath().normalize();
    String name = target.getFileName() == null ? "" : target.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!ending.equals("jpg") && !ending.equals("jpeg") && !ending.equals("png")) {
      throw new OptionException(
          "--output is '%s': give the name of a picture, one that ends in .jpg or .png"
              .formatted(output));
    }
    if (!Files.isDirectory(target.getParent()) || !Files.isWritable(target.getParent())) {
      throw new EugeException(
          "Cannot write %s: %s is no directory that can be written; give another --output"
              .formatted(output, target.getParent()));
    }
    if (Files.exists(target) && (!overwrite || Files.isDirectory(target))) {
      throw new EugeException(
          "The output " + target + " already exists: give another --output or --overwrite");
    }
    return new OutputPicture(target, ending.equals("png") ? "png" : "jpeg");
  }

  void write(BufferedImage picture) {
    try {
      AtomicFile.write(
          target.getParent(),
          hash -> target.getFileName().toString(),
          out -> ImageIO.write(picture, format, out));
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write %s: %s; give another --output".formatted(target, IoReason.of(e)), e);
    }
  }
}
