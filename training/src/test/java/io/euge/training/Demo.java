package io.euge.training;

import java.nio.file.Path;

/** Where the demo's network lies in the project. */
final class Demo {
  static final Path CFG =
      Path.of("../core/src/main/resources/io/euge/model/catalogue/demo/demo.cfg").toAbsolutePath();

  private Demo() {}
}
