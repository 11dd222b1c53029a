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
 * An image embedded in the page, so that the page is a single file.
 *
 * @param address a data URL with the bytes of the image
 * @param description alternative text
 */
record EmbeddedImage(String address, int width, int height, String description, String caption) {

  /**
   * Reads an image.
   *
   * @throws IOException if the file cannot be read or is not an image
   */
  static EmbeddedImage read(Story.Picture picture) throws IOException {
    Path file = picture.file();
    byte[] bytes = Files.readAllBytes(file);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(file + " is not a picture: give a JPEG or PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        return new EmbeddedImage(
            "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes),
            reader.getWidth(0),
            reader.getHeight(0),
            picture.words(),
            picture.caption());
      } finally {
        reader.dispose();
      }
    }
  }
}
