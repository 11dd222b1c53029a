package io.euge.demo.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture within the page, so that the page is one file.
 *
 * @param address that holds all of its bytes
 */
record Embedded(String address, int width, int height) {

  /**
   * Reads a picture.
   *
   * @throws IOException if the file cannot be read or is no picture
   */
  static Embedded read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(file + " is no picture: give a JPEG or PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        return new Embedded(
            "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes),
            reader.getWidth(0),
            reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }

  /**
   * A picture with its caption.
   *
   * @param kind the figure's class
   */
  static String figure(Story.Picture picture, String kind) throws IOException {
    Embedded read = read(picture.file());
    return Words.format(
        """
        <figure class="%s"><img src="%s" width="%d" height="%d" alt="%s">
        <figcaption>%s</figcaption></figure>
        """,
        kind,
        read.address,
        read.width,
        read.height,
        Words.html(picture.words()),
        Words.html(picture.caption()));
  }
}
