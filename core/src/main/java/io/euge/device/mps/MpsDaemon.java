package io.euge.device.mps;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.device.gpu.Gpu;
import io.euge.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One control daemon, running or not. Every query has a time limit. Instances have no state: other
 * processes may start and stop the same daemon.
 *
 * <p>A client process must have {@link MpsDirectory#PIPE} in its environment before it starts.
 */
public final class MpsDaemon {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MpsDirectory directory;
  private final String visible;
  private final List<Gpu> gpus;
  private final DirectoryLock lock;
  private final StatusReader reader;
  private final LimitSetter limitSetter;
  private final DaemonStartup startup;
  private final DaemonShutdown shutdown;

  /** The result of {@link #start}. */
  public enum StartResult {
    /** There was none; it was started. */
    STARTED,
    /** One was running. */
    ADOPTED
  }

  /** The result of {@link #stop}. */
  public enum StopResult {
    /** It ended itself. */
    STOPPED,
    /** It did not answer and was killed. */
    KILLED,
    /** There was none. */
    ABSENT
  }

  MpsDaemon(
      Program program,
      MpsDirectory directory,
      String visible,
      List<Gpu> gpus,
      int devices,
      Duration limit) {
    this.gpus = List.copyOf(gpus);
    this.directory = directory;
    this.visible = visible;
    this.lock = new DirectoryLock(directory);
    ControlClient control = new ControlClient(program, directory, limit);
    DaemonProcess process = new DaemonProcess(directory.pipe());
    OwnershipMarker marker = new OwnershipMarker(directory.pipe());
    this.reader = new StatusReader(directory, control, process, marker);
    this.limitSetter = new LimitSetter(directory, control, reader, devices);
    this.shutdown = new DaemonShutdown(directory, control, process, marker);
    this.startup =
        new DaemonStartup(directory, control, process, marker, reader, limitSetter, shutdown);
  }

  /**
   * Returns the daemon of one GPU. It sees that GPU alone, so its clients see it as device 0.
   *
   * @param folder holds the directories of all GPUs
   * @throws MpsException if the path of that directory is too long
   */
  public static MpsDaemon ofGpu(Gpu gpu, Path folder) {
    MpsDirectory directory = MpsDirectory.ofGpu(folder, gpu.uuid());
    return new MpsDaemon(control(), directory, gpu.uuid(), List.of(gpu), 1, LIMIT);
  }

  /**
   * Returns the daemon of a directory, with the devices that this process's {@code
   * CUDA_VISIBLE_DEVICES} leaves it.
   *
   * @param gpus those of its devices that are known, perhaps none
   * @param devices how many it sees, each of which gets a memory limit; at least 1
   */
  public static MpsDaemon of(MpsDirectory directory, List<Gpu> gpus, int devices) {
    return new MpsDaemon(control(), directory, "", gpus, devices, LIMIT);
  }

  private static Program control() {
    return Program.named("nvidia-cuda-mps-control");
  }

  /** Returns where it listens and logs. */
  public MpsDirectory directory() {
    return directory;
  }

  /**
   * Starts the daemon, or adopts the one that runs, and sets limits. Concurrent calls by several
   * processes run one after the other.
   *
   * @throws OptionException if a limit is above the memory of a GPU
   * @throws MpsException if the GPU cannot be shared, a daemon is there that does not answer, none
   *     can be started, or it does not take the limits; a daemon that this call started is then
   *     ended again
   */
  public StartResult start(MpsLimits limits) {
    MpsEligibility.require(gpus);
    gpus.forEach(limits::within);
    DirectoryChecks.prepare(directory.pipe().getParent());
    return lock.run(() -> startup.start(visible, limits));
  }

  /**
   * Sets limits on a running daemon: for servers to come, and on those there are for clients to
   * come. Verifies that it took them.
   *
   * @throws MpsException if it does not run, belongs to another user or did not take one
   */
  public void limit(MpsLimits limits) {
    limitSetter.set(limits);
  }

  /**
   * Returns the daemon's state now.
   *
   * @throws MpsException if this user may not query it
   */
  public MpsStatus status() {
    return reader.read();
  }

  /**
   * Checks whether clients can connect, with one query.
   *
   * @return what is wrong and the remedy; empty if nothing is
   */
  public Optional<String> fault() {
    try {
      DirectoryChecks.requireAccess(directory.pipe());
      return reader.answers() ? Optional.empty() : status().reason();
    } catch (MpsException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Stops the daemon without force once its server has noticed that the clients are gone, which
   * takes a moment. An interrupt does not end the wait.
   *
   * @param limit of the wait
   * @throws MpsException if it has clients for longer, or does not end
   */
  public void stopWhenUnused(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        stop(limit, false);
        return;
      } catch (EugeException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /**
   * Ends the daemon and its servers, and removes the files of a dead one. A concurrent start runs
   * before or after it.
   *
   * @param drain how long clients get to end
   * @param force also one that Euge did not start, has clients or does not answer
   * @throws MpsException if it may not or does not end
   */
  public StopResult stop(Duration drain, boolean force) {
    return lock.run(() -> shutdown.stop(status(), drain, force));
  }
}
