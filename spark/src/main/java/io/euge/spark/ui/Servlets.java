package io.euge.spark.ui;

import java.util.Arrays;
import org.apache.spark.ui.WebUIPage;

/** Which servlets the pages of this Spark are. */
final class Servlets {
  private static final boolean JAKARTA =
      Arrays.stream(WebUIPage.class.getMethods())
          .filter(method -> method.getName().equals("render"))
          .anyMatch(method -> method.getParameterTypes()[0].getName().startsWith("jakarta."));

  private Servlets() {}

  /** Returns whether they are those of Spark 4, which the pages of the tab are made for. */
  static boolean areJakarta() {
    return JAKARTA;
  }
}
