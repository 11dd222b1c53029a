package io.euge.spark.conf;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A configuration entry. Its {@link #name} is a reader's option and the command's long option if
 * its group has options; its {@link #key} is the setting in Spark's configuration.
 *
 * @param name in kebab case, such as {@code max-batch} or {@code gpu.nvidia-smi}
 * @param documentation what it does, in Markdown
 * @param formerName the name it had in an earlier release and can still be given by
 */
public record ConfigEntry<T>(
    ConfigGroup group,
    String name,
    ValueType<T> type,
    DefaultValue<T> whenUnset,
    String documentation,
    Optional<String> formerName) {
  /** What the keys in Spark's configuration begin with. */
  static final String PREFIX = "spark.euge.";

  /** Returns an entry whose default is a value that a user could write. */
  static <T> ConfigEntry<T> of(
      ConfigGroup group, String name, ValueType<T> type, String defaultText, String documentation) {
    return new ConfigEntry<>(
        group,
        name,
        type,
        DefaultValue.literal(type, defaultText),
        documentation,
        Optional.empty());
  }

  /** Returns an entry whose default no text stands for. */
  static <T> ConfigEntry<T> withDefault(
      ConfigGroup group,
      String name,
      ValueType<T> type,
      String description,
      Supplier<T> value,
      String documentation) {
    return new ConfigEntry<>(
        group,
        name,
        type,
        DefaultValue.described(description, value),
        documentation,
        Optional.empty());
  }

  /** Returns the same entry, which an earlier release named differently. */
  ConfigEntry<T> formerly(String earlier) {
    return new ConfigEntry<>(group, name, type, whenUnset, documentation, Optional.of(earlier));
  }

  /** Returns the key in Spark's configuration. */
  public String key() {
    return PREFIX + name;
  }

  /** Returns the key in Spark's configuration of an earlier release. */
  Optional<String> formerKey() {
    return formerName.map(PREFIX::concat);
  }

  /** Returns what can be given, in words that follow "give". */
  public String form() {
    return type.form();
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException or {@link io.euge.EugeException} for what is none
   */
  public T parse(String text) {
    return type.parse(text);
  }

  /** Returns the value that holds when nothing is set. */
  T defaultValue() {
    return whenUnset.value().get();
  }

  /** Returns the default as a user would write it; empty if no text stands for it. */
  public Optional<String> defaultText() {
    return whenUnset.literal() ? Optional.of(whenUnset.text()) : Optional.empty();
  }

  /** Returns whether it is true or false, so that a command's user need not write a value. */
  public boolean isFlag() {
    return type.equals(ValueType.BOOLEAN);
  }

  /**
   * What holds when an entry is not set.
   *
   * @param text the value as a user would write it if {@code literal}, else a description of what
   *     happens; empty if there is nothing to say
   * @param literal whether the text is a value
   */
  record DefaultValue<T>(String text, boolean literal, Supplier<T> value) {
    /** Returns a default that a user could write. */
    static <T> DefaultValue<T> literal(ValueType<T> type, String text) {
      return new DefaultValue<>(text, true, () -> type.parse(text));
    }

    /** Returns a default that no text stands for. */
    static <T> DefaultValue<T> described(String description, Supplier<T> value) {
      return new DefaultValue<>(description, false, value);
    }
  }
}
