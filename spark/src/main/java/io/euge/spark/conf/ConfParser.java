package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads configuration entries: a reader's option overrides Spark's configuration, which overrides
 * the default. All errors are collected and reported at once.
 */
public final class ConfParser {
  private static final Logger LOG = LoggerFactory.getLogger(ConfParser.class);

  /** The most errors in one message. */
  private static final int MOST_ERRORS = 8;

  /** Warnings that this process has logged. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private final CaseInsensitiveStringMap options;
  private final Map<String, String> conf;
  private final Set<String> errors = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  private ConfParser(CaseInsensitiveStringMap options, Map<String, String> conf) {
    this.options = options;
    this.conf = conf;
  }

  /** What the user wrote, and where. */
  private record Given(String key, String text) {}

  /**
   * Reads what one reader is configured with.
   *
   * @param known the options of this kind of reader
   * @param conf Spark's configuration, with other keys than Euge's
   * @throws OptionException that reports the unknown names and the values that cannot be read, at
   *     most eight
   */
  public static <S> S parse(
      Collection<ConfigEntry<?>> known,
      CaseInsensitiveStringMap options,
      Map<String, String> conf,
      Function<ConfParser, S> settings) {
    ConfParser parser = new ConfParser(options, conf);
    UnknownNames.ofOptions(options.keySet(), known).forEach(parser::error);
    UnknownNames.ofSettings(conf.keySet()).forEach(parser::error);
    return parser.finish(settings);
  }

  /**
   * Reads what this process is configured with.
   *
   * @throws OptionException that reports the values that cannot be read
   */
  static <S> S parse(SparkConf conf, Function<ConfParser, S> settings) {
    return new ConfParser(CaseInsensitiveStringMap.empty(), map(conf)).finish(settings);
  }

  /** Returns the configuration of the active session. */
  public static Map<String, String> ofSession() {
    return CollectionConverters.asJava(SparkSession.active().conf().getAll());
  }

  /** Returns all keys and values of a process's configuration. */
  static Map<String, String> map(SparkConf conf) {
    return Arrays.stream(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
  }

  /** Returns the key that replaces a former one; the same key if it is not a former one. */
  public static String currentKey(String key) {
    return ConfigEntries.all().stream()
        .filter(entry -> entry.formerKey().filter(key::equals).isPresent())
        .map(ConfigEntry::key)
        .findFirst()
        .orElse(key);
  }

  private <S> S finish(Function<ConfParser, S> settings) {
    S parsed = settings.apply(this);
    warnings.stream().filter(LOGGED::add).forEach(LOG::warn);
    if (!errors.isEmpty()) {
      String more =
          errors.size() > MOST_ERRORS
              ? "; and " + (errors.size() - MOST_ERRORS) + " more errors"
              : "";
      throw new OptionException(
          errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("; ")) + more);
    }
    return parsed;
  }

  /** Returns an entry's value; its default, and an error is added, if it cannot be read. */
  public <T> T value(ConfigEntry<T> entry) {
    return find(entry).map(given -> read(entry, given)).orElseGet(entry::defaultValue);
  }

  private <T> T read(ConfigEntry<T> entry, Given given) {
    try {
      return entry.type().parse(given.text());
    } catch (IllegalArgumentException | EugeException e) {
      error(given.key() + " is '" + Printable.of(given.text()) + "': give " + entry.form());
      return entry.defaultValue();
    }
  }

  /** Returns the text of an entry's value; empty if it is not set. */
  public Optional<String> text(ConfigEntry<?> entry) {
    return find(entry).map(Given::text);
  }

  /** Returns whether the reader's options or Spark's configuration have an entry. */
  boolean isSet(ConfigEntry<?> entry) {
    return find(entry).isPresent();
  }

  /** Adds an error, in the words of a sentence without its full stop. */
  void error(String message) {
    errors.add(message);
  }

  /** Returns one message for each deprecated key among the entries read so far. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns a reader's option that is no entry of Euge's, such as Spark's own {@code path}. */
  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * Returns those of some entries that exclude each other that are set: among the reader's options
   * if it has any of them, else in Spark's configuration. A value that is empty or false does not
   * count.
   */
  List<ConfigEntry<?>> selected(List<ConfigEntry<?>> exclusive) {
    boolean here = exclusive.stream().anyMatch(this::isOption);
    return exclusive.stream()
        .filter(entry -> !here || isOption(entry))
        .filter(entry -> find(entry).filter(given -> !given.text().isBlank()).isPresent())
        .filter(entry -> !entry.isFlag() || Boolean.TRUE.equals(value(entry)))
        .collect(Collectors.toList());
  }

  private boolean isOption(ConfigEntry<?> entry) {
    return entry.group().isOption() && options.containsKey(entry.name());
  }

  private Optional<Given> find(ConfigEntry<?> entry) {
    if (isOption(entry)) {
      return Optional.of(new Given(entry.name(), options.get(entry.name())));
    }
    Optional<String> former = entry.formerKey().filter(conf::containsKey);
    if (former.isEmpty()) {
      return Optional.ofNullable(conf.get(entry.key())).map(text -> new Given(entry.key(), text));
    }
    if (conf.containsKey(entry.key())) {
      error(former.get() + " and " + entry.key() + " are one setting: give the latter alone");
    } else {
      warnings.add(former.get() + " is deprecated: use " + entry.key());
    }
    return former.map(key -> new Given(key, conf.get(key)));
  }
}
