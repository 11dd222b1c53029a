package io.euge.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes each process of a cluster crash that has a file open whose path begins so. */
final class Crasher implements AutoCloseable {
  private final StandaloneCluster cluster;
  private final String path;
  private final Set<Long> killed = ConcurrentHashMap.newKeySet();
  private final Thread watch = new Thread(this::watch, "crasher");
  private volatile boolean closed;

  Crasher(StandaloneCluster cluster, Path path) {
    this.cluster = cluster;
    this.path = path.toString();
    watch.start();
  }

  /** How many processes have crashed. */
  int killed() {
    return killed.size();
  }

  private void watch() {
    try {
      while (!closed) {
        for (Iterator<ProcessHandle> at = cluster.executors().iterator(); at.hasNext(); ) {
          long process = at.next().pid();
          if (!killed.contains(process) && reads(process)) {
            killed.add(process);
            new ProcessBuilder("kill", "-SEGV", Long.toString(process)).start().waitFor();
          }
        }
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new IllegalStateException("kill cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reads(long process) {
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "fd"))) {
      for (Path file : open) {
        if (Files.readSymbolicLink(file).toString().startsWith(path)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // The process, or the file it had open, is gone.
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    watch.join();
  }
}
