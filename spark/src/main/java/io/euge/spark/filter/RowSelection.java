package io.euge.spark.filter;

import java.io.Serializable;

/**
 * Selects the frames that a scan reads: those that the filter does not exclude, up to a limit.
 *
 * @param limit the most rows that are needed; {@link #NO_LIMIT} for all
 */
public record RowSelection(FrameFilter filter, int limit) implements Serializable {
  static final int NO_LIMIT = Integer.MAX_VALUE;

  /** Selects every frame. */
  public static final RowSelection ALL = new RowSelection(FrameFilter.all(), NO_LIMIT);

  /** Returns the same selection with another limit. */
  public RowSelection withLimit(int rows) {
    return new RowSelection(filter, rows);
  }

  public boolean isLimited() {
    return limit != NO_LIMIT;
  }
}
