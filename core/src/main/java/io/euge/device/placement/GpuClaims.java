package io.euge.device.placement;

import io.euge.EugeException;
import io.euge.device.gpu.GpuSlot;
import io.euge.file.FolderOwner;
import io.euge.file.IoReason;
import io.euge.process.HostLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The slots that this process claims where Spark assigns none: on hosts where each executor sees
 * every GPU. A claim is a locked file, which the operating system frees when the process dies,
 * however it dies. Processes of different users do not see each other's claims.
 */
public final class GpuClaims implements AutoCloseable {
  private final Map<GpuSlot, HostLock> locks;

  private GpuClaims(Map<GpuSlot, HostLock> locks) {
    this.locks = locks;
  }

  /**
   * Returns the directory of all claims: what {@code EUGE_CLAIMS} names, else {@code
   * /tmp/euge-claims-} and the user's name. On a local disk and the same for all processes of the
   * user.
   */
  public static Path standardFolder(Map<String, String> environment) {
    String chosen = environment.getOrDefault("EUGE_CLAIMS", "");
    return chosen.isBlank()
        ? Path.of("/tmp", "euge-claims-" + System.getProperty("user.name"))
        : Path.of(chosen);
  }

  /**
   * Claims slots, those of the GPU with the fewest claims first.
   *
   * @param gpus their UUIDs
   * @param slots of each
   * @param amount how many to claim, at least 1
   * @return claims that the caller closes, or its process's end does
   * @throws EugeException if so many are not free
   */
  public static GpuClaims claim(Path folder, List<String> gpus, int slots, int amount) {
    try {
      prepare(folder);
      // One process at a time looks for free slots and chooses.
      HostLock turn = HostLock.acquire(folder.resolve("turn"));
      try {
        return new GpuClaims(choose(folder, gpus, slots, amount));
      } finally {
        turn.close();
      }
    } catch (IOException e) {
      throw new EugeException(
          "Cannot claim a GPU in %s: %s; free space there, or name another directory by EUGE_CLAIMS"
              .formatted(folder, IoReason.of(e)),
          e);
    }
  }

  private static void prepare(Path folder) throws IOException {
    FolderOwner owner = FolderOwner.prepare(folder, "rwx------");
    // In /tmp another user may have made it first, and could then hold or forge every claim.
    if (!owner.isTrusted()) {
      throw new EugeException(
          "The directory %s for claims of GPUs belongs to user id %d%s, so others could take claims away: remove it, or name another by EUGE_CLAIMS"
              .formatted(folder, owner.userId(), owner.isOpen() ? " and is open to all" : ""));
    }
  }

  private static Map<GpuSlot, HostLock> choose(
      Path folder, List<String> gpus, int slots, int amount) throws IOException {
    Map<String, TreeMap<Integer, HostLock>> free = new LinkedHashMap<>();
    Map<GpuSlot, HostLock> chosen = new LinkedHashMap<>();
    try {
      for (String gpu : gpus) {
        TreeMap<Integer, HostLock> ofGpu = new TreeMap<>();
        free.put(gpu, ofGpu);
        for (int slot = 0; slot < slots; slot++) {
          HostLock lock = HostLock.tryAcquire(folder.resolve(gpu + "." + slot));
          if (lock != null) {
            ofGpu.put(slot, lock);
          }
        }
      }
      while (chosen.size() < amount) {
        String gpu =
            gpus.stream()
                .filter(one -> !free.get(one).isEmpty())
                .min(Comparator.comparingInt(one -> -free.get(one).size()))
                .orElseThrow(() -> refusal(gpus, slots, amount));
        Map.Entry<Integer, HostLock> slot = free.get(gpu).pollFirstEntry();
        chosen.put(new GpuSlot(gpu, slot.getKey()), slot.getValue());
      }
      return chosen;
    } catch (IOException | EugeException e) {
      new GpuClaims(chosen).close();
      throw e;
    } finally {
      for (TreeMap<Integer, HostLock> ofGpu : free.values()) {
        for (HostLock lock : ofGpu.values()) {
          lock.close();
        }
      }
    }
  }

  private static EugeException refusal(List<String> gpus, int slots, int amount) {
    return new EugeException(
        ("Other processes of this user have claimed the GPUs %s: this one wants %d, and each GPU has"
                + " %d (spark.euge.gpu.slots); start fewer executors on a host, or raise that")
            .formatted(gpus, amount, slots));
  }

  /** Returns the claimed slots. */
  public List<GpuSlot> slots() {
    return List.copyOf(locks.keySet());
  }

  /** Frees the slots. Harmless when called again. */
  @Override
  public synchronized void close() {
    List<IOException> failures = new ArrayList<>();
    for (HostLock lock : locks.values()) {
      try {
        lock.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    locks.clear();
    if (!failures.isEmpty()) {
      throw new EugeException(
          "A claim of a GPU could not be freed: end the process", failures.get(0));
    }
  }
}
