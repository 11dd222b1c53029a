package io.euge.spark.source;

import io.euge.spark.conf.ImageSettings;
import io.euge.spark.conf.Option;
import io.euge.spark.conf.Options;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.source.rows.ImageRowReader;
import io.euge.spark.source.rows.MetadataRowReader;
import io.euge.spark.source.rows.RowReaderFactory;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Rows with the pixels of frames, if that column is selected. */
public record VideoFormat(ReadSettings reading, ImageSettings image) implements FrameFormat {
  static final String NAME = "video";

  /**
   * Reads the options of one reader.
   *
   * @param cluster the settings of Spark, whatever they are about
   * @throws io.euge.OptionException for an option or setting of ours that is none or has a value
   *     that cannot be
   */
  public static VideoFormat of(CaseInsensitiveStringMap given, Map<String, String> cluster) {
    Options options = new Options(Option.ofVideo(), given, cluster);
    VideoFormat format = new VideoFormat(ReadSettings.of(options), ImageSettings.of(options));
    options.check();
    return format;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description(StructType columns) {
    return !hasImage(columns) ? " without images" : image.jpeg() ? " with JPEG images" : "";
  }

  @Override
  public RowReaderFactory rows(StructType columns, SparkContext context) {
    ImageSettings settings = image;
    return hasImage(columns)
        ? (frames, closer) -> new ImageRowReader(settings, columns, frames, closer)
        : (frames, closer) -> new MetadataRowReader(columns, frames);
  }

  private static boolean hasImage(StructType columns) {
    return columns.getFieldIndex("image").isDefined();
  }
}
