package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.euge.file.FailedDisk;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open container whose bytes FFmpeg reads: from a local file itself, else through Java. */
public final class Input implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Input.class);

  /** A function of the bytes of a video. */
  public interface Inspection<T> {
    T apply(VideoBytes bytes) throws IOException;
  }

  private final VideoSource source;
  private final AVFormatContext format;

  /** Null where FFmpeg reads the file itself. */
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
   * @throws VideoException if the bytes cannot be read, or the format is not on the allowlist
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public static Input open(VideoSource source) {
    Ffmpeg.load();
    Optional<Path> file = source.file();
    file.ifPresent(path -> LocalFileCheck.check(path, source.name()));
    AvioReader avio = file.isPresent() ? null : openBytes(source);
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
    DemuxerCallbacks.setInterrupt(format);
    AVDictionary options = FormatAllowlist.options();
    if (avio != null) {
      format.pb(avio.context());
      DemuxerCallbacks.refuseOpen(format);
      av_dict_set(options, "protocol_whitelist", "", 0);
    }
    try {
      int code = avformat_open_input(format, url, null, options);
      check(Stage.OPEN);
      if (code < 0) {
        source.file().ifPresent(path -> LocalFileCheck.requireDisk(path, name()));
        throw InputFailure.format(name(), code);
      }
      file = avio == null ? format.pb() : null;
    } finally {
      av_dict_free(options);
    }
  }

  private static AvioReader openBytes(VideoSource source) {
    VideoBytes bytes = null;
    try {
      bytes = source.open();
      ReadAhead readAhead = new ReadAhead(bytes);
      if (readAhead.length() == 0) {
        throw InputFailure.empty(source.name());
      }
      return new AvioReader(readAhead);
    } catch (IOException | RuntimeException e) {
      close(bytes, e);
      throw InputFailure.storage(Stage.OPEN, source.name(), e);
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

  private static BytePointer url(Path file) {
    // FFmpeg needs the bytes of the name as the file system has them.
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return new BytePointer("file:" + file.toAbsolutePath().normalize(), names);
  }

  /**
   * Throws the failure that kept FFmpeg from the bytes, if there was one. FFmpeg rarely
   * distinguishes it from the end of the file or from damage, so this must be called after every
   * call of FFmpeg that reads.
   *
   * @throws VideoException if the storage failed; again on every further call
   * @throws io.euge.EugeException if all files of the storage may be affected
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public void check(Stage stage) {
    if (avio != null && avio.failure() instanceof Error error) {
      throw error;
    } else if (avio != null && avio.failure() instanceof Exception e) {
      throw InputFailure.storage(stage, name(), e);
    } else if (Thread.currentThread().isInterrupted()) {
      throw new VideoInterruptedException(name());
    } else if (file != null && file.error() < 0) {
      String reason = Ffmpeg.errorMessage(file.error());
      if (FailedDisk.isNamed(reason)) {
        throw InputFailure.failedDisk(name(), reason);
      }
    }
  }

  /** Returns the bytes fetched from the file or storage so far. Only while it is open. */
  public long bytesRead() {
    return avio == null ? file.bytes_read() : avio.bytes().fetched();
  }

  /** Returns where the container is. */
  public VideoSource source() {
    return source;
  }

  /** Returns whether FFmpeg reads a local file itself. */
  public boolean isLocal() {
    return avio == null;
  }

  /** Returns whether reading at any position costs no request: of files and of what was fetched. */
  public boolean isAtHand() {
    return avio == null || avio.bytes().hasAll();
  }

  /** Returns the nanoseconds spent on fetching bytes through Java. */
  public long fetchNanos() {
    return avio == null ? 0 : avio.bytes().fetchNanos();
  }

  /** Returns the video as its user knows it. */
  public String name() {
    return source.name();
  }

  public AVFormatContext format() {
    return format;
  }

  /** Applies a function to the bytes. Does not change the demuxer's position in them. */
  public <T> T inspect(Inspection<T> inspection) {
    try {
      if (avio != null) {
        return inspection.apply(avio.bytes().bytes());
      }
      try (VideoBytes bytes = source.open()) {
        return inspection.apply(bytes);
      }
    } catch (IOException e) {
      throw InputFailure.storage(Stage.DECODE, name(), e);
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
      // Everything needed from the bytes has been read.
      LOG.debug("Closing {} failed", name(), e);
    }
  }
}
