package io.euge.video;

import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** The bytes of a source, open behind a demuxer. */
final class Input implements AutoCloseable {
  /** Something that is asked of the bytes themselves. */
  interface Question {
    long ask(VideoBytes bytes) throws IOException;
  }

  private final VideoSource source;
  private final AVFormatContext format;

  private Input(VideoSource source, AVFormatContext format) {
    this.source = source;
    this.format = format;
  }

  /**
   * @throws VideoException if the bytes cannot be read, or are in no admitted format
   */
  static Input open(VideoSource source) {
    Ffmpeg.ready();
    Path file = source.file().orElseThrow();
    checkReadable(file, source.name());
    AVFormatContext format = new AVFormatContext(null);
    AVDictionary options = Admission.options();
    try (BytePointer url = url(file)) {
      int code = avformat_open_input(format, url, null, options);
      if (code < 0) {
        throw refused(Code.FORMAT, source.name(), refusal(source.name(), code));
      }
    } finally {
      av_dict_free(options);
    }
    return new Input(source, format);
  }

  private static VideoException refused(Code code, String name, String message) {
    return new VideoException(Stage.OPEN, code, name, Double.NaN, message);
  }

  private static String refusal(String name, int code) {
    // A format that is not admitted is an invalid argument to the native library.
    if (code == AVERROR_INVALIDDATA() || code == AVERROR_EINVAL() || code == AVERROR_EOF()) {
      return "%s is not a video in a format Euge reads (%s), or its beginning or index is damaged"
          .formatted(name, Admission.FORMATS);
    }
    return "Cannot open %s: %s".formatted(name, Ffmpeg.words(code));
  }

  private static BytePointer url(Path file) {
    // The native library wants the bytes of the name as the file system has them.
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return new BytePointer("file:" + file.toAbsolutePath().normalize(), names);
  }

  private static void checkReadable(Path file, String name) {
    if (!Files.exists(file)) {
      throw refused(Code.MISSING, name, "There is no file %s; check the path".formatted(name));
    } else if (Files.isDirectory(file)) {
      throw refused(
          Code.MISSING, name, "%s is a directory, not a video; name a file in it".formatted(name));
    } else if (!Files.isRegularFile(file)) {
      throw refused(
          Code.MISSING, name, "%s is not a regular file; copy the video into one".formatted(name));
    } else if (!Files.isReadable(file)) {
      throw refused(
          Code.UNREADABLE, name, "%s may not be read; check its permissions".formatted(name));
    } else if (isEmpty(file, name)) {
      throw refused(Code.EMPTY, name, "%s is empty; copy the video again".formatted(name));
    }
  }

  private static boolean isEmpty(Path file, String name) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw refused(Code.UNREADABLE, name, "Cannot read %s: %s".formatted(name, e.getMessage()));
    }
  }

  String name() {
    return source.name();
  }

  AVFormatContext format() {
    return format;
  }

  /** Opens the bytes once more, beside the demuxer, and asks them. */
  long reread(Question question) {
    try (VideoBytes bytes = source.open()) {
      return question.ask(bytes);
    } catch (IOException e) {
      throw new VideoException(
          Stage.DECODE,
          Code.UNREADABLE,
          name(),
          Double.NaN,
          "Cannot read %s again: %s".formatted(name(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    avformat_close_input(format);
  }
}
