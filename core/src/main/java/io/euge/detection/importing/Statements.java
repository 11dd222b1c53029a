package io.euge.detection.importing;

import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.ImportRequest;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What options and a sidecar say of one graph. An option wins, and a notice says so. */
final class Statements {
  private final ImportRequest request;
  private final List<String> notices = new ArrayList<>();

  Statements(ImportRequest request) {
    this.request = request;
  }

  /**
   * Returns what is said of a part; empty if nothing is.
   *
   * @param name of the part, as options have it
   */
  <T> Optional<Sourced<T>> of(String name, Function<ModelDescription, Optional<T>> part) {
    Optional<T> option = part.apply(request.options());
    Optional<T> beside = request.sidecar().flatMap(sidecar -> part.apply(sidecar.description()));
    if (option.isPresent() && beside.isPresent() && !option.equals(beside)) {
      notice(
          "%s: the option is used, and %s says otherwise"
              .formatted(name, request.sidecar().get().file().getFileName()));
    }
    return option
        .map(value -> new Sourced<>(value, Source.OPTION))
        .or(() -> beside.map(value -> new Sourced<>(value, Source.SIDECAR)));
  }

  /** Returns what is said of a part of the preprocessing; empty if nothing is. */
  <T> Optional<Sourced<T>> ofPreprocessing(String key, Function<Preprocessing, Optional<T>> part) {
    return of("preprocessing " + key, said -> part.apply(said.preprocessing()));
  }

  void notice(String sentence) {
    notices.add(sentence);
  }

  List<String> notices() {
    return notices;
  }
}
