package io.euge.model.catalogue;

import io.euge.NearestNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that can be used by name instead of a file. Names are unique. Immutable.
 *
 * @param builtIn the models in the jar of Euge, in the order in which they are listed
 * @param entries the models that can be pulled, in the order in which they are listed after these
 */
public record Catalogue(List<BuiltInModel> builtIn, List<CatalogueEntry> entries) {
  private static final String RESOURCE = "catalogue.properties";
  private static final String BUILT_IN = "built-in";

  public Catalogue {
    builtIn = List.copyOf(builtIn);
    entries = List.copyOf(entries);
    if (names(builtIn, entries).map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
        < builtIn.size() + entries.size()) {
      throw new IllegalArgumentException("two models of one name");
    }
  }

  /** Returns the catalogue in the jar of Euge. */
  public static Catalogue standard() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalogue in the format of {@code catalogue.properties}.
   *
   * @throws IllegalArgumentException if a value is missing or invalid
   */
  static Catalogue read(Reader text) throws IOException {
    Properties properties = new Properties();
    properties.load(text);
    List<BuiltInModel> builtIn = new ArrayList<>();
    if (properties.containsKey(BUILT_IN)) {
      list(properties, BUILT_IN).forEach(name -> builtIn.add(builtIn(properties, name)));
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String name : list(properties, "models")) {
      entries.add(entry(properties, name));
    }
    return new Catalogue(builtIn, entries);
  }

  /** Returns the built-in model of this name, in any case. */
  public Optional<BuiltInModel> findBuiltIn(String name) {
    return builtIn.stream().filter(model -> model.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the model of this name, in any case, that can be pulled. */
  public Optional<CatalogueEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns whether a built-in model or an entry has this name, in any case. */
  public boolean contains(String name) {
    return names(builtIn, entries).anyMatch(name::equalsIgnoreCase);
  }

  /** Returns the names that are like what was typed, the nearest first. */
  public List<String> near(String typed) {
    return NearestNames.of(typed, names(builtIn, entries).toList());
  }

  /** Returns all names, separated by commas. */
  public String names() {
    return names(builtIn, entries).collect(Collectors.joining(", "));
  }

  private static Stream<String> names(List<BuiltInModel> builtIn, List<CatalogueEntry> entries) {
    return Stream.concat(
        builtIn.stream().map(BuiltInModel::name), entries.stream().map(CatalogueEntry::name));
  }

  private static BuiltInModel builtIn(Properties properties, String name) {
    int[] input = input(properties, name);
    return new BuiltInModel(
        name,
        value(properties, name + ".for"),
        value(properties, name + ".license"),
        Integer.parseInt(value(properties, name + ".classes")),
        input[0],
        input[1]);
  }

  /** Returns width and height. */
  private static int[] input(Properties properties, String name) {
    String[] sides = value(properties, name + ".input").split("x", 2);
    if (sides.length != 2) {
      throw new IllegalArgumentException(name + ".input is not WIDTHxHEIGHT");
    }
    return new int[] {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
  }

  private static CatalogueEntry entry(Properties properties, String name) {
    int[] input = input(properties, name);
    return new CatalogueEntry(
        name,
        value(properties, name + ".for"),
        value(properties, name + ".license"),
        URI.create(value(properties, name + ".license-address")),
        Integer.parseInt(value(properties, name + ".classes")),
        input[0],
        input[1],
        list(properties, name + ".files").stream().map(file -> file(properties, file)).toList());
  }

  private static CatalogueFile file(Properties properties, String name) {
    String key = "file." + name;
    return new CatalogueFile(
        name,
        URI.create(value(properties, key + ".source")),
        Long.parseLong(value(properties, key + ".bytes")),
        value(properties, key + ".sha256"));
  }

  private static List<String> list(Properties properties, String key) {
    return List.of(value(properties, key).split("\\s*,\\s*"));
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the catalogue lacks " + key);
    }
    return value;
  }
}
