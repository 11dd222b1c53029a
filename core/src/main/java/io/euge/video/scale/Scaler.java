package io.euge.video.scale;

import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import io.euge.video.Resampling;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Scales the content of a frame into letterboxes, as displayed. */
public final class Scaler implements AutoCloseable {
  /** More than any vector store of libswscale may write past the end of a row. */
  private static final int SLACK = 256;

  private final AVFrame frame;
  private final Orientation orientation;
  private final SwsScaler scaler;
  private final BufferPointers pointers = new BufferPointers();
  private final LinearScaler linear;
  private int scaledWidth;
  private int scaledHeight;

  /** Null while frames are scaled straight into the target. */
  private StagingBuffer staging;

  /**
   * @param frame whose content is scaled; it stays the caller's
   */
  public Scaler(AVFrame frame, Orientation orientation) {
    this.frame = frame;
    this.orientation = orientation;
    this.scaler = new SwsScaler(frame, SLACK);
    this.linear = new LinearScaler(frame, SLACK);
  }

  /**
   * Scales the frame's current content into {@code target}; the range must be checked before.
   *
   * @return null, or why it cannot be scaled
   */
  public String letterbox(Letterbox box, ByteBuffer target, int offset) {
    String failure = prepare(box);
    if (failure != null) {
      return failure;
    }
    BytePointer canvas = pointers.of(target);
    int row = box.canvasWidth() * Letterbox.CHANNELS;
    int first = offset + box.top() * row + box.left() * Letterbox.CHANNELS;
    int last = first + (box.height() - 1) * row + box.width() * Letterbox.CHANNELS;
    if (orientation.isUpright() && offset + box.bytes() - last >= SLACK) {
      canvas.position(first);
      if (!scale(box, canvas, row)) {
        return "libswscale failed";
      }
    } else {
      if (staging == null) {
        staging = new StagingBuffer(scaledWidth, scaledHeight, SLACK);
      }
      if (!scale(box, staging.memory().position(0), staging.stride())) {
        return "libswscale failed";
      }
      staging.copy(orientation, box, target, first, row);
    }
    fillBars(canvas, box, offset, row);
    return null;
  }

  private String prepare(Letterbox box) {
    if (DolbyVision.isIncompatible(frame)) {
      return DolbyVision.REFUSAL;
    }
    int width = orientation.isSideways() ? box.height() : box.width();
    int height = orientation.isSideways() ? box.width() : box.height();
    boolean exact = isLinear(box);
    boolean ready = exact ? linear.isReady(width, height) : scaler.isReady(width, height);
    if (scaledWidth != width || scaledHeight != height) {
      releaseStaging();
    }
    scaledWidth = width;
    scaledHeight = height;
    if (ready) {
      return null;
    }
    return exact ? linear.prepare(width, height) : scaler.prepare(width, height);
  }

  private boolean scale(Letterbox box, BytePointer target, int stride) {
    return isLinear(box) ? linear.scale(target, stride) : scaler.scale(target, stride);
  }

  private static boolean isLinear(Letterbox box) {
    return box.canvas().resampling() == Resampling.LINEAR;
  }

  private static void fillBars(BytePointer canvas, Letterbox box, int offset, int row) {
    int value = box.canvas().fill();
    int left = box.left() * Letterbox.CHANNELS;
    int right = row - left - box.width() * Letterbox.CHANNELS;
    int below = box.canvasHeight() - box.top() - box.height();
    fill(canvas, value, offset, (long) box.top() * row);
    if (left > 0 || right > 0) {
      for (int y = box.top(); y < box.top() + box.height(); y++) {
        fill(canvas, value, offset + (long) y * row, left);
        fill(canvas, value, offset + (long) (y + 1) * row - right, right);
      }
    }
    fill(canvas, value, offset + (long) (box.top() + box.height()) * row, (long) below * row);
  }

  private static void fill(BytePointer canvas, int value, long from, long bytes) {
    if (bytes > 0) {
      canvas.position(from);
      Pointer.memset(canvas, value, bytes);
    }
  }

  private void releaseStaging() {
    if (staging != null) {
      staging.close();
      staging = null;
    }
  }

  @Override
  public void close() {
    releaseStaging();
    scaler.close();
    linear.close();
    pointers.clear();
  }
}
