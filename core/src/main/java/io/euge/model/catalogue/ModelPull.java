package io.euge.model.catalogue;

import io.euge.OptionException;
import io.euge.model.ModelException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/**
 * Fetches the files of a model in the catalogue, each checked by length and SHA-256 before it is
 * there for others. What broke off is kept, and the next pull goes on with it. Any number of
 * threads and processes may pull at once: for one model they wait for each other.
 */
public final class ModelPull {
  private final PulledModels models;
  private final ModelMirror mirror;
  private final Source web;
  private final Source folder = new FolderSource();

  /**
   * @param environment names the mirror, by {@value ModelMirror#VARIABLE}, and the proxies
   * @throws OptionException if it names a mirror that cannot be one
   */
  public ModelPull(PulledModels models, Map<String, String> environment) {
    this(models, ModelMirror.of(environment), client(environment), PullLimits.STANDARD);
  }

  ModelPull(PulledModels models, ModelMirror mirror, HttpClient.Builder client, PullLimits limits) {
    this.models = models;
    this.mirror = mirror;
    this.web = new HttpSource(client.connectTimeout(limits.connect()).build(), limits);
  }

  /** A client that takes the environment's proxies and gives up no security. */
  static HttpClient.Builder client(Map<String, String> environment) {
    Proxies proxies = new Proxies(environment);
    HttpClient.Builder client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).proxy(proxies);
    proxies.authenticator().ifPresent(client::authenticator);
    return client;
  }

  /**
   * Makes sure that all files of the model are here and right; those that are not are fetched.
   *
   * @throws ModelException if a file cannot be had, is not the one that the catalogue means, or
   *     cannot be written; one sentence with its address or path, and the remedy
   */
  public void pull(CatalogueEntry entry, PullProgress progress) {
    try (PullLock lock = PullLock.of(models.folder(entry))) {
      for (CatalogueFile file : entry.files()) {
        if (!models.isRight(entry, file)) {
          pull(entry, file, progress);
        }
        progress.at(file, file.bytes());
      }
    }
  }

  private void pull(CatalogueEntry entry, CatalogueFile file, PullProgress progress) {
    URI address = mirror.locate(entry, file);
    Source source = "file".equals(address.getScheme()) ? folder : web;
    try (PartialFile part = new PartialFile(models.path(entry, file), file)) {
      boolean resumed = source.fetch(address, part, bytes -> progress.at(file, bytes));
      if (resumed && !part.sha256().equals(file.sha256())) {
        // Perhaps only the old part was bad: once more, from the beginning.
        part.forget();
        source.fetch(address, part, bytes -> progress.at(file, bytes));
      }
      String sha256 = part.sha256();
      if (!sha256.equals(file.sha256())) {
        part.discard();
        throw PullFailure.wrong(address, file, sha256);
      }
      part.publish();
    }
  }
}
