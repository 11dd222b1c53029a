package io.euge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tracks the open resources that own native memory, and where each was acquired.
 *
 * <p>Disabled unless the JVM runs with {@code -Deuge.leaks=true}, as all tests do. When enabled,
 * each resource keeps a {@link Registration} from its construction to its close; a registration
 * that remains is a leak, which {@link #openResources()} reports with the stack of its acquisition.
 */
public final class LeakTracker {
  private static final boolean ENABLED = Boolean.getBoolean("euge.leaks");
  private static final Set<Registration> OPEN = ConcurrentHashMap.newKeySet();
  private static final Registration UNTRACKED = new Registration(null);

  private LeakTracker() {}

  /**
   * Registers an open resource.
   *
   * @param resource a description for the report
   */
  public static Registration register(String resource) {
    if (!ENABLED) {
      return UNTRACKED;
    }
    Registration registration = new Registration(new Acquisition(resource));
    OPEN.add(registration);
    return registration;
  }

  /** Returns the stacks at which the resources that are now open were acquired. */
  public static List<Acquisition> openResources() {
    return OPEN.stream().map(registration -> registration.acquisition).collect(Collectors.toList());
  }

  /** Represents a resource while it is open. */
  public static final class Registration {
    private final Acquisition acquisition;

    private Registration(Acquisition acquisition) {
      this.acquisition = acquisition;
    }

    /** Returns where the resource was acquired; empty if tracking is disabled. */
    public Optional<Acquisition> acquisition() {
      return Optional.ofNullable(acquisition);
    }

    /** Marks the resource as closed. Later calls have no effect. */
    public void unregister() {
      OPEN.remove(this);
    }
  }

  /** Records in its stack trace where a resource was acquired. Never thrown. */
  public static final class Acquisition extends Exception {
    private static final long serialVersionUID = 1L;

    private Acquisition(String resource) {
      super(resource + " was acquired here and is still open");
    }
  }
}
