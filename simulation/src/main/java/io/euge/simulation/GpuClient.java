package io.euge.simulation;

/**
 * A process that uses a GPU.
 *
 * @param process its PID
 * @param mps whether it is a client of the GPU's MPS server; the kernels of all clients run side by
 *     side, those of other processes take turns
 * @param share of the multiprocessors that its kernels may have together, above 0 and at most 1; a
 *     cap, not a reservation
 */
public record GpuClient(long process, boolean mps, double share) {
  /** Owns the time slice that all clients of the server share. No process has this PID. */
  static final long SERVER = 0;

  public GpuClient {
    if (process <= SERVER || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("no client " + process + " with a share of " + share);
    }
  }

  /** Returns a process that takes turns with others. */
  public static GpuClient withoutMps(long process) {
    return new GpuClient(process, false, 1);
  }

  /** Returns a client of the MPS server, without a cap. */
  public static GpuClient withMps(long process) {
    return new GpuClient(process, true, 1);
  }

  /** Returns the owner of the time slice in which this client runs. */
  long sliceOwner() {
    return mps ? SERVER : process;
  }
}
