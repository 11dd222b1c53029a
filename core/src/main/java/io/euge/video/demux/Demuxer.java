package io.euge.video.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.euge.video.ClockState;
import io.euge.video.Orientation;
import io.euge.video.RecordingTime;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInfo;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import io.euge.video.demux.length.DeclaredLength;
import io.euge.video.demux.mp4.FurtherMovies;
import io.euge.video.demux.mp4.SampleCodecs;
import io.euge.video.demux.mp4.SampleTimes;
import io.euge.video.demux.transport.LostPictures;
import io.euge.video.demux.transport.TransportContinuity;
import io.euge.video.picture.PictureParser;
import io.euge.video.picture.PictureSearch;
import io.euge.video.source.Input;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Reads the packets of the video stream of an open container. */
public final class Demuxer implements AutoCloseable {
  /**
   * One packet in so many is timed where FFmpeg reads the file itself. No usual number of packets
   * in a group of pictures is a multiple of it.
   */
  public static final int TIMED = 7;

  /** So many packets are looked into, each by a request, where a file is remote. */
  private static final int REMOTE_PACKETS = 64;

  private final Input input;
  private final TimedReads reads;
  private final ContainerFormat container;
  private final AVStream stream;
  private final AVCodecParameters parameters;
  private final int codecId;
  private final SideData sideData = new SideData();

  /** Divides packets that have two pictures, as some MPEG-4 files have; else null. */
  private final PictureUnpacker unpacker;

  /** Null but for a transport stream of a codec whose pictures can be found in it. */
  private final LostPictures lost;

  /** Null where FFmpeg reads all that follows in the file too. */
  private final RecordingSignature signature;

  private final OtherVideos others;
  private final TransportContinuity continuity;

  /** Where the last packet of the file is that was read and is intact. */
  private long lastPosition;

  /** Whether something is missing behind the packet that was read last, and before it. */
  private boolean gapBehind;

  private boolean gapBefore;
  private boolean suspect;

  private Demuxer(Input input, AVStream stream) {
    this.input = input;
    this.reads = new TimedReads(input);
    this.stream = stream;
    this.parameters = stream.codecpar();
    this.codecId = parameters.codec_id();
    boolean mayBePacked = codecId == AV_CODEC_ID_MPEG4;
    this.unpacker = mayBePacked ? new PictureUnpacker(parameters()) : null;
    String format = input.format().iformat().name().getString();
    this.container = ContainerFormat.of(format);
    this.signature = RecordingSignature.of(format);
    this.others = new OtherVideos(input.format(), stream);
    this.continuity = new TransportContinuity(input, codecId);
    double rate = framesPerSecond();
    this.lost =
        container == ContainerFormat.MPEGTS && PictureSearch.knows(codecId)
            ? new LostPictures(input, codecId, rate > 0 ? 1 / (rate * tick()) : 0)
            : null;
  }

  /**
   * Opens a container and selects its video stream.
   *
   * @throws VideoException if it cannot be read or has no video
   */
  public static Demuxer open(VideoSource source) {
    Input input = Input.open(source);
    try {
      return new Demuxer(input, StreamSelector.select(input));
    } catch (Throwable e) {
      input.close();
      throw e;
    }
  }

  /**
   * Reads the next packet of the video stream. One of a picture that is lost is empty and corrupt.
   *
   * @return FFmpeg's code: 0, or negative at the end and on damage
   * @throws io.euge.EugeException if the storage failed, which is neither
   * @throws VideoInterruptedException if the thread is interrupted
   */
  public int read(AVPacket packet) {
    int code = unpacker != null && unpacker.take(packet) ? 0 : readPacked(packet);
    if (unpacker != null && code >= 0) {
      unpacker.filter(packet);
    }
    return code;
  }

