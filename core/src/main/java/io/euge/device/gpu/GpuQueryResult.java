package io.euge.device.gpu;

import io.euge.EugeException;
import java.util.List;

/** What a look at the host's GPUs gave: them, or why they could not be seen. */
public sealed interface GpuQueryResult {

  /**
   * The GPUs.
   *
   * @throws EugeException with the sentence of {@link Unseen} if they could not be seen
   */
  List<Gpu> gpus();

  /**
   * The driver answered.
   *
   * @param gpus at least one, in the driver's order
   * @param notices a sentence for each GPU that is there but cannot be used
   */
  record Seen(List<Gpu> gpus, List<String> notices) implements GpuQueryResult {
    public Seen {
      gpus = List.copyOf(gpus);
      notices = List.copyOf(notices);
    }
  }

  /**
   * No GPU can be used.
   *
   * @param reason for programs
   * @param sentence for the user: what is wrong and the remedy
   */
  record Unseen(Reason reason, String sentence) implements GpuQueryResult {
    @Override
    public List<Gpu> gpus() {
      throw new EugeException(sentence);
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
    /** Something else; the sentence has the tool's own words. */
    FAILED
  }
}
