package io.euge.bench.decode;

import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads whole videos as a task does, in this thread. */
final class Reading {
  /** Width and height of the canvas of the usual networks, in pixels. */
  static final int SIDE = 416;

  private Reading() {}

  /** Decodes the wanted frames, and returns how many there are. */
  static long frames(Path video, DecodeOptions options) {
    long frames = 0;
    try (VideoReader reader = VideoReader.open(video, options)) {
      while (reader.next()) {
        frames++;
      }
    }
    return frames;
  }

  /** Decodes every frame and scales it into a canvas; returns how many there are. */
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

  /** Seconds of processor time that a work takes in this thread. */
  static double processorSeconds(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1e9;
  }

  /** Seconds that a work takes. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
