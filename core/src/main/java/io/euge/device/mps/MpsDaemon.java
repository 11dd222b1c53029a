package io.euge.device.mps;

import io.euge.OptionException;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.ControlClient.DaemonNotResponding;
import io.euge.device.mps.ControlClient.DaemonNotRunning;
import io.euge.device.mps.MpsStatus.State;
import io.euge.process.HostLock;
import io.euge.process.Program;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One control daemon, running or not. Every question to it has a time limit. Instances keep
 * nothing: other processes may start and stop the same daemon.
 *
 * <p>A client process must have {@link MpsDirectory#PIPE} in its environment before it starts.
 */
public final class MpsDaemon {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MpsDirectory directory;
  private final String visible;
  private final List<Gpu> gpus;
  private final ControlClient control;
  private final StatusReader reader;
  private final LimitSetter limiting;
  private final Shutdown stopping;
  private final DaemonProcess process;
  private final OwnershipMarker marker;

  /** What {@link #start} found. */
  public enum StartResult {
    /** There was none; now there is. */
    STARTED,
    /** One was there and well. */
    ADOPTED
  }

  /** What {@link #stop} did. */
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
    this.control = new ControlClient(program, directory, limit);
    this.process = new DaemonProcess(directory.pipe());
    this.marker = new OwnershipMarker(directory.pipe());
    this.reader = new StatusReader(directory, control, process, marker);
    this.limiting = new LimitSetter(directory, control, devices);
    this.stopping = new Shutdown(directory, control, process, marker);
  }

  /**
   * The daemon of one GPU. It sees that GPU alone, so its clients know it as device 0.
   *
   * @param folder holds the directories of all GPUs
   * @throws MpsException if the folder's path is too long
   */
  public static MpsDaemon ofGpu(Gpu gpu, Path folder) {
    MpsDirectory directory = MpsDirectory.ofGpu(folder, gpu.uuid());
    return new MpsDaemon(control(), directory, gpu.uuid(), List.of(gpu), 1, LIMIT);
  }

  /**
   * The daemon of a directory, with the devices that this process's {@code CUDA_VISIBLE_DEVICES}
   * leaves it.
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

  /** Where it listens and logs. */
  public MpsDirectory directory() {
    return directory;
  }

  /**
   * Starts the daemon, or takes the one that runs already, and sets limits. Of many processes that
   * do so at once, one after the other does.
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
    return alone(() -> startOrAdopt(limits));
  }

  /** A real daemon that begins or ends while others look or begin is now there and now not. */
  private <T> T alone(Supplier<T> action) {
    Path folder = directory.pipe().getParent();
    if (!Files.isWritable(folder)) {
      return action.get(); // Another user's: there is nothing to start or end.
    }
    Path lock = folder.resolve(directory.pipe().getFileName() + ".lock");
    try {
      HostLock turn = HostLock.acquire(lock);
      try {
        return action.get();
      } finally {
        turn.close();
      }
    } catch (AccessDeniedException e) {
      // The lock is another user's, as it may be where the directory lies in /tmp itself.
      return action.get();
    } catch (IOException e) {
      throw new MpsException(
          "Cannot take the lock " + lock + ": " + e.getMessage() + "; remove it, or make room", e);
    }
  }

  private StartResult startOrAdopt(MpsLimits limits) {
    MpsStatus status = status();
    if (status.state() == State.BROKEN) {
      throw new MpsException(status.reason().orElseThrow());
    }
    StartResult beginning = status.running() ? StartResult.ADOPTED : launch();
    try {
      limit(limits);
    } catch (MpsException e) {
      if (beginning == StartResult.STARTED) {
        end(Duration.ZERO, true);
      }
      throw e;
    }
    return beginning;
  }

  private StartResult launch() {
    try {
      Program.Answer answer = control.launch(visible);
      if (!answersSoon(answer)) {
        if (answer.exitCode() == 0) {
          process.pid().ifPresent(DaemonProcess::kill);
        }
        throw failure("exit code " + answer.exitCode() + " " + answer.firstWords());
      }
      if (answer.exitCode() != 0) {
        // Another process has started one between our look and our start.
        return StartResult.ADOPTED;
      }
      marker.write(process.pid());
      return StartResult.STARTED;
    } catch (DaemonNotResponding e) {
      throw failure("no answer in time");
    } catch (IOException e) {
      end(Duration.ZERO, true);
      throw new MpsException(
          "Cannot write into the MPS pipe directory " + directory.pipe() + ": " + e.getMessage(),
          e);
    }
  }

  /** One that another process starts at this moment has the lock before it answers. */
  private boolean answersSoon(Program.Answer launched) {
    boolean another = launched.firstWords().contains("already running");
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!reader.answers()) {
      if (!another || System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }

  private MpsException failure(String how) {
    return new MpsException(
        "No MPS daemon could be started in "
            + directory.pipe()
            + " ("
            + how.strip()
            + "); "
            + LogTail.of(directory)
            + "; mend that, or choose another directory");
  }

  /**
   * Sets limits on a running daemon: for servers to come, and on those there are for clients to
   * come. Looks whether it took them.
   *
   * @throws MpsException if it does not run, belongs to another user or did not take one
   */
  public void limit(MpsLimits limits) {
    try {
      limiting.set(limits);
    } catch (DaemonNotRunning e) {
      throw new MpsException(reader.stopped(), e);
    } catch (DaemonNotResponding e) {
      throw new MpsException(reader.silent(), e);
    }
  }

  /**
   * What is there now.
   *
   * @throws MpsException if this user may not ask
   */
  public MpsStatus status() {
    return reader.now();
  }

  /**
   * The probe of its health: whether clients can connect, at the cost of one question.
   *
   * @return what is wrong and the remedy; empty if all is well
   */
  public Optional<String> fault() {
    try {
      DirectoryChecks.enter(directory.pipe());
      return reader.answers() ? Optional.empty() : status().reason();
    } catch (MpsException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Ends the daemon and its servers, and removes what a dead one left. A start at the same time
   * comes before it or after it.
   *
   * @param drain how long clients get to end
   * @param force also one that Euge did not start, has clients or does not answer
   * @throws MpsException if it may not or does not end
   */
  public StopResult stop(Duration drain, boolean force) {
    return alone(() -> end(drain, force));
  }

  private StopResult end(Duration drain, boolean force) {
    return stopping.stop(status(), drain, force);
  }
}
