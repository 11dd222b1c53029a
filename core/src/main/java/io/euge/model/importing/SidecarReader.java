package io.euge.model.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.file.IoReason;
import io.euge.model.ModelException;
import io.euge.model.labels.Labels;
import io.euge.model.spec.InputSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sidecars. */
final class SidecarReader {
  static final String FORMAT = "format";
  static final String SHA256 = "sha256";
  static final String HEAD = "head";
  static final String INPUT_SIZE = "inputSize";
  static final String LABELS = "labels";
  static final String PREPROCESSING = "preprocessing";

  /** The version of what is written. */
  static final int VERSION = 1;

  private static final List<String> FIELDS =
      List.of(FORMAT, SHA256, HEAD, INPUT_SIZE, LABELS, PREPROCESSING);
  private static final int MAX_BYTES = 8 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final JsonNode root;

  private SidecarReader(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a sidecar.
   *
   * @throws ModelException that names the field, its value and what is possible
   */
  static Sidecar read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelException(
            "Cannot read %s: it is not a regular file; remove or rename it".formatted(file));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ModelException(
            "Cannot read %s: it has more than %d bytes; remove what does not belong to it"
                .formatted(file, MAX_BYTES));
      }
      return new SidecarReader(file, JSON.readTree(Files.readAllBytes(file))).read();
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new ModelException(
          "Cannot read %s: it is not JSON%s, or a field is there twice; correct it or write it again with euge models import"
              .formatted(file, place),
          e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read %s: %s; check its permissions".formatted(file, IoReason.of(e)), e);
    }
  }

  private Sidecar read() {
    if (!root.isObject()) {
      throw wrong("it holds no object", "give {\"format\": 1, …}");
    }
    root.fieldNames().forEachRemaining(this::requireKnown);
    JsonNode format = root.get(FORMAT);
    if (format == null || !format.isInt() || format.intValue() != VERSION) {
      throw wrong(
          "its field format is %s".formatted(format == null ? "missing" : shown(format)),
          "this version reads " + VERSION);
    }
    Optional<String> sha256 = text(SHA256);
    if (sha256.filter(hash -> !hash.matches("[0-9a-f]{64}")).isPresent()) {
      throw wrong(
          "its field sha256 is " + shown(root.get(SHA256)), "give 64 hexadecimal digits or none");
    }
    try {
      return new Sidecar(
          file,
          new ModelDescription(
              text(HEAD), labels(), text(INPUT_SIZE).map(InputSize::parse), preprocessing()),
          sha256);
    } catch (OptionException e) {
      throw new ModelException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void requireKnown(String field) {
    if (!FIELDS.contains(field)) {
      throw wrong(
          "it has no field '%s'".formatted(Printable.of(field)),
          NearestNames.nearest(field, FIELDS)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("its fields are " + String.join(", ", FIELDS)));
    }
  }

  private Optional<String> text(String field) {
    JsonNode value = root.get(field);
    if (value != null && !value.isTextual()) {
      throw wrong("its field %s is %s".formatted(field, shown(value)), "give a text");
    }
    return Optional.ofNullable(value).map(JsonNode::textValue);
  }

  private Optional<List<String>> labels() {
    JsonNode value = root.get(LABELS);
    if (value == null) {
      return Optional.empty();
    }
    List<String> labels = new ArrayList<>();
    if (!value.isArray()) {
      throw wrong("its field labels is " + shown(value), "give an array of texts");
    }
    for (JsonNode label : value) {
      if (!label.isTextual()) {
        throw wrong(
            "its field labels has %s at %d".formatted(shown(label), labels.size()),
            "give an array of texts");
      }
      labels.add(label.textValue());
    }
    Labels.fault(labels)
        .ifPresent(
            fault -> {
              throw wrong("of its field labels, " + fault, "give one text for each class");
            });
    return Optional.of(labels);
  }

  private Preprocessing preprocessing() {
    JsonNode value = root.get(PREPROCESSING);
    if (value == null) {
      return Preprocessing.NONE;
    }
    if (!value.isObject()) {
      throw wrong(
          "its field preprocessing is " + shown(value), "give an object such as {\"fill\": 114}");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    value
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), value(entry.getKey(), entry.getValue())));
    return PreprocessingKeys.of(texts);
  }

  /** Returns a value as the option has it. */
  private String value(String key, JsonNode value) {
    if (value.isTextual() || value.isNumber()) {
      return value.asText();
    }
    List<String> numbers = new ArrayList<>();
    for (JsonNode number : value) {
      if (value.isArray() && number.isNumber()) {
        numbers.add(number.asText());
      }
    }
    if (numbers.isEmpty() || numbers.size() != value.size()) {
      throw wrong(
          "its field preprocessing has %s of %s".formatted(shown(value), Printable.of(key)),
          "give a text, a number or an array of numbers");
    }
    return String.join(key.equals(PreprocessingKeys.Key.RANGE.label()) ? ".." : ",", numbers);
  }

  private static String shown(JsonNode value) {
    return Printable.of(value.toString());
  }

  private ModelException wrong(String what, String remedy) {
    return new ModelException("Cannot read %s: %s; %s".formatted(file, what, remedy));
  }
}
