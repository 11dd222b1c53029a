package io.euge.spark.source;

import io.euge.spark.conf.ConfParser;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read().format("video")}: one row per frame, with its pixels if that column is
 * selected.
 *
 * <p>Options are those of {@code ReaderOptions#ofVideo}; the schema is in {@link VideoSchema}.
 */
public final class VideoProvider extends FrameProvider {
  @Override
  public String shortName() {
    return VideoFormat.NAME;
  }

  @Override
  FrameFormat format(CaseInsensitiveStringMap options) {
    return VideoFormat.of(options, ConfParser.ofSession());
  }
}
