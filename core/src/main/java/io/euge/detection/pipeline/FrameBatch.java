package io.euge.detection.pipeline;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.detection.FrameDetections;
import io.euge.detection.family.FramePostprocessor;
import io.euge.inference.FramesFailedException;
import io.euge.inference.Workspace;
import io.euge.model.spec.InputSpec;
import io.euge.video.Canvas;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;

/**
 * The frames of one run of the network: the workspace they were scaled into, and for each slot
 * where its frame came from. Filled again and again.
 */
final class FrameBatch implements AutoCloseable {
  private final Workspace workspace;
  private final Canvas canvas;
  private final long[] frames;
  private final double[] seconds;
  private final int[] widths;
  private final int[] heights;
  private final double[] pixelAspectRatios;
  private final Letterbox[] letterboxes;

  /** The frames as they are; null if they are not kept. */
  private final FramePixels[] pixels;

  private final boolean onDemand;

  /** The slot whose frame is timed, a different one in each batch. */
  private int timed;

  private long scalingNanos;

  /** What the last filling took, for each part, where another thread fills. */
  private final long[] fillNanos = new long[TaskPart.values().length];

  private int size;
  private boolean last;
  private Throwable failure;

  /**
   * @param keepsPixels whether frames are also kept as they are
   * @param onDemand whether the source stays at the last frame until the batch was used
   */
  FrameBatch(InputSpec input, Workspace workspace, boolean keepsPixels, boolean onDemand) {
    this.onDemand = onDemand;
    this.workspace = workspace;
    this.canvas = DetectionModels.canvas(input);
    int capacity = workspace.capacity();
    frames = new long[capacity];
    seconds = new double[capacity];
    widths = new int[capacity];
    heights = new int[capacity];
    pixelAspectRatios = new double[capacity];
    letterboxes = new Letterbox[capacity];
    pixels = keepsPixels ? new FramePixels[capacity] : null;
  }

  /**
   * Decodes frames into the slots until all are taken or the source ends. A failure is kept, not
   * thrown: the frames before it are good and are delivered first, whatever the size of the batch.
   *
   * @param account of the calling thread
   */
  void fill(FrameSource source, TimeAccount account) {
    account.enter(TaskPart.DECODING);
    long fetched = source.fetchNanos();
    timed = (timed + 1) % frames.length;
    decode(source, account);
    account.enter(TaskPart.OTHER);
    account.move(TaskPart.DECODING, TaskPart.FETCHING, source.fetchNanos() - fetched);
    // After what was measured: the timed frame may have been interrupted for long.
    account.move(TaskPart.DECODING, TaskPart.SCALING, scalingNanos * untimed());
  }

  private void decode(FrameSource source, TimeAccount account) {
    size = 0;
    last = false;
    failure = null;
    try {
      while (size < frames.length && !last) {
        last = !source.next();
        if (!last && size == timed) {
          account.enter(TaskPart.SCALING);
          scale(source);
          scalingNanos = account.enter(TaskPart.DECODING);
        } else if (!last) {
          scale(source);
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      last = true;
    }
  }

  /** Returns the nanoseconds that the last filling took for each part; set by who fills ahead. */
  long[] fillNanos() {
    return fillNanos;
  }

  /** Returns how many frames of the batch are not timed. */
  int untimed() {
    return timed < size ? size - 1 : size;
  }

  /** Returns the slot whose frame is timed; the batch may have no frame there. */
  int timed() {
    return timed;
  }

  private void scale(FrameSource source) {
    Letterbox letterbox = letterbox(source.width(), source.height(), source.pixelAspectRatio());
    source.letterbox(letterbox, workspace.input(), size * letterbox.bytes());
    if (pixels != null) {
      if (pixels[size] == null) {
        pixels[size] = new FramePixels();
      }
      if (onDemand && size == frames.length - 1) {
        pixels[size].setLater(source);
      } else {
        pixels[size].set(source);
      }
    }
    frames[size] = source.frame();
    seconds[size] = source.seconds();
    size++;
  }

  /** The geometry of the next slot: the one before it serves as long as the shape stays. */
  private Letterbox letterbox(int width, int height, double pixelAspectRatio) {
    int last = size > 0 ? size - 1 : frames.length - 1;
    Letterbox before = letterboxes[last];
    letterboxes[size] =
        before != null
                && widths[last] == width
                && heights[last] == height
                && pixelAspectRatios[last] == pixelAspectRatio
            ? before
            : Letterbox.of(width, height, pixelAspectRatio, canvas);
    widths[size] = width;
    heights[size] = height;
    pixelAspectRatios[size] = pixelAspectRatio;
    return letterboxes[size];
  }

  /**
   * Runs the network on the frames. Where single frames fail, those before the first of them stay,
   * and the failure is kept to follow them.
   */
  void infer(TimeAccount account) {
    account.enter(TaskPart.INFERENCE);
    try {
      workspace.run(size);
    } catch (FramesFailedException e) {
      size = e.slots().get(0);
      failure = e;
      last = true;
    }
    account.enter(TaskPart.WRITING);
    account.move(TaskPart.INFERENCE, TaskPart.WAITING, workspace.waitedNanos());
    account.addDevice(workspace.deviceNanos());
  }

  /** Returns the detections of one frame, after {@link #infer}. */
  FrameDetections detections(int slot, FramePostprocessor postprocessor) {
    return postprocessor.process(
        workspace::output,
        slot,
        letterboxes[slot],
        frames[slot],
        seconds[slot],
        widths[slot],
        heights[slot],
        pixelAspectRatios[slot]);
  }

  /** Returns one frame as it is; null if frames are not kept. */
  FramePixels pixels(int slot) {
    return pixels == null ? null : pixels[slot];
  }

  int size() {
    return size;
  }

  /** Whether nothing of the video follows this batch. */
  boolean last() {
    return last;
  }

  /** What ended the filling early, or null. */
  Throwable failure() {
    return failure;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
