package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.deploy.history.FsHistoryProvider;
import org.apache.spark.deploy.history.HistoryServer;
import org.apache.spark.deploy.history.HistoryServer$;

/** A history server in this process, which reads event logs. */
public final class EventLogPages implements AutoCloseable {
  private final Path directory;
  private final HistoryServer server;

  /** Starts to read the event logs of a directory. */
  public EventLogPages(Path directory) {
    this.directory = directory;
    LoopbackConf conf = new LoopbackConf();
    conf.set("spark.history.fs.logDirectory", directory.toUri().toString());
    FsHistoryProvider provider = new FsHistoryProvider(conf);
    server =
        new HistoryServer(conf, provider, HistoryServer$.MODULE$.createSecurityManager(conf), 0);
    server.initialize();
    server.bind();
    provider.start();
  }

  /** Returns the name of the application whose event log is the only one of a directory. */
  public static String application(Path directory) throws IOException {
    try (Stream<Path> logs = Files.list(directory)) {
      List<Path> all = logs.toList();
      assertThat(all).hasSize(1);
      return all.get(0).getFileName().toString().replace("eventlog_v2_", "");
    }
  }

  /** Returns the tab Euge of the only application, once its event log is read. */
  public TabPage tab() throws Exception {
    String application = application(directory);
    return TabPage.await(
        URI.create("http://127.0.0.1:" + server.boundPort() + "/history/" + application + "/euge/"),
        page -> page.has("euge"));
  }

  @Override
  public void close() {
    server.stop();
  }
}