  private int readPacked(AVPacket packet) {
    while (lost == null || !lost.take(packet)) {
      int code = reads.read(packet);
      input.check(Stage.DECODE);
      if (code == AVERROR_EOF() && lost != null) {
        lost.findAtEnd();
        return lost.take(packet) ? 0 : code;
      }
      if (code < 0) {
        return code;
      }
      boolean corrupt = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
      if (corrupt && isRecording(packet.pos())) {
        av_packet_unref(packet);
        return AVERROR_EOF();
      }
      lastPosition = corrupt ? lastPosition : Math.max(lastPosition, packet.pos());
      others.packetRead(packet.stream_index());
      if (packet.stream_index() == stream.index()) {
        gapBefore = gapBehind;
        boolean marked = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
        boolean counted = container == ContainerFormat.MPEGTS && packet.pos() >= 0;
        gapBehind = counted && (marked || suspect) && continuity.check(packet);
        // FFmpeg may mark the picture before the corrupt one.
        suspect = marked && (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0 && !gapBehind;
        if (lost != null) {
          lost.findBefore(packet);
          lost.take(packet);
        }
        return code;
      }
      av_packet_unref(packet);
    }
    return 0;
  }

  /** Returns whether FFmpeg has taken the header of another recording for that of a frame. */
  private boolean isRecording(long position) {
    return signature == RecordingSignature.IVF
        && input.inspect(file -> signature.isAt(file, position));
  }

  /**
   * Returns whether something may be missing between the packet that was read last and the one
   * before: packets were lost, or two recordings were joined.
   */
  boolean hasGapBefore() {
    return gapBefore;
  }

  public String name() {
    return input.name();
  }

  public ContainerFormat container() {
    return container;
  }

  AVFormatContext formatContext() {
    return input.format();
  }

  public AVStream stream() {
    return stream;
  }

  public AVCodecParameters parameters() {
    return parameters;
  }

  /** Returns FFmpeg's number of the codec that the video begins with. */
  public int codecId() {
    return codecId;
  }

  /**
   * Returns whether the packet that was read last is of another codec, as where transport streams
   * were joined. The first such packet may still have the last picture before, but FFmpeg has lost
   * the one before that, which it refers to.
   */
  public boolean hasOtherCodec() {
    return !PictureParser.isSameFamily(parameters.codec_id(), codecId);
  }

  public PacketIndex index() {
    return new PacketIndex(stream, container);
  }

  /**
   * Returns whether the index tells the frames: it is complete, of the small packets that it names
   * none was found without a picture and of the keyframes none that needs what is before it, and no
   * wrong time reaches beyond the next few frames.
   */
  public boolean isIndexed() {
    PacketIndex index = index();
    if (!index.isComplete()
        || !input.inspect(
            file -> SampleTimes.isNearlySorted(file, stream.id(), FrameClock.LOOKAHEAD))) {
      return false;
    }
    boolean hasUnits = PictureParser.hasUnits(codecId);
    if (!hasUnits && codecId != AV_CODEC_ID_MPEG4) {
      return true;
    }
    boolean atHand = input.isAtHand();
    int[] small = atHand ? index.mayBeMessages() : index.small(REMOTE_PACKETS);
    int[] keyframes = atHand ? index.keyframes() : new int[0];
    return input.inspect(
        file -> {
          IndexedPackets packets = new IndexedPackets(file, parameters());
          return (!hasUnits || packets.havePictures(index, small))
              && packets.areIndependent(index, keyframes);
        });
  }

  /** Returns the most frames that come between a frame's decoding and its output, as declared. */
  public int delay() {
    return parameters().video_delay();
  }

  /** Returns what packets that were passed over say about later ones. */
  public SideData sideData() {
    return sideData;
  }

  /**
   * Seeks.
   *
   * @param flags FFmpeg's flags of a seek
   * @return whether it worked
   */
  boolean seek(int streamIndex, long target, int flags) {
    gapBehind = false;
    suspect = false;
    others.reset();
    if (lost != null) {
      lost.reset();
    }
    if (unpacker != null) {
      unpacker.reset();
    }
    return av_seek_frame(input.format(), streamIndex, target, flags) >= 0;
  }

  /** Returns the seconds of one tick of the stream's clock. */
  public double tick() {
    return av_q2d(stream.time_base());
  }

  /** Returns the ticks at which the stream starts, or {@code AV_NOPTS_VALUE}. */
  public long startTicks() {
    return stream.start_time();
  }

  /** Returns the average frame rate, 0 if unknown. */
  public double framesPerSecond() {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = av_guess_frame_rate(input.format(), stream, null);
    }
    return rate.num() > 0 && rate.den() > 0 ? av_q2d(rate) : 0;
  }

