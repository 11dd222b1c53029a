package io.euge.simulation;

import io.euge.EugeException;
import io.euge.inference.InferenceInterruptedException;
import io.euge.process.HostLock;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A simulated GPU that all processes of this host share, as seen by one of them. Its state is kept
 * in a file that is locked during each access. An access advances the state to the present and
 * removes processes that have ended. Simulated time is real time divided by the time scale of the
 * parameters. Thread-safe.
 */
public final class HostGpu {
  /**
   * The maximum length of one wait: the end of another process may free the GPU earlier than
   * predicted.
   */
  private static final long MAX_PARK_NANOS = 50_000_000;

  /**
   * The tolerance for start times of the same process, which other processes read slightly
   * differently.
   */
  private static final long START_TOLERANCE_MILLIS = 10_000;

  private final GpuParameters parameters;
  private final GpuClient client;
  private final Path file;
  private final Path lock;
  private final Clock clock = Clock.systemUTC();

  private HostGpu(GpuParameters parameters, String uuid, GpuClient client) throws IOException {
    this.parameters = parameters;
    this.client = client;
    Path folder = Files.createDirectories(folder(parameters));
    // GPUs with different parameters have different state files.
    String name =
        uuid
            + "-"
            + Integer.toHexString(parameters.withDirectory(Path.of("")).toString().hashCode());
    this.file = folder.resolve(name + ".gpu");
    this.lock = folder.resolve(name + ".lock");
  }

  /**
   * Attaches this process to a GPU until the process ends, and allocates memory for its context.
   *
   * @param uuid the name of the GPU, the same in all processes
   * @throws OutOfGpuMemory if the context does not fit
   * @throws EugeException if the state directory cannot be written
   */
  public static HostGpu attach(GpuParameters parameters, String uuid, GpuClient client) {
    try {
      HostGpu gpu = new HostGpu(parameters, uuid, client);
      gpu.update(
          state -> {
            state.gpu().attach(client);
            state.started().put(client.process(), started(client.process()));
            return null;
          });
      return gpu;
    } catch (IOException e) {
      throw unwritable(folder(parameters), e);
    }
  }

  /**
   * Returns the current state of a GPU without attaching this process.
   *
   * @param uuid the name of the GPU
   */
  public static VirtualGpu look(GpuParameters parameters, String uuid) {
    try {
      return new HostGpu(parameters, uuid, GpuClient.withoutMps(ProcessHandle.current().pid()))
          .look();
    } catch (IOException e) {
      throw unwritable(folder(parameters), e);
    }
  }

  /** Returns the directory in which the processes of this host keep the state of the GPUs. */
  static Path folder(GpuParameters parameters) {
    return parameters
        .directory()
        .orElseGet(
            () ->
                Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "euge-sim-" + System.getProperty("user.name")));
  }

  GpuParameters parameters() {
    return parameters;
  }

  /** Returns an independent copy of the current state of the GPU. */
  public VirtualGpu look() {
    return update(state -> state.gpu().copy());
  }

  /**
   * Allocates memory.
   *
   * @param what the purpose, in words
   * @return the ID to pass to {@link #free}
   * @throws OutOfGpuMemory if it does not fit
   */
  public long allocate(String what, long bytes) {
    return update(state -> state.gpu().allocate(client.process(), what, bytes));
  }

  /** Frees memory; does nothing if the allocation does not exist. */
  public void free(long id) {
    update(
        state -> {
          state.gpu().free(id);
          return null;
        });
  }

  /** Starts a run; {@link #await} waits for its end. */
  public long submit(RunCost cost) {
    return update(state -> state.gpu().submit(client.process(), cost));
  }

  /** Cancels a run. */
  public void cancel(long run) {
    update(
        state -> {
          state.gpu().cancel(run);
          return null;
        });
  }

  /**
   * Waits until a run has ended.
   *
   * @return its end in simulated seconds; earlier than now if no thread was waiting
   * @throws InferenceInterruptedException if this thread is interrupted; the run is then cancelled
   */
  public double await(long run) {
    while (true) {
      Progress progress = update(state -> Progress.of(state, run));
      if (progress.ended.isPresent()) {
        return progress.ended.getAsDouble();
      }
      if (Thread.interrupted()) {
        cancel(run);
        throw new InferenceInterruptedException("a simulated GPU");
      }
      double nanos = progress.left * parameters.timeScale() * 1e9;
      LockSupport.parkNanos((long) Math.min(MAX_PARK_NANOS, Math.max(1000, nanos)));
    }
  }

  private record Progress(OptionalDouble ended, double left) {
    static Progress of(GpuState state, long run) {
      VirtualGpu gpu = state.gpu();
      OptionalDouble ended = gpu.ended(run);
      return new Progress(ended, ended.isPresent() ? 0 : gpu.predictEnd(run) - gpu.now());
    }
  }

  /**
   * Advances the state of the GPU to the present and applies a change atomically, even if this
   * thread is interrupted.
   */
  private <T> T update(Function<GpuState, T> change) {
    boolean interrupted = false;
    try {
      while (true) {
        try (HostLock held = HostLock.acquire(lock)) {
          GpuState state = present();
          T result = change.apply(state);
          write(state);
          return result;
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private GpuState present() throws IOException {
    Instant time = clock.instant();
    GpuState state;
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      try {
        state = GpuState.of(parameters, lines);
      } catch (RuntimeException e) {
        throw new EugeException(
            "The simulated GPU in " + file + " cannot be understood: delete the file", e);
      }
    } else {
      state = GpuState.fresh(parameters, time.toEpochMilli());
    }
    state.started().entrySet().stream()
        .filter(
            entry -> Math.abs(started(entry.getKey()) - entry.getValue()) > START_TOLERANCE_MILLIS)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(
            dead -> {
              state.gpu().detach(dead);
              state.started().remove(dead);
            });
    double real = (time.getEpochSecond() - state.epoch() / 1e3) + time.getNano() / 1e9;
    state.gpu().advanceTo(real / parameters.timeScale());
    return state;
  }

  private void write(GpuState state) throws IOException {
    Path unfinished = Path.of(file + ".tmp");
    Files.write(unfinished, state.lines());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the start time of a process in milliseconds of Unix time, or -1 if it has ended. */
  private static long started(long process) {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .map(handle -> handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L))
        .orElse(-1L);
  }

  private static EugeException unwritable(Path path, IOException e) {
    return new EugeException(
        "Cannot keep a simulated GPU in %s: %s; name a directory that can be written, by 'directory' in the file of spark.euge.sim.parameters"
            .formatted(path, e.getMessage()),
        e);
  }
}
