package io.euge.spark.conf;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can be configured. */
final class ConfigEntries {
  private ConfigEntries() {}

  /** Returns the readers' options and the cluster's settings, in the order of the documentation. */
  static List<ConfigEntry<?>> all() {
    return Stream.concat(ReaderOptions.all().stream(), ClusterSettings.all().stream()).toList();
  }
}
