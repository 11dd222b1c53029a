package io.euge.spark.source;

import io.euge.spark.conf.ReaderOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Finds a table's options among its properties. A catalog gives all it keeps of a table: the
 * options under the prefix {@code option.}, the location as {@code path}, and properties that are
 * no options. A reader gives options alone.
 */
final class TableOptions {
  private static final String PATH = "path";

  private TableOptions() {}

  /** Returns whether the properties are those of a table in a catalog. */
  private static boolean areOfCatalog(Map<String, String> properties) {
    return properties.containsKey(TableCatalog.PROP_PROVIDER);
  }

  /** Returns the options among the properties. */
  static CaseInsensitiveStringMap of(Map<String, String> properties) {
    if (!areOfCatalog(properties)) {
      return new CaseInsensitiveStringMap(properties);
    }
    Map<String, String> options = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(TableCatalog.OPTION_PREFIX)) {
            options.put(name.substring(TableCatalog.OPTION_PREFIX.length()), value);
          }
        });
    if (properties.containsKey(PATH)) {
      options.keySet().removeIf(PATH::equalsIgnoreCase);
      options.put(PATH, properties.get(PATH));
    }
    return new CaseInsensitiveStringMap(options);
  }

  /**
   * Returns the properties for statements that describe a table: each option once, and that a table
   * with a location is external.
   */
  static Map<String, String> described(Map<String, String> properties) {
    if (!areOfCatalog(properties)) {
      return properties;
    }
    Map<String, String> described = new HashMap<>(properties);
    described.remove(PATH);
    described.keySet().removeIf(name -> properties.containsKey(TableCatalog.OPTION_PREFIX + name));
    if (properties.containsKey(TableCatalog.PROP_LOCATION)) {
      described.put(TableCatalog.PROP_EXTERNAL, "true");
    }
    return described;
  }

  /**
   * Returns the options of a table with those of one scan of it, which win. If the scan has one of
   * the options that select frames, all of the table's are replaced.
   */
  static CaseInsensitiveStringMap merge(
      CaseInsensitiveStringMap table, CaseInsensitiveStringMap scan) {
    Map<String, String> merged = new HashMap<>(table);
    Set<String> sampling = ReaderOptions.sampling();
    if (scan.keySet().stream().anyMatch(sampling::contains)) {
      merged.keySet().removeAll(sampling);
    }
    merged.putAll(scan);
    return new CaseInsensitiveStringMap(merged);
  }
}
