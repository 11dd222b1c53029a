package io.euge.inference.compiled;

import io.euge.file.AtomicFolder;
import io.euge.file.Listing;
import io.euge.process.HostLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of models that an engine compiled for this host's CPU, for all its processes to map.
 * One process compiles a model, under a lock, beside its place and moves it there whole; a crash
 * leaves nothing that could be taken for a model. Safe for use by many threads and processes.
 */
public final class CompiledModels {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledModels.class);
  private static final String LOCK = ".lock";

  private final Path directory;
  private final long maxBytes;
  private final ChecksumManifest manifest = new ChecksumManifest();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Map<String, Exception> failed = new ConcurrentHashMap<>();

  /** What writes a compiled model. */
  @FunctionalInterface
  public interface Compiler {
    /** Writes all files of the model into an empty directory. */
    void compile(Path folder) throws Exception;
  }

  /**
   * @param directory made when first needed; if it cannot be, models are loaded plainly
   * @param maxBytes size above which the models used least recently go
   */
  public CompiledModels(Path directory, long maxBytes) {
    this.directory = directory.toAbsolutePath().normalize();
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the directory of a complete compiled model. If it is not there or corrupt, one of those
   * who ask compiles it and the others wait. What failed once is not tried again in the life of
   * this cache, or a full disk would cost a compilation for each load.
   *
   * @param atLeast bytes it will take at least
   * @throws Exception if the directory cannot be used or the compiler failed; nothing is left
   *     behind
   */
  public Path open(CompiledKey key, long atLeast, Compiler compiler) throws Exception {
    if (atLeast > maxBytes) {
      throw new IOException(
          "the model takes %d bytes and the cache may have %d".formatted(atLeast, maxBytes));
    }
    Path folder = directory.resolve(key.folder());
    if (!manifest.matches(folder)) {
      Exception before = failed.get(key.folder());
      if (before != null) {
        throw before;
      }
      try {
        buildOnce(key, folder, compiler);
      } catch (Exception e) {
        if (!Thread.currentThread().isInterrupted()) {
          failed.put(key.folder(), e);
        }
        throw e;
      }
      clean(folder);
    }
    ChecksumManifest.markUsed(folder);
    return folder;
  }

  /** Takes a model away that looked whole and could not be loaded. */
  public void reject(Path folder) throws IOException {
    AtomicFolder.delete(folder);
  }

  /** Says once in the life of this cache that it is of no use, and why. */
  public void warn(Exception cause) {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "Models are not compiled and not shared among processes, because {} cannot be used: {}",
          directory,
          cause.toString());
    }
  }

  private Path lock(String folder) {
    return directory.resolve(folder + LOCK);
  }

  @SuppressWarnings("try") // A lock is held, not used.
  private void buildOnce(CompiledKey key, Path folder, Compiler compiler) throws Exception {
    Files.createDirectories(directory);
    try (HostLock lock = HostLock.acquire(lock(key.folder()))) {
      if (!manifest.matches(folder)) {
        build(key, folder, compiler);
      }
    }
  }

  private void build(CompiledKey key, Path folder, Compiler compiler) throws Exception {
    AtomicFolder.delete(folder);
    for (Path left : list(AtomicFolder.BUILDING + key.folder() + "-")) {
      AtomicFolder.deleteLeftover(left);
    }
    AtomicFolder.write(
        folder,
        building -> {
          compiler.compile(building);
          ChecksumManifest.write(building);
        });
  }

  /**
   * Makes the cache small enough again and clears what crashed processes left. Who has a model
   * mapped keeps it: its pages live on without the file's name.
   */
  private void clean(Path keep) {
    try {
      clearLeftovers();
      shrink(keep);
    } catch (IOException e) {
      LOG.info("Compiled models in {} could not be cleaned up: {}", directory, e.toString());
    }
  }

  private void clearLeftovers() throws IOException {
    for (Path trash : list(AtomicFolder.TRASH)) {
      AtomicFolder.deleteLeftover(trash);
    }
    for (Path building : list(AtomicFolder.BUILDING)) {
      try (HostLock lock = HostLock.tryAcquire(lock(AtomicFolder.target(building)))) {
        if (lock != null) {
          AtomicFolder.deleteLeftover(building);
        }
      }
    }
  }

  private void shrink(Path keep) throws IOException {
    // Read once: another process may use one while they are being sorted.
    record Age(Path folder, long used, long size) {}
    List<Age> ages = new ArrayList<>();
    for (Path path : list("")) {
      if (Files.isDirectory(path)
          && !path.getFileName().toString().startsWith(AtomicFolder.BUILDING)) {
        ages.add(new Age(path, ChecksumManifest.lastUsed(path).toMillis(), size(path)));
      }
    }
    ages.sort(Comparator.comparingLong(Age::used));
    long total = ages.stream().mapToLong(Age::size).sum();
    for (Age age : ages) {
      if (total > maxBytes && !age.folder().equals(keep)) {
        AtomicFolder.delete(age.folder());
        total -= age.size();
      }
    }
  }

  private List<Path> list(String prefix) throws IOException {
    return Listing.of(directory, prefix + "*");
  }

  private static long size(Path folder) {
    long sum = 0;
    try {
      for (Path file : Listing.of(folder)) {
        sum += Files.size(file);
      }
    } catch (IOException e) {
      // Another process took it away meanwhile.
      return sum;
    }
    return sum;
  }
}
