package io.euge.model.spec;

/**
 * A dimension of a tensor.
 *
 * @param size how many elements; {@link #DYNAMIC} if a run decides
 * @param name of a dynamic dimension; may be empty
 */
public record Dimension(long size, String name) {
  /** The size of a dimension that differs from run to run. */
  public static final long DYNAMIC = -1;

  /** Returns a dimension that is the same in every run. */
  public static Dimension fixed(long size) {
    return new Dimension(size, "");
  }

  /** Returns a dimension that a run decides. */
  public static Dimension dynamic(String name) {
    return new Dimension(DYNAMIC, name);
  }

  /** Returns whether a run decides the size. */
  public boolean isDynamic() {
    return size == DYNAMIC;
  }

  /** Returns the size; of a dynamic dimension its name, or {@code ?}. */
  @Override
  public String toString() {
    if (!isDynamic()) {
      return Long.toString(size);
    }
    return name.isEmpty() ? "?" : name;
  }
}
