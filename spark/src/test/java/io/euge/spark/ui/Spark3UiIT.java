package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.status.AppHistoryServerPlugin;
import org.apache.spark.status.ElementTrackingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tab in a Spark before 4, whose pages have the servlets of {@code javax}. */
class Spark3UiIT {
  private static final String PAGE = "org.apache.spark.ui.WebUIPage";
  private static final String REQUEST = "javax.servlet.http.HttpServletRequest";

  @TempDir private Path folder;

  @Test
  void theTabIsLeftOutWithOneLineInTheLogAndNoneOfItsClasses() throws Exception {
    LogLines log = new LogLines();
    try (SparkSession spark = LocalSpark.start(1);
        Spark3Loader loader = loader()) {
      // Log4j has a context for each class loader.
      Logger logger =
          ((LoggerContext) LogManager.getContext(loader, false)).getLogger(EugeUi.class.getName());
      Class<?> pictures = loader.loadClass(RunningPictures.class.getName());
      log.start();
      logger.addAppender(log);
      logger.setLevel(Level.INFO); // After the appender, which resets it.
      Object reports =
          loader
              .loadClass(EugeUi.class.getName())
              .getMethod("start", SparkContext.class, pictures)
              .invoke(null, spark.sparkContext(), pictures.getConstructor().newInstance());

      assertThat(reports).as("executors send no reports").isEqualTo(false);
      assertThat(log.lines)
          .containsExactly(
              "Spark's UI has no tab Euge: it needs Spark 4, and this is " + spark.version());
      assertThat(loader.asked)
          .as("classes that Spark 3 cannot load")
          .contains(PAGE)
          .noneMatch(name -> name.startsWith("jakarta.") || name.contains(".ui.page."));
    }
  }

  @Test
  void theHistoryServerHasNoTabEither() throws Exception {
    try (Spark3Loader loader = loader()) {
      AppHistoryServerPlugin plugin =
          (AppHistoryServerPlugin)
              loader
                  .loadClass(EugeHistoryServerPlugin.class.getName())
                  .getConstructor()
                  .newInstance();
      ElementTrackingStore store = null;
      assertThat(plugin.createListeners(new SparkConf(false), store).size()).isZero();
      plugin.setupUI(null);

      assertThat(loader.asked)
          .contains(PAGE)
          .noneMatch(name -> name.startsWith("jakarta.") || name.contains(".ui.page."));
    }
  }

  /** Returns a loader of this package with a page as Spark 3 has it. */
  private Spark3Loader loader() throws IOException {
    Path page = source(PAGE, "abstract class WebUIPage", "abstract String render(%s request);");
    Path request = source(REQUEST, "interface HttpServletRequest", "");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, page.toString(), request.toString()))
        .isZero();
    URL own = EugeUi.class.getProtectionDomain().getCodeSource().getLocation();
    return new Spark3Loader(new URL[] {folder.toUri().toURL(), own});
  }

  private Path source(String name, String type, String method) throws IOException {
    Path file = folder.resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    String code =
        "package %s; public %s { %s }"
            .formatted(
                name.substring(0, name.lastIndexOf('.')),
                type,
                method.isEmpty() ? "" : "public " + method.formatted(REQUEST));
    return Files.writeString(file, code);
  }

  /** Has no servlets of {@code jakarta}. */
  private static final class Spark3Loader extends URLClassLoader {
    private final List<String> asked = new ArrayList<>();

    Spark3Loader(URL[] urls) {
      super(urls, Spark3UiIT.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        asked.add(name);
        if (name.startsWith("jakarta.")) {
          throw new ClassNotFoundException(name);
        }
        boolean own = name.startsWith("io.euge.spark.ui.") || Set.of(PAGE, REQUEST).contains(name);
        if (!own) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  /** The messages of a logger. */
  private static final class LogLines extends AbstractAppender {
    private final List<String> lines = new ArrayList<>();

    LogLines() {
      super("lines", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }
}
