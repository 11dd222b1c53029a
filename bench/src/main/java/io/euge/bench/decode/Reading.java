package io.euge.bench.decode;

import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads whole videos in the current thread, as a task does. */
final class Reading {
  /** Width and height in pixels of a common network input. */
  static final int SIDE = 416;

  private Reading() {}

  /** Decodes the selected frames and returns their number. */
  static long frames(Path video, DecodeOptions options) {
    long frames = 0;
    try (VideoReader reader = VideoReader.open(video, options)) {
      while (reader.next()) {
        frames++;
      }
    }
    return frames;
  }

  /** Decodes every frame, scales it to the network input, and returns the number of frames. */
  static long letterboxes(Path video) {
    ByteBuffer canvas =
        ByteBuffer.allocateDirect(SIDE * SIDE * Letterbox.CHANNELS + 512).alignedSlice(64);
    long frames = 0;
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      Letterbox box = null;
      while (reader.next()) {
        box = box == null ? Letterbox.of(reader.width(), reader.height(), SIDE, SIDE) : box;
        reader.letterbox(box, canvas, 0);
        frames++;
      }
    }
    return frames;
  }

  /** Returns the CPU time that {@code work} takes in this thread, in seconds. */
  static double processorSeconds(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1e9;
  }

  /** Returns the time that {@code work} takes, in seconds. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
