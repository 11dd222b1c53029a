package io.euge.simulation;

/**
 * A process as its GPU sees it.
 *
 * @param process its PID
 * @param mps whether it is a client of the GPU's MPS server; the kernels of all clients run side by
 *     side, those of other processes take turns
 * @param share of the multiprocessors that its kernels may have together, above 0 and at most 1; a
 *     cap, not a reservation
 */
public record GpuClient(long process, boolean mps, double share) {
  /** The turn that all clients of the server have together. No process has this PID. */
  static final long SERVER = 0;

  public GpuClient {
    if (process <= SERVER || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("no client " + process + " with a share of " + share);
    }
  }

  /** A process that takes turns with others. */
  public static GpuClient alone(long process) {
    return new GpuClient(process, false, 1);
  }

  /** A client of the server, without a cap. */
  public static GpuClient ofServer(long process) {
    return new GpuClient(process, true, 1);
  }

  /** Whose turn is this client's. */
  long turn() {
    return mps ? SERVER : process;
  }
}
