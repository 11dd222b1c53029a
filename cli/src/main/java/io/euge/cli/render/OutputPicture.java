package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.table.OutputErrors;
import io.euge.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** An image file, written atomically. */
final class OutputPicture {
  private final Path target;
  private final String format;

  private final String option;

  private final Path given;

  private OutputPicture(Path given, Path target, String format, String option) {
    this.given = given;
    this.target = target;
    this.option = option;
    this.format = format;
  }

  /**
   * Checks a path before anything is computed.
   *
   * @param option that gives the path
   * @throws EugeException if the image cannot or must not be written there
   */
  static OutputPicture of(String option, Path output, boolean overwrite) {
    Path target = output.toAbsolutePath().normalize();
    String name = target.getFileName() == null ? "" : target.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!ending.equals("jpg") && !ending.equals("jpeg") && !ending.equals("png")) {
      throw new OptionException(
          "%s is '%s': give the name of a picture, one that ends in .jpg or .png"
              .formatted(option, output));
    }
    if (!Files.isDirectory(target.getParent()) || !Files.isWritable(target.getParent())) {
      throw new EugeException(
          "Cannot write %s: %s is not a writable directory; give another %s"
              .formatted(output, target.getParent(), option));
    }
    if (Files.exists(target)) {
      OutputErrors.requireOverwrite(overwrite && !Files.isDirectory(target), target, option);
    }
    return new OutputPicture(output, target, ending.equals("png") ? "png" : "jpeg", option);
  }

  /** Returns the path as given by the user. */
  Path given() {
    return given;
  }

  void write(BufferedImage picture) {
    try {
      AtomicFile.write(
          target.getParent(),
          hash -> target.getFileName().toString(),
          out -> ImageIO.write(picture, format, out));
    } catch (IOException e) {
      throw OutputErrors.unwritable(target, option, e);
    }
  }
}
