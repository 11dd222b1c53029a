package io.euge.device.gpu;

import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.process.Program;
import io.euge.process.ProgramException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The GPUs of this host, as {@code nvidia-smi} reports them. A result is cached for two seconds, so
 * that many callers may query. It never loads a driver's library into this process.
 */
public final class GpuInventory {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Program smi;
  private final Duration limit;
  private final Duration fresh;
  private final LongSupplier nanoTime;

  private GpuQueryResult last;
  private long lastAt;

  /** Creates an inventory that runs the {@code nvidia-smi} of {@link Program#named}. */
  public GpuInventory() {
    this(Program.named("nvidia-smi"));
  }

  /** Creates an inventory that runs this program. */
  public GpuInventory(Program smi) {
    this(smi, LIMIT, FRESH, System::nanoTime);
  }

  GpuInventory(Program smi, Duration limit, Duration fresh, LongSupplier nanoTime) {
    this.smi = smi;
    this.limit = limit;
    this.fresh = fresh;
    this.nanoTime = nanoTime;
  }

  /** Returns the GPUs now, or why they are unavailable, within 15 seconds. */
  public synchronized GpuQueryResult query() {
    if (last == null || nanoTime.getAsLong() - lastAt >= fresh.toNanos()) {
      last = run();
      lastAt = nanoTime.getAsLong();
    }
    return last;
  }

  private GpuQueryResult run() {
    try {
      return GpuQueryParser.parse(
          smi.run(
              List.of("--query-gpu=" + GpuRow.QUERY, "--format=csv,noheader,nounits"),
              Map.of(),
              "",
              limit));
    } catch (ProgramException e) {
      return new Unavailable(
          switch (e.kind()) {
            case MISSING -> Reason.NO_PROGRAM;
            case TIMEOUT -> Reason.HANGS;
            case INTERRUPTED -> Reason.FAILED;
          },
          e.getMessage());
    }
  }
}
