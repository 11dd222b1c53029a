package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.context.GpuContext;
import io.euge.device.context.MpsAttachment;
import io.euge.device.mps.MpsClient;
import io.euge.device.mps.MpsDaemon;
import io.euge.device.mps.MpsStatus;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies that the MPS daemon lists this process among its clients once it uses the GPU: CUDA goes
 * on without MPS where it does not reach a daemon.
 */
final class MpsMembership {
  private static final Logger LOG = LoggerFactory.getLogger(MpsMembership.class);
  private static final int ATTEMPTS = 5;

  private final boolean required;
  private boolean verified;

  /** Metrics read it without waiting while the daemon is queried. */
  private volatile Membership membership = Membership.UNKNOWN;

  private enum Membership {
    ATTACHED(1),
    NOT_ATTACHED(0),
    /** Not verified yet, or the daemon counts processes otherwise, as in another container. */
    UNKNOWN(-1);

    private final int number;

    Membership(int number) {
      this.number = number;
    }
  }

  /**
   * @param required whether a process that is no client is an error
   */
  MpsMembership(boolean required) {
    this.required = required;
  }

  /** Returns 1 if the daemon lists this process, 0 if not, -1 if that is unknown. */
  int attached() {
    return membership.number;
  }

  /**
   * Verifies the membership; to be called once something is on the GPU.
   *
   * @throws EugeException if MPS is required and the daemon does not list this process
   */
  synchronized void verify(GpuContext gpus) {
    MpsAttachment mps = gpus.mps();
    if (mps.daemon().isEmpty() || membership == Membership.ATTACHED) {
      return;
    }
    // What cannot be known is queried once.
    if (!verified || (required && membership == Membership.NOT_ATTACHED)) {
      verified = true;
      query(mps.daemon().get());
    }
  }

  private void query(MpsDaemon daemon) {
    MpsStatus status;
    try {
      status = settledStatus(daemon);
    } catch (EugeException e) {
      LOG.info("Whether MPS is used cannot be proven: {}", e.getMessage());
      return;
    }
    if (status.serves(pid())) {
      membership = Membership.ATTACHED;
      LOG.info("This process {} is a client of the MPS daemon in {}", pid(), pipe(daemon));
    } else if (status.running() && status.daemonPid().isEmpty()) {
      membership = Membership.UNKNOWN;
      LOG.info(
          "Whether MPS is used cannot be proven: the daemon in {} is not among the processes seen from here, so it counts them otherwise",
          pipe(daemon));
    } else {
      membership = Membership.NOT_ATTACHED;
      String problem =
          "Process %d is not among the clients %s of the MPS daemon in %s, so its kernels take turns with those of others"
              .formatted(
                  pid(), status.clients().stream().map(MpsClient::pid).toList(), pipe(daemon));
      if (required) {
        throw new EugeException(problem + "; see its log in " + daemon.directory().log());
      }
      LOG.warn("{}", problem);
    }
  }

  /** A client is listed when it has connected, which may be a moment after CUDA returns. */
  private static MpsStatus settledStatus(MpsDaemon daemon) {
    MpsStatus status = daemon.status();
    for (int i = 1; i < ATTEMPTS && status.running() && !status.serves(pid()); i++) {
      if (status.daemonPid().isEmpty()) {
        return status;
      }
      LockSupport.parkNanos(100_000_000);
      status = daemon.status();
    }
    return status;
  }

  private static String pipe(MpsDaemon daemon) {
    return daemon.directory().pipe().toString();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
