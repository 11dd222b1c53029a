package io.euge.testing;

import io.euge.LeakTracker;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves an owner of native memory open, and shows where it was acquired. */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NoLeaks.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", LeakTracker.openResources());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<?> before = context.getStore(NAMESPACE).get("before", List.class);
    List<LeakTracker.Acquisition> left = LeakTracker.openResources();
    left.removeAll(before);
    if (!left.isEmpty()) {
      AssertionError leak =
          new AssertionError(left.size() + " left open by " + context.getDisplayName());
      left.forEach(leak::addSuppressed);
      throw leak;
    }
  }
}
