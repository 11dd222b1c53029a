package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Relabeling rules of Prometheus, of the kinds that docs/monitoring.md has. */
final class RelabelRules {
  private static final String NAME = "__name__";
  private static final Pattern RULE =
      Pattern.compile(
          "- source_labels: \\[__name__]\n +regex: (\\S+)\n"
              + "(?: +action: keep\n| +target_label: (\\S+)\n +replacement: (\\S+)\n)");

  private final List<Rule> rules;

  /** A rule that sets a label, or one that keeps metrics if its label is null. */
  private record Rule(Pattern regex, String label, String value) {}

  private RelabelRules(List<Rule> rules) {
    this.rules = rules;
  }

  static RelabelRules read(Path document) throws IOException {
    return new RelabelRules(
        RULE.matcher(Files.readString(document))
            .results()
            .map(rule -> new Rule(Pattern.compile(rule.group(1)), rule.group(2), value(rule)))
            .toList());
  }

  /** Returns the replacement in Java's form. Go takes {@code $1_} for a group named "1_". */
  private static String value(MatchResult rule) {
    String value = rule.group(3);
    if (value == null) {
      return null;
    }
    assertThat(value).as("needs braces").doesNotContainPattern("\\$\\d\\w");
    return value.replaceAll("\\$\\{(\\d)}", "\\$$1");
  }

  /** Returns the labels of a metric, with its name, or nothing if it is dropped. */
  Optional<Map<String, String>> apply(String name) {
    Map<String, String> labels = new TreeMap<>(Map.of(NAME, name));
    for (Rule rule : rules) {
      Matcher match = rule.regex.matcher(labels.get(NAME));
      if (match.matches() && rule.label != null) {
        labels.put(rule.label, match.replaceFirst(rule.value));
      } else if (!match.matches() && rule.label == null) {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }
}
