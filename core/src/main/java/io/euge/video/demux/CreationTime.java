package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.euge.video.RecordingTime;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** Reads when a container says that it was created. */
final class CreationTime {
  /** Where clocks start that nobody has set: those of MP4 and QuickTime, and of Unix. */
  private static final Set<LocalDate> UNSET =
      Set.of(LocalDate.of(1904, 1, 1), LocalDate.of(1970, 1, 1));

  /** The zero of Matroska's clock. */
  private static final LocalDateTime MATROSKA_ZERO = LocalDateTime.of(2001, 1, 1, 0, 0);

  private CreationTime() {}

  /** Returns the time; null if the container has none that can be read. */
  static RecordingTime of(Demuxer demuxer) {
    AVDictionary container = demuxer.formatContext().metadata();
    return Stream.of(
            // Apple's own entry has the offset, the container's header has none.
            value(container, "com.apple.quicktime.creationdate"),
            value(container, "creation_time"),
            value(demuxer.stream().metadata(), "creation_time"))
        .filter(Objects::nonNull)
        .map(CreationTime::parse)
        .filter(time -> time != null && isSet(time, demuxer.container()))
        .findFirst()
        .orElse(null);
  }

  private static String value(AVDictionary metadata, String key) {
    AVDictionaryEntry entry =
        metadata == null ? null : av_dict_get(metadata, key, (AVDictionaryEntry) null, 0);
    return entry == null ? null : entry.value().getString();
  }

  private static RecordingTime parse(String text) {
    try {
      return RecordingTime.parse(text.strip());
    } catch (IllegalArgumentException e) {
      return null; // A file may have any text there.
    }
  }

  private static boolean isSet(RecordingTime time, ContainerFormat container) {
    return !UNSET.contains(time.local().toLocalDate())
        && !(container == ContainerFormat.MATROSKA && time.local().equals(MATROSKA_ZERO));
  }
}
