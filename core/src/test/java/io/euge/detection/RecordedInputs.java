package io.euge.detection;

import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Frames that keep a copy of what a network gets of them: {@code NAME.rgb} with the bytes, and
 * {@code NAME.txt} with a line for each frame: its number, its size, and its place in the input.
 */
final class RecordedInputs implements FrameSource, AutoCloseable {
  private final VideoReader frames;
  private final FileChannel bytes;
  private final BufferedWriter places;

  RecordedInputs(VideoReader frames, Path name) throws IOException {
    this.frames = frames;
    this.bytes =
        FileChannel.open(
            Path.of(name + ".rgb"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.places = Files.newBufferedWriter(Path.of(name + ".txt"));
  }

  @Override
  public boolean next() {
    return frames.next();
  }

  @Override
  public long frame() {
    return frames.frame();
  }

  @Override
  public double seconds() {
    return frames.seconds();
  }

  @Override
  public int width() {
    return frames.width();
  }

  @Override
  public int height() {
    return frames.height();
  }

  @Override
  public double pixelAspectRatio() {
    return frames.pixelAspectRatio();
  }

  @Override
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    frames.letterbox(geometry, target, offset);
    try {
      ByteBuffer input = target.duplicate().limit(offset + geometry.bytes()).position(offset);
      while (input.hasRemaining()) {
        bytes.write(input);
      }
      places.write(
          "%d %d %d %d %d %s %s%n"
              .formatted(
                  frame(),
                  width(),
                  height(),
                  geometry.left(),
                  geometry.top(),
                  geometry.scaleX(),
                  geometry.scaleY()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (bytes;
        places) {
      frames.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
