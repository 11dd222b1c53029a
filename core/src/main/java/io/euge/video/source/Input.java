package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.euge.EugeException;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of a source, open behind a demuxer. */
public final class Input implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Input.class);

  /** Something that is asked of the bytes themselves. */
  public interface Question {
    long ask(VideoBytes bytes) throws IOException;
  }

  private final VideoSource source;
  private final AVFormatContext format;
  private final AvioReader avio;
  private AVIOContext file;

  private Input(VideoSource source, AVFormatContext format, AvioReader avio) {
    this.source = source;
    this.format = format;
    this.avio = avio;
  }

  /**
   * Opens the container at a source.
   *
   * @throws VideoException if the bytes cannot be read, or are in no admitted format
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public static Input open(VideoSource source) {
    Ffmpeg.ready();
    Optional<Path> file = source.file();
    file.ifPresent(path -> checkReadable(path, source.name()));
    AvioReader avio = file.isPresent() ? null : avio(source);
    Input input = new Input(source, avformat_alloc_context(), avio);
    try (BytePointer url = file.map(Input::url).orElseGet(() -> new BytePointer(source.name()))) {
      input.open(url);
      return input;
    } catch (Throwable e) {
      input.close();
      throw e;
    }
  }

  private void open(BytePointer url) {
    DemuxerCallbacks.stopWhenInterrupted(format);
    AVDictionary options = FormatAllowlist.options();
    if (avio != null) {
      format.pb(avio.context());
      DemuxerCallbacks.openNothing(format);
      av_dict_set(options, "protocol_whitelist", "", 0);
    }
    try {
      int code = avformat_open_input(format, url, null, options);
      check(Stage.OPEN);
      if (code < 0) {
        throw refused(Code.FORMAT, name(), refusal(name(), code));
      }
      file = avio == null ? format.pb() : null;
    } finally {
      av_dict_free(options);
    }
  }

  private static AvioReader avio(VideoSource source) {
    VideoBytes bytes = null;
    try {
      bytes = source.open();
      ReadAhead ahead = new ReadAhead(bytes);
      if (ahead.length() == 0) {
        throw empty(source.name());
      }
      return new AvioReader(ahead);
    } catch (IOException | RuntimeException e) {
      close(bytes, e);
      throw failure(Stage.OPEN, source.name(), e);
    }
  }

  private static void close(VideoBytes bytes, Exception failure) {
    try {
      if (bytes != null) {
        bytes.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** What the caller of this room is told of a failure below it. */
  private static RuntimeException failure(Stage stage, String name, Exception e) {
    if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      return new VideoInterruptedException(name);
    } else if (e instanceof EugeException known) {
      return known;
    }
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String message = "Cannot read %s: %s; check the storage and read it again".formatted(name, why);
    return new VideoException(stage, Code.UNREADABLE, name, Double.NaN, message, e);
  }

  /**
   * Throws what kept the demuxer from its bytes, if anything did. The demuxer tells such a thing
   * from the end of the file, or from damage, only now and then; so ask after every call of it that
   * reads.
   *
   * @throws VideoException if the storage failed; again on every further call
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public void check(Stage stage) {
    if (avio != null && avio.failure() instanceof Error error) {
      throw error;
    } else if (avio != null && avio.failure() instanceof Exception e) {
      throw failure(stage, name(), e);
    } else if (Thread.currentThread().isInterrupted()) {
      throw new VideoInterruptedException(name());
    }
  }

  /** Bytes that came from the file or storage to this demuxer so far; while it is open. */
  public long bytesRead() {
    return avio == null ? file.bytes_read() : avio.bytes().fetched();
  }

  private static VideoException refused(Code code, String name, String message) {
    return new VideoException(Stage.OPEN, code, name, Double.NaN, message);
  }

  private static String refusal(String name, int code) {
    // A format that is not admitted is an invalid argument to the native library.
    if (code == AVERROR_INVALIDDATA() || code == AVERROR_EINVAL() || code == AVERROR_EOF()) {
      return "%s is not a video in a format Euge reads (%s), or its beginning or index is damaged"
          .formatted(name, FormatAllowlist.FORMATS);
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
      throw empty(name);
    }
  }

  private static VideoException empty(String name) {
    return refused(Code.EMPTY, name, "%s is empty; copy the video again".formatted(name));
  }

  private static boolean isEmpty(Path file, String name) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw refused(Code.UNREADABLE, name, "Cannot read %s: %s".formatted(name, e.getMessage()));
    }
  }

  public String name() {
    return source.name();
  }

  public AVFormatContext format() {
    return format;
  }

  /** Asks the bytes themselves; the demuxer's place in them stays. */
  public long reread(Question question) {
    try {
      if (avio != null) {
        return question.ask(avio.bytes().bytes());
      }
      try (VideoBytes bytes = source.open()) {
        return question.ask(bytes);
      }
    } catch (IOException e) {
      throw failure(Stage.DECODE, name(), e);
    }
  }

  @Override
  public void close() {
    avformat_close_input(format);
    try {
      if (avio != null) {
        avio.close();
      }
    } catch (IOException e) {
      // All that was wanted of the bytes has been read.
      LOG.debug("Closing {} failed", name(), e);
    }
  }
}
