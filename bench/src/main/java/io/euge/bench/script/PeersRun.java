package io.euge.bench.script;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds and runs the contestants of a comparison with peers. */
record PeersRun(VideoSet set, MeasuredProgram program, PrintWriter progress) {

  /** Returns the format that is written: Parquet if Python can, else CSV. */
  String format() {
    return program.script().has(List.of("pyarrow")) ? "parquet" : "csv";
  }

  /** Returns the contest of all entrants. */
  PeersContest contest(
      List<Entrant> entrants, Contestants trials, ClipSet few, Contestants full, ClipSet all) {
    String format = format();
    return new PeersContest(
        entrants,
        new Contest(
            entrants.stream().map(entrant -> contestant(entrant, trials, few, format)).toList(),
            program.script(),
            program,
            progress),
        new Contest(
            entrants.stream().map(entrant -> contestant(entrant, full, all, format)).toList(),
            program.script(),
            program,
            progress),
        entrants.stream()
            .map(
                entrant ->
                    entrant.peer().videos(set, all.files()).equals(all.files())
                        ? all.frames()
                        : entrant.peer().videos(set, all.files()).stream()
                            .mapToLong(ClipSet::frames)
                            .sum())
            .toList());
  }

  /** Breaks some of the videos and runs each entrant once. */
  List<BrokenFiles.Survival> broken(List<Entrant> entrants, Contestants contestants, ClipSet all)
      throws IOException {
    BrokenFiles files = BrokenFiles.of(all);
    Contestant reference =
        python(
            Entrant.of(Peer.SCRIPT.id()),
            contestants.in("reference"),
            new ClipSet(all.folder(), files.healthy(), 0),
            format());
    program.time(reference);
    List<BrokenFiles.Survival> survivals = new ArrayList<>();
    for (Entrant entrant : entrants) {
      // The errors of a table in CSV can be searched for names.
      String format = entrant.peer() == Peer.EUGE ? "csv" : format();
      Contestant contestant = contestant(entrant, contestants, all, format);
      BrokenFiles.Survival survival =
          files.survival(entrant, contestant, reference.output(), program);
      progress.println(contestant.title() + ": " + survival.ending());
      progress.flush();
      survivals.add(survival);
    }
    return survivals;
  }

  private Contestant contestant(
      Entrant entrant, Contestants contestants, ClipSet clips, String format) {
    if (entrant.peer() != Peer.EUGE) {
      return python(entrant, contestants, clips, format);
    }
    List<String> options = new ArrayList<>(List.of("--format", format));
    options.addAll(List.of("--every", Integer.toString(set.every())));
    if (set == VideoSet.CROPS) {
      options.addAll(List.of("--crops", "png"));
    }
    return contestants.euge(entrant.engine(), List.of(clips.folder()), options);
  }

  private Contestant python(
      Entrant entrant, Contestants contestants, ClipSet clips, String format) {
    int processes = entrant.peer() == Peer.SCRIPT ? 1 : Runtime.getRuntime().availableProcessors();
    List<String> options = new ArrayList<>(List.of("--processes", Integer.toString(processes)));
    options.addAll(List.of("--every", Integer.toString(set.every())));
    List<Path> videos = entrant.peer().videos(set, clips.files());
    return contestants.python(entrant, options, videos, format, set == VideoSet.CROPS);
  }
}
