package io.euge.device.gpu;

import io.euge.EugeException;
import io.euge.OptionException;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A share of a GPU for one process: {@code GPU-<uuid>::0}. Spark assigns whole addresses and treats
 * equal ones as one, so several executors on a GPU need distinct addresses.
 *
 * @param uuid the GPU's, which is what the process must see as its only device
 * @param slot from 0
 */
public record GpuSlot(String uuid, int slot) implements Serializable {
  /** The most processes that a GPU serves under MPS, by NVIDIA's newest guide. */
  public static final int MOST = 60;

  private static final String MARK = "::";
  private static final Pattern ADDRESS = Pattern.compile("(GPU-[0-9A-Za-z-]+)::(\\d{1,3})");

  public GpuSlot {
    if (slot < 0 || slot >= MOST) {
      throw new IllegalArgumentException("no slot " + slot);
    }
  }

  /**
   * Reads an address.
   *
   * @throws EugeException if it is none
   */
  public static GpuSlot parse(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) >= MOST) {
      throw new EugeException(
          "The GPU address '"
              + address
              + "' is not a slot such as GPU-<uuid>::0: let `euge gpus discover` or "
              + "io.euge.spark.GpuSlotsDiscovery find the addresses");
    }
    return new GpuSlot(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Returns the slots of GPUs, slot 0 of each first, so that processes spread before they share. A
   * GPU divided by MIG has none: its instances are devices of their own.
   *
   * @param gpus at least one
   * @param slots of each GPU
   * @throws OptionException if {@code slots} is not from 1 to {@link #MOST}
   * @throws EugeException if all GPUs are divided
   */
  public static List<GpuSlot> of(List<Gpu> gpus, int slots) {
    requireCount(slots);
    List<Gpu> whole = gpus.stream().filter(gpu -> !gpu.divided()).toList();
    if (whole.isEmpty()) {
      throw new EugeException(
          "Every GPU of this host is divided by MIG, so none has slots: switch it off for one"
              + " (nvidia-smi -i INDEX -mig 0), or let NVIDIA's own discovery offer the instances");
    }
    return IntStream.range(0, slots)
        .boxed()
        .flatMap(slot -> whole.stream().map(gpu -> new GpuSlot(gpu.uuid(), slot)))
        .toList();
  }

  /**
   * Checks a number of slots.
   *
   * @throws OptionException if it is not from 1 to {@link #MOST}
   */
  public static void requireCount(int slots) {
    if (slots < 1 || slots > MOST) {
      throw new OptionException(
          "The slots of a GPU are " + slots + ": give a whole number from 1 to " + MOST);
    }
  }

  /** Returns the address, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return uuid + MARK + slot;
  }
}
