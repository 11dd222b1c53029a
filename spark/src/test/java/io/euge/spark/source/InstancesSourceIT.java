package io.euge.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.device.DeviceRequest;
import io.euge.model.Model;
import io.euge.spark.LocalSpark;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.source.rows.DetectionRowReaderFactory;
import io.euge.testing.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keypoints, masks and crops as fields of detections: there if the model has them, and pruned. */
class InstancesSourceIT {
  private static final Map<String, String> EVERY = Map.of("every", "90", "segment-seconds", "0");

  private static SparkSession spark;
  private static String street;
  private static String segmentation;
  private static String pose;

  @BeforeAll
  static void start() {
    street = Shared.file("data/roads/street-640x352.mp4").toString();
    segmentation = Shared.file("data/onnx/yolov8n-seg_320_int8dyn.onnx").toString();
    pose = Shared.file("data/onnx/yolo26n-pose_256_int8qdq.onnx").toString();
    spark = LocalSpark.start(2);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  @AfterEach
  void nothingStaysOpen() throws InterruptedException {
    OpenResources.assertNone();
  }

  @Test
  void aModelHasTheFieldsOfWhatItFinds() {
    assertThat(fields(load(segmentation, EVERY).schema())).endsWith("height", "mask");
    assertThat(fields(load(pose, EVERY).schema())).endsWith("height", "keypoints");
    assertThat(fields(load(Shared.model("yolo-fastest-1.1.cfg").toString(), EVERY).schema()))
        .endsWith("height");
    assertThat(fields(spark.read().format("detections").load(street).schema())).endsWith("height");
    assertThat(fields(load(pose, with("crops", "jpeg")).schema())).endsWith("keypoints", "crop");
  }

  @Test
  void fieldsThatAreNotSelectedAreNotRead() {
    Dataset<Row> frames = load(segmentation, with("crops", "png"));
    assertThat(fields(read(frames.select("detections.label")))).containsExactly("label");
    assertThat(fields(read(frames.selectExpr("detections.mask.counts")))).containsExactly("mask");
    assertThat(fields(read(frames.selectExpr("explode(detections.confidence)"))))
        .containsExactly("confidence");
    // Spark itself prunes no list that several fields are taken of behind explode.
    Dataset<Row> zipped =
        frames.selectExpr("frame", "inline(arrays_zip(detections.label, detections.confidence))");
    assertThat(fields(read(zipped))).containsExactly("label", "confidence");
    assertThat(zipped.schema().fieldNames()).containsExactly("frame", "label", "confidence");
    List<Row> counts = frames.selectExpr("explode(detections.mask.counts)").collectAsList();
    List<Row> masks = frames.selectExpr("explode(detections.mask)").collectAsList();
    assertThat(counts).isNotEmpty().hasSameSizeAs(masks);
    for (int i = 0; i < masks.size(); i++) {
      Row mask = masks.get(i).getStruct(0);
      assertThat(mask.getList(0)).isEqualTo(List.of(352, 640));
      assertThat(mask.getString(1)).isEqualTo(counts.get(i).getString(0));
      assertThat(mask.getList(2)).isNotEmpty();
    }
  }

  @Test
  void withoutMasksANetworkWithoutTheirPrototypesRuns() {
    Map<String, String> options = new HashMap<>(with("crops", "png"));
    options.putAll(Map.of("path", street, "model", segmentation, "confidence", "0.1"));
    DetectionsFormat format = DetectionsFormat.of(new CaseInsensitiveStringMap(options), Map.of());
    Dataset<Row> frames = load(segmentation, with("crops", "png"));
    ModelReference whole = model(format, frames.select("detections.mask"));
    ModelReference narrow = model(format, frames.select("detections.label", "detections.crop"));
    assertThat(narrow.bytes()).isLessThan(whole.bytes());
    assertThat(whole.name()).isEqualTo(segmentation);
    assertThat(narrow.name()).isEqualTo(segmentation + " (boxes)");
    String fields = "explode(arrays_zip(detections.x, detections.confidence, detections.label";
    List<Row> alone = frames.orderBy("frame").selectExpr(fields + "))").collectAsList();
    List<Row> masked =
        frames
            .orderBy("frame")
            .selectExpr(fields + ", detections.mask)) AS d")
            .select("d.x", "d.confidence", "d.label")
            .collectAsList();
    assertThat(alone.stream().map(row -> row.getStruct(0).toSeq()).toList())
        .isNotEmpty()
        .isEqualTo(masked.stream().map(Row::toSeq).toList());
  }

  /** Returns the model that executors are told to run for a query. */
  private static ModelReference model(DetectionsFormat format, Dataset<Row> query) {
    return ((DetectionRowReaderFactory) format.rows(read(query), spark.sparkContext())).model();
  }

  @Test
  void splitsAndBatchesChangeNoBit() {
    Map<String, String> split =
        Map.of("every", "90", "segment-seconds", "4", "batch", "3", "crops", "png");
    assertThat(load(segmentation, split).javaRDD().getNumPartitions()).isGreaterThan(2);
    for (String model : List.of(segmentation, pose)) {
      List<Object> whole = values(load(model, with("crops", "png")));
      assertThat(whole).hasSizeGreaterThan(10);
      assertThat(values(load(model, split))).isEqualTo(whole);
    }
  }

  @Test
  void aCropHasThePixelsOfTheBox() throws IOException {
    byte[] bgr =
        spark
            .read()
            .format("video")
            .load(street)
            .where("frame = 0")
            .select("image.data")
            .first()
            .getAs(0);
    int crops = 0;
    for (Row found :
        load(segmentation, with("crops", "png"))
            .where("frame = 0")
            .selectExpr("explode(detections) AS d")
            .select("d.x", "d.y", "d.width", "d.height", "d.crop")
            .collectAsList()) {
      int left = (int) Math.max(0, Math.floor(found.getFloat(0)));
      int top = (int) Math.max(0, Math.floor(found.getFloat(1)));
      BufferedImage crop = ImageIO.read(new ByteArrayInputStream(found.getAs(4)));
      assertThat(crop.getWidth())
          .isBetween((int) found.getFloat(2) - 1, (int) found.getFloat(2) + 2);
      assertThat(crop.getHeight())
          .isBetween((int) found.getFloat(3) - 1, (int) found.getFloat(3) + 2);
      for (int y = 0; y < crop.getHeight(); y++) {
        for (int x = 0; x < crop.getWidth(); x++) {
          int at = 3 * ((top + y) * 640 + left + x);
          assertThat(crop.getRGB(x, y) & 0xFFFFFF)
              .isEqualTo(
                  ((bgr[at + 2] & 0xFF) << 16) | ((bgr[at + 1] & 0xFF) << 8) | (bgr[at] & 0xFF));
        }
      }
      crops++;
    }
    assertThat(crops).isPositive();
  }

  @Test
  void aJpegCropLooksLikeThePngOfTheSameBox() throws IOException {
    List<byte[]> exact = crops(with("crops", "png"));
    List<byte[]> near = crops(with("crops", "jpeg"));
    assertThat(near).isNotEmpty().hasSameSizeAs(exact);
    for (int i = 0; i < near.size(); i++) {
      BufferedImage png = ImageIO.read(new ByteArrayInputStream(exact.get(i)));
      BufferedImage jpeg = ImageIO.read(new ByteArrayInputStream(near.get(i)));
      assertThat(jpeg.getWidth()).isEqualTo(png.getWidth());
      assertThat(jpeg.getHeight()).isEqualTo(png.getHeight());
      long apart = 0;
      for (int at = 0; at < png.getWidth() * png.getHeight(); at++) {
        int x = at % png.getWidth();
        int y = at / png.getWidth();
        for (int shift = 0; shift <= 16; shift += 8) {
          apart +=
              Math.abs((png.getRGB(x, y) >> shift & 0xFF) - (jpeg.getRGB(x, y) >> shift & 0xFF));
        }
      }
      assertThat(apart / 3.0 / png.getWidth() / png.getHeight()).isLessThan(12);
    }
  }

  @Test
  void aQuantizedModelOnAGpuIsNoticed() {
    DeviceRequest cuda = DeviceRequest.parse("cuda");
    Model quantized = DetectionModels.standard().resolve(pose);
    assertThat(DetectionsFormat.gpuNotice(quantized, cuda).orElseThrow())
        .startsWith("yolo26n-pose_256_int8qdq: it is quantized: CUDA has no kernels");
    assertThat(DetectionsFormat.gpuNotice(DetectionModels.standard().resolve(segmentation), cuda))
        .isPresent();
    assertThat(DetectionsFormat.gpuNotice(quantized, DeviceRequest.parse("cpu"))).isEmpty();
    Model floats =
        DetectionModels.standard().resolve(Shared.file("data/onnx/yolox_nano_416.onnx").toString());
    assertThat(DetectionsFormat.gpuNotice(floats, cuda)).isEmpty();
  }

  private static List<byte[]> crops(Map<String, String> options) {
    return load(segmentation, options)
        .orderBy("frame")
        .selectExpr("explode(detections.crop) AS crop")
        .collectAsList()
        .stream()
        .<byte[]>map(row -> row.getAs(0))
        .toList();
  }

  @Test
  void jpegCropsAreSmallerAtALowerQuality() {
    long good = bytes(with("crops", "jpeg"));
    long poor = bytes(Map.of("every", "90", "crops", "JPEG", "jpeg-quality", "20"));
    assertThat(poor).isPositive().isLessThan(good);
    assertThatThrownBy(() -> load(pose, Map.of("crops", "gif")))
        .hasMessageContaining("jpeg or png");
  }

  @Test
  void aTableWithSomeOfTheFieldsHasNoOthers() {
    spark.sql(
        "CREATE TEMPORARY VIEW boxes (frame LONG, detections ARRAY<STRUCT<label STRING, x FLOAT>>) USING detections OPTIONS (path '%s', model '%s', every 90)"
            .formatted(street, segmentation));
    assertThat(fields(spark.table("boxes").schema())).containsExactly("label", "x");
    assertThat(spark.sql("SELECT sum(size(detections)) FROM boxes").first().getLong(0))
        .isPositive();
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("detections")
                    .schema("detections ARRAY<STRUCT<label STRING, keypoints ARRAY<FLOAT>>>")
                    .option("model", segmentation)
                    .load(street)
                    .count())
        .hasMessageContaining("Cannot read the column detections");
  }

  private static long bytes(Map<String, String> options) {
    return load(segmentation, options)
        .selectExpr("sum(aggregate(detections.crop, 0, (sum, crop) -> sum + octet_length(crop)))")
        .first()
        .getLong(0);
  }

  private static Map<String, String> with(String option, String value) {
    return Map.of("every", "90", "segment-seconds", "0", option, value);
  }

  private static Dataset<Row> load(String model, Map<String, String> options) {
    DataFrameReader reader =
        spark.read().format("detections").option("model", model).option("confidence", "0.1");
    return reader.options(options).load(street);
  }

  /** All rows in order, with bytes as text, so that they can be compared. */
  private static List<Object> values(Dataset<Row> frames) {
    List<Object> values = new ArrayList<>();
    frames.orderBy("frame").toJSON().collectAsList().forEach(values::add);
    return values;
  }

  private static StructType read(Dataset<Row> query) {
    return query.queryExecution().executedPlan().collectLeaves().head().schema();
  }

  private static List<String> fields(StructType columns) {
    ArrayType detections = (ArrayType) columns.apply("detections").dataType();
    return List.of(((StructType) detections.elementType()).fieldNames());
  }
}