  /**
   * Creates the clock of the stream.
   *
   * @param first a packet of it
   * @param state where the clock goes on
   */
  public FrameClock clock(AVPacket first, ClockState state) {
    boolean derived = StreamInfo.hasDecodingTimesOnly(this, first);
    return new FrameClock(tick(), framesPerSecond(), derived, state)
        .withCycle(StreamInfo.cycle(this));
  }

  /** Returns how the container says that frames are turned for display. */
  public Orientation orientation() {
    return StreamInfo.orientation(parameters());
  }

  /** Returns the borders of frames that the container hides. */
  public Cropping cropping() {
    return Cropping.of(parameters());
  }

  /** Returns the shape of the pixels of frames that are turned for display. */
  public PixelAspectRatio pixelAspectRatio(Orientation orientation) {
    return new PixelAspectRatio(stream, orientation.isSideways());
  }

  /** Returns the duration of the video stream in seconds, NaN if unknown. */
  public double seconds() {
    return StreamInfo.seconds(this);
  }

  /** Returns when the container says that it was created; null if it does not. */
  public RecordingTime created() {
    return CreationTime.of(this);
  }

  /**
   * Returns what the container declares.
   *
   * @param orientation how frames are turned for display
   */
  public VideoInfo info(Orientation orientation) {
    return StreamInfo.of(this, orientation);
  }

  /** Returns the bytes that the container declares and the file does not have; 0 if unknown. */
  public long missingBytes() {
    String format = formatContext().iformat().name().getString();
    return input.inspect(file -> DeclaredLength.missing(format, file));
  }

  /** Returns how many samples FFmpeg leaves out, because they are of another codec. */
  public long samplesOfOtherCodecs() {
    return container == ContainerFormat.MOV
        ? input.inspect(file -> SampleCodecs.countOthers(file, stream.id()))
        : 0;
  }

  /** Returns whether the file was read to its end, and that is in the middle of something. */
  public boolean endsCut() {
    return lost != null && lost.endsCut();
  }

  /** Returns whether the picture of the last packet lacks its end. */
  boolean endsInPicture() {
    return lost != null && lost.endsInPicture();
  }

  /** Returns whether the packets are named by fragments, not by a table of all. */
  public boolean isFragmented() {
    return container == ContainerFormat.MOV && stream.nb_frames() == 0;
  }

  /**
   * Returns what follows in the file behind the recording that was read to its end, and is not
   * read.
   */
  public FurtherRecordings furtherRecordings() {
    return FurtherRecordings.behind(this, others.lost(), input.source());
  }

  /** Returns where the next recording begins that is not read; -1 if there is none. */
  long nextRecording() {
    if (container == ContainerFormat.MOV && !isFragmented()) {
      return input.inspect(FurtherMovies::start);
    }
    return signature == null ? -1 : input.inspect(file -> signature.find(file, lastPosition + 1));
  }

  /** Returns the nanoseconds spent on fetching bytes; of a local file, estimated. */
  public long fetchNanos() {
    return reads.nanos() + input.fetchNanos();
  }

  /** See {@link Input#bytesRead}. */
  public long bytesRead() {
    return input.bytesRead();
  }

  @Override
  public void close() {
    if (unpacker != null) {
      unpacker.close();
    }
    if (lost != null) {
      lost.close();
    }
    input.close();
  }
}
