package io.euge.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The project's own classes, as the tests of its architecture read them. */
public final class ProjectClasses {
  private ProjectClasses() {}

  /** Returns the main classes of all modules that are on the class path, without their tests. */
  public static JavaClasses main() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages("io.euge");
  }
}
