package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.ExecutorReport;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.plugin.PluginContext;
import org.junit.jupiter.api.Test;

/** Reports to a driver that is away at first. */
class ExecutorReporterTest {
  private final BlockingQueue<Thread> senders = new LinkedBlockingQueue<>();
  private final BlockingQueue<ExecutorReport> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger(2);

  private Object answer(String method, Object[] arguments) throws SparkException {
    return switch (method) {
      case "executorID" -> "1";
      case "hostname" -> "host";
      case "send" -> {
        senders.add(Thread.currentThread());
        if (failures.getAndDecrement() > 0) {
          throw new SparkException("The driver is away");
        }
        arrived.add((ExecutorReport) arguments[0]);
        yield null;
      }
      default -> throw new UnsupportedOperationException(method);
    };
  }

  @Test
  void reportsContinueAfterAFailure() throws Exception {
    PluginContext context =
        (PluginContext)
            Proxy.newProxyInstance(
                PluginContext.class.getClassLoader(),
                new Class<?>[] {PluginContext.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
    try (ExecutorModels models =
            ExecutorModels.open(new SparkConf(false), ExecutorModels.DRIVER, List.of());
        ExecutorReporter reporter = ExecutorReporter.start(models, context, false)) {
      assertThat(reporter).isNotNull();
      ExecutorReport report = arrived.poll(60, TimeUnit.SECONDS);
      assertThat(report).isNotNull();
      assertThat(report.executor()).isEqualTo("1");
    }
    assertThat(senders).hasSizeGreaterThanOrEqualTo(3);
    assertThat(senders).doesNotContain(Thread.currentThread());
  }
}
