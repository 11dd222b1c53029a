package io.euge.bench.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.testing.Shared;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the scripts that Euge is held against do the same work with each engine. */
class PythonScriptIT {
  private static final String HEADER = "video,frame,label,confidence,x,y,width,height\n";

  @TempDir Path folder;

  @Test
  void theScriptFindsTheSameWithEachEngineInOneProcessAndInSeveral() throws Exception {
    PythonScript script = PythonScripts.script();
    ClipSet clips =
        ClipSet.make(
            List.of(Shared.highway()), 2, 1, Files.createDirectory(folder.resolve("clips")));
    assertThat(clips.files()).hasSize(2);
    assertThat(clips.frames()).isEqualTo(60);
    Path graph =
        DetectionModels.standard()
            .resolve(Shared.model("yolo-fastest-1.1-xl.cfg").toString())
            .graph();
    Contestants contestants = new Contestants(Path.of(".."), script, "", graph, folder);
    List<Contestant> all = new ArrayList<>();
    for (ChosenEngine engine : ChosenEngine.values()) {
      all.add(contestants.script(engine, 1, clips.files()));
    }
    all.add(contestants.script(ChosenEngine.OPENVINO, 2, clips.files()));

    List<Outcome> outcomes = new Contest(all, script, new PrintWriter(Writer.nullWriter())).run(1);

    assertThat(Files.readAllLines(all.get(0).output())).hasSizeGreaterThan(60);
    assertThat(outcomes).hasSize(4);
    assertThat(outcomes).allMatch(outcome -> outcome.agreement() >= 0.9);
    assertThat(outcomes.get(3).program()).isEqualTo("script x2");
    assertThat(outcomes.get(3).agreement()).isEqualTo(outcomes.get(1).agreement());
  }

  @Test
  void aBoxIsMatchedOnceAndVideosAndCropsAreCounted() throws Exception {
    PythonScript script = PythonScripts.script();
    Path one = folder.resolve("one.csv");
    Path other = folder.resolve("other.csv");
    Files.writeString(one, HEADER + "a.mp4,0,car,0.9,0,0,9,9\nb.mp4,0,car,0.9,0,0,9,9\n");
    Files.writeString(
        other,
        HEADER + "a.mp4,0,car,0.9,0,0,9,9\na.mp4,0,car,0.8,0,0,9,9\na.mp4,0,car,0.7,0,0,9,9\n");
    Path crops = Files.createDirectory(folder.resolve("other.csv-crops"));
    Files.createFile(crops.resolve("a.mp4-0-0.png"));

    // One of two boxes and one of three are in the other table.
    assertThat(script.compare(one, other, List.of()))
        .isEqualTo(new PythonScript.Comparison(2 / 5.0, 2, 1, 0, 1));
    assertThat(script.compare(one, one, List.of(Path.of("b.mp4"))))
        .isEqualTo(new PythonScript.Comparison(1, 1, 1, 0, 0));
  }
}
