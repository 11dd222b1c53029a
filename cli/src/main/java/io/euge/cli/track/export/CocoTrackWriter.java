package io.euge.cli.track.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a COCO dataset of all videos: {@code images} are frames, and {@code annotations} have
 * {@code track_id}, which is unique in the file. Videos and frames have the fields {@code video_id}
 * and {@code frame_id} of COCO's video extensions.
 */
final class CocoTrackWriter extends WholeTracks {
  /** The beginning of a file in this format. */
  static final String HEAD = "{\"info\":{\"description\":\"Tracks of Euge\"";

  private final JsonGenerator json;
  private final Map<String, ExportedVideo> videos = new HashMap<>();
  private final List<ExportedVideo> order;
  private final List<String> labels;
  private final Images images;
  private long annotation;

  /** Iterates over all frames. */
  interface Images {
    /** Passes each frame of each video to {@code frame}. */
    void forEach(Frame frame) throws IOException;
  }

  /** Receives a frame of a video. */
  interface Frame {
    void take(String video, long frame) throws IOException;
  }

  CocoTrackWriter(OutputStream out, List<ExportedVideo> videos, List<String> labels, Images images)
      throws IOException {
    this.json = new JsonFactory().createGenerator(out);
    this.order = videos;
    this.labels = labels;
    this.images = images;
    videos.forEach(video -> this.videos.put(video.video(), video));
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("description", "Tracks of Euge");
    json.writeEndObject();
    json.writeArrayFieldStart("annotations");
  }

  @Override
  void write(String label, List<ExportedBox> track) throws IOException {
    for (ExportedBox box : track) {
      ExportedVideo video = videos.get(box.video());
      json.writeRaw(annotation == 0 ? "\n" : "");
      json.writeStartObject();
      json.writeNumberField("id", ++annotation);
      json.writeNumberField("image_id", video.firstImage() + box.frame());
      json.writeNumberField("category_id", labels.indexOf(label) + 1);
      json.writeNumberField("track_id", video.tracksBefore() + box.track());
      json.writeNumberField("video_id", video.number());
      json.writeArrayFieldStart("bbox");
      json.writeNumber(box.x());
      json.writeNumber(box.y());
      json.writeNumber(box.width());
      json.writeNumber(box.height());
      json.writeEndArray();
      json.writeNumberField("area", box.width() * box.height());
      json.writeNumberField("iscrowd", 0);
      json.writeNumberField("score", (float) box.confidence());
      json.writeBooleanField("observed", box.observed());
      json.writeEndObject();
    }
  }

  @Override
  void end() throws IOException {
    json.writeEndArray();
    json.writeArrayFieldStart("images");
    images.forEach(this::image);
    json.writeEndArray();
    json.writeArrayFieldStart("videos");
    for (ExportedVideo video : order) {
      json.writeStartObject();
      json.writeNumberField("id", video.number());
      json.writeStringField("name", video.name());
      json.writeNumberField("width", video.width());
      json.writeNumberField("height", video.height());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("categories");
    for (int i = 0; i < labels.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("name", labels.get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  private void image(String address, long frame) throws IOException {
    ExportedVideo video = videos.get(address);
    json.writeStartObject();
    json.writeNumberField("id", video.firstImage() + frame);
    json.writeNumberField("video_id", video.number());
    json.writeNumberField("frame_id", frame);
    json.writeStringField(
        "file_name", String.format(Locale.ROOT, "%s/%06d.jpg", video.name(), frame));
    json.writeNumberField("width", video.width());
    json.writeNumberField("height", video.height());
    json.writeEndObject();
  }
}
