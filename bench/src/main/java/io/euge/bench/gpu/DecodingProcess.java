package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.cli.job.WorkerThreads;
import io.euge.process.ParentJvm;
import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The main program of a process that decodes a video on the GPU and on the CPU. */
final class DecodingProcess {
  private static final int SIDE = 416;

  private final Path video;

  private DecodingProcess(Path video) {
    this.video = video;
  }

  /**
   * The request to the process.
   *
   * @param readers numbers of concurrent readers to measure
   */
  record Order(String video, List<Integer> readers) implements Serializable {}

  /**
   * The result of the process.
   *
   * @param frames number of frames compared, scaled to a network input
   * @param equalFrames number of bit-identical frames
   * @param largestDifference maximum difference of two pixel values
   */
  record Decoding(int frames, int equalFrames, int largestDifference, List<Rate> rates)
      implements Serializable {}

  /** Decoded and scaled frames per second of a number of concurrent readers. */
  record Rate(int readers, double gpu, double cpu) implements Serializable {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    try {
      Order order = parent.order(Order.class);
      parent.answer(new DecodingProcess(Path.of(order.video())).run(order.readers()));
    } catch (EugeException e) {
      parent.fail(e);
      System.exit(1);
    }
  }

  private Decoding run(List<Integer> readers) throws Exception {
    int frames = 0;
    int equal = 0;
    int largest = 0;
    try (VideoReader gpu = open(DecodeDevice.CUDA);
        VideoReader cpu = open(DecodeDevice.CPU)) {
      Letterbox box = box(gpu);
      byte[] one = new byte[box.bytes()];
      byte[] other = new byte[box.bytes()];
      while (next(gpu, box, one)) {
        if (!next(cpu, box, other)) {
          throw differentLengths();
        }
        int difference = difference(one, other);
        frames++;
        equal += difference == 0 ? 1 : 0;
        largest = Math.max(largest, difference);
      }
      if (cpu.next()) {
        throw differentLengths();
      }
    }
    List<Rate> rates = new ArrayList<>();
    for (int count : readers) {
      rates.add(new Rate(count, rate(count, DecodeDevice.CUDA), rate(count, DecodeDevice.CPU)));
    }
    return new Decoding(frames, equal, largest, rates);
  }

  private static EugeException differentLengths() {
    return new EugeException("The GPU and the CPU give different numbers of frames");
  }

  private VideoReader open(DecodeDevice device) {
    return VideoReader.open(video, DecodeOptions.DEFAULT.withDevice(device));
  }

  private static Letterbox box(VideoReader reader) {
    return Letterbox.of(reader.info().width(), reader.info().height(), SIDE, SIDE);
  }

  private static boolean next(VideoReader reader, Letterbox box, byte[] pixels) {
    if (!reader.next()) {
      return false;
    }
    ByteBuffer target = ByteBuffer.allocateDirect(box.bytes() + 64);
    reader.letterbox(box, target, 0);
    target.get(0, pixels);
    return true;
  }

  private static int difference(byte[] one, byte[] other) {
    int largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((one[i] & 255) - (other[i] & 255)));
    }
    return largest;
  }

  private double rate(int readers, DecodeDevice device) throws Exception {
    try (WorkerThreads threads = new WorkerThreads(readers)) {
      return threads.rate(Collections.nCopies(readers, () -> read(device)));
    }
  }

  private long read(DecodeDevice device) {
    long frames = 0;
    try (VideoReader reader = open(device)) {
      Letterbox box = box(reader);
      ByteBuffer target = ByteBuffer.allocateDirect(box.bytes() + 64);
      while (reader.next()) {
        reader.letterbox(box, target, 0);
        frames++;
      }
    }
    return frames;
  }
}
