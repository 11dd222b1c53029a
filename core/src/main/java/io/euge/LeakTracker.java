package io.euge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Knows which closeable owners of native memory are open, and where each was acquired.
 *
 * <p>Off unless the JVM runs with {@code -Deuge.leaks=true}, as all tests do: then each owner holds
 * a {@link Mark} from its construction to its close, and a mark left over is a leak that {@link
 * #open()} shows with the stack of its acquisition.
 */
public final class LeakTracker {
  private static final boolean ON = Boolean.getBoolean("euge.leaks");
  private static final Set<Mark> OPEN = ConcurrentHashMap.newKeySet();
  private static final Mark UNTRACKED = new Mark(null);

  private LeakTracker() {}

  /**
   * Marks an owner as open.
   *
   * @param owner what is held, in words, for the report
   */
  public static Mark mark(String owner) {
    if (!ON) {
      return UNTRACKED;
    }
    Mark mark = new Mark(new Acquisition(owner));
    OPEN.add(mark);
    return mark;
  }

  /** The owners that are open now, each with the stack of its acquisition. */
  public static List<Acquisition> open() {
    return OPEN.stream().map(mark -> mark.acquisition).collect(Collectors.toList());
  }

  /** Held by an owner while it is open. */
  public static final class Mark {
    private final Acquisition acquisition;

    private Mark(Acquisition acquisition) {
      this.acquisition = acquisition;
    }

    /** Where the owner was acquired; empty when tracking is off. */
    public Optional<Acquisition> acquisition() {
      return Optional.ofNullable(acquisition);
    }

    /** The owner is closed. Clearing twice is harmless. */
    public void clear() {
      OPEN.remove(this);
    }
  }

  /** Where an owner was acquired: its stack is the place. Never thrown. */
  public static final class Acquisition extends Exception {
    private static final long serialVersionUID = 1L;

    private Acquisition(String owner) {
      super(owner + " was acquired here and is still open");
    }
  }
}
