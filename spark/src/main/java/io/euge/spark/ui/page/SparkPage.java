package io.euge.spark.ui.page;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import scala.Function0;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.xml.Node;

/**
 * The frame of Spark's pages. Its function has more parameters in some versions than in others;
 * those that are not known have their usual value.
 */
final class SparkPage {
  private static final Method HEADER =
      Arrays.stream(UIUtils.class.getMethods())
          .filter(method -> method.getName().equals("headerSparkPage"))
          .findFirst()
          .orElseThrow();

  private SparkPage() {}

  @SuppressWarnings("unchecked") // What the function returns in every version.
  static Seq<Node> render(HttpServletRequest request, String title, Node body, SparkUITab tab) {
    Function0<Node> content = () -> body;
    Class<?>[] types = HEADER.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      if (types[i] == HttpServletRequest.class) {
        arguments[i] = request;
      } else if (types[i] == String.class) {
        arguments[i] = title;
      } else if (types[i] == Function0.class) {
        arguments[i] = content;
      } else if (types[i] == SparkUITab.class) {
        arguments[i] = tab;
      } else if (types[i] == Option.class) {
        arguments[i] = Option.empty();
      } else if (types[i] == boolean.class) {
        arguments[i] = false;
      }
    }
    try {
      return (Seq<Node>) HEADER.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Spark's pages cannot be made", e);
    }
  }
}
