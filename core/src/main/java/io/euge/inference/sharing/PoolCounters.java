package io.euge.inference.sharing;

/** Counts loads and copies. Guarded by the monitor of the {@link CopyTable}. */
final class PoolCounters {
  private long loads;
  private long failedLoads;
  private long hits;
  private long loadNanos;
  private int copies;
  private int peakCopies;

  void hit() {
    hits++;
  }

  void loaded(long nanos) {
    loads++;
    loadNanos += nanos;
    copies++;
    peakCopies = Math.max(peakCopies, copies);
  }

  void failed() {
    failedLoads++;
  }

  void closed() {
    copies--;
  }

  SharingStatistics statistics(DeviceMemory ledger, int leases) {
    return new SharingStatistics(
        loads,
        failedLoads,
        hits,
        copies,
        peakCopies,
        ledger.bytes(),
        ledger.peakBytes(),
        leases,
        loadNanos / 1e9);
  }
}
