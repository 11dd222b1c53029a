package io.euge.spark.source.rows;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.video.FrameSource;

/**
 * Divides the time of readers that have no batches. It times one row in {@value #ROWS}, and takes
 * the others for equal: reading the clock for each would be a part of what it measures.
 */
final class RowClock {
  static final int ROWS = 7;

  private final TimeAccount account;
  private final FrameSource frames;
  private long fetched;
  private int row;
  private boolean handedOver;

  RowClock(TimeAccount account, FrameSource frames) {
    this.account = account;
    this.frames = frames;
    this.fetched = frames.fetchNanos();
    account.enter(TaskPart.DECODING);
  }

  /** Begins a row. */
  void decode() {
    if (handedOver) {
      handedOver = false;
      long nanos = account.enter(TaskPart.DECODING);
      account.move(TaskPart.DECODING, TaskPart.WRITING, (ROWS - 1) * nanos);
    }
    row = (row + 1) % ROWS;
  }

  /** Notes that the frame is decoded, and is made a value of the row. */
  void convert() {
    if (isTimed()) {
      account.enter(TaskPart.SCALING);
    }
  }

  /** Ends a row; what follows until the next one is others' work. */
  void handOver() {
    if (isTimed()) {
      long scaled = account.nanos(TaskPart.SCALING);
      account.enter(TaskPart.WRITING);
      scaled = account.nanos(TaskPart.SCALING) - scaled;
      account.move(TaskPart.DECODING, TaskPart.SCALING, (ROWS - 1) * scaled);
      account.move(TaskPart.DECODING, TaskPart.FETCHING, frames.fetchNanos() - fetched);
      fetched = frames.fetchNanos();
      handedOver = true;
    }
  }

  private boolean isTimed() {
    return row == 1;
  }
}
