package io.euge.spark.executor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.device.context.GpuBudget;
import io.euge.device.context.GpuContext;
import io.euge.device.context.MpsAttachment;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.GpuSettings;
import io.euge.spark.conf.MpsSettings;
import io.euge.spark.conf.MpsSettings.Mode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the GPUs of this process, once, before CUDA starts in it: the host's GPUs, those that
 * this process uses, the variables that CUDA reads, the share of each GPU, and MPS. A failure
 * leaves nothing resolved, so that the next task tries again.
 */
final class GpuContextResolver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GpuContextResolver.class);

  private final GpuSettings settings;
  private final GpuAssignment assignment;
  private final MpsAttacher mps;
  private final CudaStart cuda;
  private final MpsMembership membership;

  /** Metrics read it without waiting for a resolution. */
  private volatile GpuContext context;

  GpuContextResolver(
      SparkConf conf,
      GpuAssignment assignment,
      EnvironmentVariables environment,
      CudaStart cuda,
      MpsMembership membership) {
    this.settings = GpuSettings.of(conf);
    this.assignment = assignment;
    this.mps = new MpsAttacher(MpsSettings.of(conf), settings.slots(), environment);
    this.cuda = cuda;
    this.membership = membership;
  }

  /** Returns whether this process's GPUs are real or simulated. */
  Device.Kind kind() {
    return assignment.kind();
  }

  /** Returns whether a process that cannot use MPS may use no GPU. */
  boolean requiresMps() {
    return mps.mode() == Mode.REQUIRED;
  }

  /**
   * Resolves at the start of an executor where MPS is enabled. Without MPS the first task that
   * needs an accelerator does.
   *
   * @throws EugeException if MPS is required and cannot be used
   */
  void start() {
    if (mps.mode() == Mode.OFF) {
      return;
    }
    try {
      resolve();
    } catch (EugeException e) {
      if (requiresMps()) {
        throw e;
      }
      LOG.warn("This executor has no GPU at present: {}", e.getMessage());
    }
  }

  /**
   * Returns the GPUs of this process, after resolving them in the first call.
   *
   * @throws EugeException if a GPU that Spark assigned cannot be used, others have claimed all, or
   *     MPS is required and cannot be used
   */
  synchronized GpuContext resolve() {
    if (context == null) {
      try {
        GpuContext resolved = assemble();
        confirm(resolved);
        context = resolved;
      } catch (EugeException e) {
        throw requiresMps() ? withoutRequiredMps(e) : e;
      }
    }
    return context;
  }

  private GpuContext assemble() {
    GpuAssignment.Assigned assigned = assignment.resolve();
    List<GpuBudget> shares =
        assigned.visible().gpus().stream().map(gpu -> GpuBudget.of(gpu, settings::share)).toList();
    MpsAttachment attachment = mps.attach(shares, GpuContext.absence(assigned.host()));
    return new GpuContext(
        assigned.host(),
        shares.stream().map(share -> share.within(attachment.limits())).toList(),
        assigned.visible().addresses(),
        attachment,
        settings.nvidiaSmi());
  }

  /** Where MPS is required, CUDA makes this process a client now rather than in the first task. */
  private void confirm(GpuContext resolved) {
    if (requiresMps() && kind() == Device.Kind.CUDA) {
      cuda.demand(resolved);
      membership.verify(resolved);
    }
  }

  private static EugeException withoutRequiredMps(EugeException cause) {
    return new EugeException(
        "%s is 'required' and this executor cannot use MPS: %s"
            .formatted(ClusterSettings.MPS.key(), cause.getMessage()),
        cause);
  }

  /** Returns the GPUs if they are resolved. */
  Optional<GpuContext> resolved() {
    return Optional.ofNullable(context);
  }

  /** Frees the slots that this process claimed. Closing twice is harmless. */
  @Override
  public void close() {
    assignment.close();
  }
}
