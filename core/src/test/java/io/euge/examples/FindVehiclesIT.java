package io.euge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.NoLeaks;
import io.euge.testing.Readme;
import io.euge.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class FindVehiclesIT {
  @Test
  void theLibraryPrintsWhatItFinds() {
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      FindVehicles.find(Shared.model("yolo-fastest-1.1-xl.cfg").toString(), Shared.carDetection());
    } finally {
      System.setOut(standard);
    }
    String output = printed.toString(StandardCharsets.UTF_8);
    assertThat(output.lines()).hasSize(377);
    assertThat(output).contains("label=car");
  }

  @Test
  void theReadmeShowsThisVeryCode() throws IOException {
    Readme.shows(FindVehicles.class);
  }
}
