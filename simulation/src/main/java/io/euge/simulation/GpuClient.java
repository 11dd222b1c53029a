package io.euge.simulation;

/**
 * A process that uses a GPU.
 *
 * @param process its PID
 * @param mps whether it is a client of the GPU's MPS server; kernels of clients run concurrently,
 *     kernels of other processes are time-sliced
 * @param share maximum fraction of the multiprocessors that its kernels may use together, in (0,
 *     1]; a limit, not a reservation
 */
public record GpuClient(long process, boolean mps, double share) {
  /** The owner of the time slice that all MPS clients share. No process has this PID. */
  static final long SERVER = 0;

  public GpuClient {
    if (process <= SERVER || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("no client " + process + " with a share of " + share);
    }
  }

  /** Returns a process that does not use MPS and is time-sliced with others. */
  public static GpuClient withoutMps(long process) {
    return new GpuClient(process, false, 1);
  }

  /** Returns a client of the MPS server without a limit. */
  public static GpuClient withMps(long process) {
    return new GpuClient(process, true, 1);
  }

  /** Returns the owner of this client's time slice. */
  long sliceOwner() {
    return mps ? SERVER : process;
  }
}
