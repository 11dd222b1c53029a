package io.euge.spark.source;

import io.euge.spark.conf.ConfParser;
import io.euge.spark.conf.ImageSettings;
import io.euge.spark.conf.ReadSettings;
import io.euge.spark.conf.ReaderOptions;
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
   * @param conf the configuration of Spark, whatever it is about
   * @throws io.euge.OptionException for an option or setting of ours that is none or has a value
   *     that cannot be
   */
  public static VideoFormat of(CaseInsensitiveStringMap options, Map<String, String> conf) {
    return ConfParser.parse(
        ReaderOptions.ofVideo(),
        options,
        conf,
        parser -> new VideoFormat(ReadSettings.of(parser), ImageSettings.of(parser)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StructType schema() {
    return VideoSchema.of(image);
  }

  @Override
  public String description(StructType columns) {
    return !hasImage(columns) ? " without images" : image.jpeg() ? " with JPEG images" : "";
  }

  @Override
  public RowReaderFactory rows(StructType columns, SparkContext context) {
    ImageSettings settings = image;
    return hasImage(columns)
        ? (task, account) ->
            (frames, segment) -> new ImageRowReader(settings, columns, frames, segment, account)
        : (task, account) ->
            (frames, segment) -> new MetadataRowReader(columns, frames, null, account);
  }

  private static boolean hasImage(StructType columns) {
    return columns.getFieldIndex("image").isDefined();
  }
}
