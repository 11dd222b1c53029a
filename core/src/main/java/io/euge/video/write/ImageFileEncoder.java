package io.euge.video.write;

/** Encodes images of any sizes as files of one format. Not thread-safe. */
public interface ImageFileEncoder extends AutoCloseable {
  /**
   * Returns the bytes of a file with the image.
   *
   * @param rgb rows of red, green and blue bytes without padding, from index 0
   * @throws IndexOutOfBoundsException if {@code rgb} has less than {@code height} rows
   */
  byte[] encode(byte[] rgb, int width, int height);

  /** Frees the encoder's memory. */
  @Override
  void close();
}
