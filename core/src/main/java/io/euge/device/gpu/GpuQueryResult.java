package io.euge.device.gpu;

import io.euge.EugeException;
import java.util.List;

/** The answer to a query of the host's GPUs: the GPUs, or why they are unavailable. */
public sealed interface GpuQueryResult {

  /**
   * Returns the GPUs.
   *
   * @throws EugeException with the message of {@link Unavailable} if there are none
   */
  List<Gpu> gpus();

  /**
   * The driver answered.
   *
   * @param gpus at least one, in the driver's order
   * @param notices a message for each GPU that is there but cannot be used
   */
  record Available(List<Gpu> gpus, List<String> notices) implements GpuQueryResult {
    public Available {
      gpus = List.copyOf(gpus);
      notices = List.copyOf(notices);
    }
  }

  /**
   * No GPU can be used.
   *
   * @param reason for programs
   * @param message what is wrong and the remedy
   */
  record Unavailable(Reason reason, String message) implements GpuQueryResult {
    @Override
    public List<Gpu> gpus() {
      throw new EugeException(message);
    }
  }

  /** Why no GPU can be seen. */
  enum Reason {
    /** {@code nvidia-smi} is not there. */
    NO_PROGRAM,
    /** The kernel has no NVIDIA driver. */
    NO_DRIVER,
    /** The library {@code libnvidia-ml} is not there. */
    NO_LIBRARY,
    /** The user may not ask. */
    NOT_PERMITTED,
    /** A driver without a GPU, or without one that it can use. */
    NO_GPU,
    /** A GPU has fallen off the bus. */
    LOST,
    /** No answer in the time given. */
    HANGS,
    /** The driver does not know what was asked for. */
    NOT_UNDERSTOOD,
    /** It answered, but not with a table of GPUs. */
    GARBLED,
    /** Something else; the message quotes the tool. */
    FAILED
  }
}
