package io.euge.bench.decode;

import io.euge.bench.measurement.Rounds;
import io.euge.bench.measurement.Samples;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Compares Euge with the ffmpeg program; each decodes every frame in one thread. The unit is frames
 * per second of CPU time, on which other programs and additional threads of ffmpeg have less effect
 * than on elapsed time.
 *
 * <p>Starting a program and opening a file are not decoding. Therefore the time for the first frame
 * alone, measured just before, is subtracted from the time for the clip.
 */
record CodecBenchmark(FfmpegProgram program, Clips clips, Path folder, PrintWriter progress) {
  private static final String EUGE = "euge";
  private static final String FFMPEG = "ffmpeg";
  private static final String EUGE_SCALED = "euge scaled";
  private static final String FFMPEG_SCALED = "ffmpeg scaled";

  private record Pair(Path clip, Path first) {}

  private interface Reader {
    double seconds(Path video) throws Exception;
  }

  CodecResult run(int rounds) throws Exception {
    List<CodecResult.Row> rows = new ArrayList<>();
    for (Codec codec : Codec.values()) {
      progress.println("decode: " + codec.title());
      progress.flush();
      rows.add(row(codec, rounds));
    }
    return new CodecResult(clips.frames(), rounds, program.version(), rows);
  }

  private CodecResult.Row row(Codec codec, int rounds) throws Exception {
    Pair pair = new Pair(clips.of(codec), clips.firstFrameOf(codec));
    PixelComparison.Decoders decoders = new PixelComparison(program, folder).check(pair.clip);
    String scaling = Scaling.filter(VideoReader.probe(pair.clip));
    Map<String, Samples> rates =
        new Rounds()
            .with(EUGE, rate(pair, CodecBenchmark::decode))
            .with(FFMPEG, rate(pair, video -> program.read(video, Scaling.NONE)))
            .with(EUGE_SCALED, rate(pair, CodecBenchmark::scale))
            .with(FFMPEG_SCALED, rate(pair, video -> program.read(video, scaling)))
            .run(rounds);
    return CodecResult.Row.of(
        codec.title(),
        decoders,
        rates.get(EUGE),
        rates.get(FFMPEG),
        rates.get(EUGE_SCALED),
        rates.get(FFMPEG_SCALED));
  }

  private static double decode(Path video) {
    return Reading.processorSeconds(() -> Reading.frames(video, DecodeOptions.DEFAULT));
  }

  private static double scale(Path video) {
    return Reading.processorSeconds(() -> Reading.letterboxes(video));
  }

  private Callable<Double> rate(Pair pair, Reader reader) {
    return () -> {
      double first = reader.seconds(pair.first);
      return (clips.frames() - 1) / Math.max(1e-6, reader.seconds(pair.clip) - first);
    };
  }
}
