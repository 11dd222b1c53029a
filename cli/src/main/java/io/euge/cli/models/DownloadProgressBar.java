package io.euge.cli.models;

import io.euge.cli.console.StatusLine;
import io.euge.model.catalogue.CatalogueEntry;
import io.euge.model.catalogue.CatalogueFile;
import io.euge.model.catalogue.PullProgress;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the downloaded megabytes of a model on standard error; prints nothing if that is not a
 * terminal.
 */
final class DownloadProgressBar implements PullProgress, AutoCloseable {
  private static final int MEGABYTE = 1_000_000;

  private final Map<CatalogueFile, Long> here = new HashMap<>();
  private final Optional<ProgressBar> bar;

  private DownloadProgressBar(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static DownloadProgressBar start(CatalogueEntry entry) {
    return new DownloadProgressBar(
        StatusLine.isTerminal() ? Optional.of(bar(entry)) : Optional.empty());
  }

  private static ProgressBar bar(CatalogueEntry entry) {
    return new ProgressBarBuilder()
        .setTaskName(entry.name())
        .setInitialMax(entry.bytes())
        .setUnit(" MB", MEGABYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .build();
  }

  @Override
  public void update(CatalogueFile file, long bytes) {
    here.put(file, bytes);
    bar.ifPresent(line -> line.stepTo(here.values().stream().mapToLong(Long::longValue).sum()));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
