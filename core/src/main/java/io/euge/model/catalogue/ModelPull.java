package io.euge.model.catalogue;

import io.euge.OptionException;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import io.euge.process.HostLock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Fetches the files of a model in the catalogue and checks their lengths and SHA-256 hashes before
 * others see them. The next pull resumes an interrupted one. Threads and processes may pull at the
 * same time; those that pull one model wait for each other.
 */
public final class ModelPull {
  private final PulledModels models;
  private final ModelMirror mirror;
  private final Source web;
  private final Source folder = new FolderSource();

  /**
   * @param environment names the mirror, by {@value ModelMirror#VARIABLE}, and the proxies
   * @throws OptionException if it names an invalid mirror
   */
  public ModelPull(PulledModels models, Map<String, String> environment) {
    this(models, ModelMirror.of(environment), client(environment), HttpSource.Limits.STANDARD);
  }

  ModelPull(
      PulledModels models,
      ModelMirror mirror,
      HttpClient.Builder client,
      HttpSource.Limits limits) {
    this.models = models;
    this.mirror = mirror;
    this.web = new HttpSource(client, limits);
  }

  /** Returns a client that uses the proxies of the environment and never leaves {@code https}. */
  static HttpClient.Builder client(Map<String, String> environment) {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    HttpClient.Builder client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).proxy(proxies);
    proxies.authenticator().ifPresent(client::authenticator);
    return client;
  }

  /**
   * Fetches the files of a model that are missing or corrupt.
   *
   * @throws ModelException if a file cannot be fetched, does not match the catalogue, or cannot be
   *     written
   */
  public void pull(CatalogueEntry entry, PullProgress progress) {
    try (HostLock lock = lock(models.folder(entry))) {
      for (CatalogueFile file : entry.files()) {
        if (!models.isIntact(entry, file)) {
          pull(entry, file, progress);
        }
        progress.update(file, file.bytes());
      }
    } catch (IOException e) {
      throw new ModelException(
          "Cannot release the lock in %s: %s; check the disk, then pull again"
              .formatted(models.folder(entry), IoReason.of(e)),
          e);
    }
  }

  /** Other pulls of the model, in any process, wait and then find the files. */
  private static HostLock lock(Path folder) {
    try {
      Files.createDirectories(folder);
      return HostLock.acquire(folder.resolve(".lock"));
    } catch (IOException e) {
      throw new ModelException(
          "Cannot store a model in %s: %s; set EUGE_CACHE to a directory that can be written"
              .formatted(folder, IoReason.of(e)),
          e);
    }
  }

  private void pull(CatalogueEntry entry, CatalogueFile file, PullProgress progress) {
    URI address = mirror.locate(entry, file);
    Source source = "file".equals(address.getScheme()) ? folder : web;
    try (PartialFile part = new PartialFile(models.path(entry, file), file)) {
      part.requireSpace();
      boolean resumed = source.fetch(address, part, bytes -> progress.update(file, bytes));
      if (resumed && !part.sha256().equals(file.sha256())) {
        // The earlier bytes may be corrupt, or of another version of the file.
        part.restart();
        source.fetch(address, part, bytes -> progress.update(file, bytes));
      }
      String sha256 = part.sha256();
      if (!sha256.equals(file.sha256())) {
        part.restart();
        throw PullErrors.checksumMismatch(address, file, sha256);
      }
      part.publish();
    }
  }
}
