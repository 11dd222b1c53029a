package io.euge.bench.script;

import io.euge.OptionException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A peer and its engine. */
record Entrant(Peer peer, ChosenEngine engine) {
  /**
   * Parses a name of the option {@code --contestants}.
   *
   * @param text {@code PEER} for ONNX Runtime, or {@code PEER:ENGINE}
   * @throws OptionException if there is no such peer or engine
   */
  static Entrant of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Entrant(Peer.of(text), ChosenEngine.ONNXRUNTIME)
        : new Entrant(Peer.of(text.substring(0, colon)), engine(text.substring(colon + 1)));
  }

  private static ChosenEngine engine(String name) {
    return Arrays.stream(ChosenEngine.values())
        .filter(engine -> name(engine).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    "--contestants has the engine '%s': give one of %s"
                        .formatted(
                            name,
                            Arrays.stream(ChosenEngine.values())
                                .map(Entrant::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static String name(ChosenEngine engine) {
    return engine.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
