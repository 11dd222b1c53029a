package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests when the launcher builds the project, with a fake Maven and a fake Java that record their
 * calls.
 */
class LauncherRebuildIT {
  private static final List<String> MODULES =
      List.of("core", "simulation", "traffic", "spark", "cli", "demo", "bench", "dist");

  @TempDir Path folder;
  private Path home;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void copyOfTheProject() throws IOException {
    home = Files.createDirectory(folder.resolve("a home"));
    Files.copy(Path.of(System.getProperty("euge.home", ".."), "euge"), home.resolve("euge"));
    Files.writeString(home.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Files.createDirectories(home.resolve(module + "/src/main/java"));
      Files.writeString(home.resolve(module + "/pom.xml"), "");
      Files.writeString(home.resolve(module + "/src/main/java/A.java"), "");
    }
    program("java", java("jdk.compiler@17"));
    maven("sleep 0.3");
  }

  @Test
  void buildsOnFirstUseAndNotAgain() throws Exception {
    assertThat(run()).isEqualTo("started\n");
    assertThat(run()).isEqualTo("started\n");
    assertThat(builds()).isEqualTo(1);
    assertThat(options()).isEqualTo("-cp \"" + classPath("jars") + "\"\n");
  }

  @Test
  void buildsAgainWhenASourceIsChangedAddedOrRemoved() throws Exception {
    run();
    Files.writeString(home.resolve("cli/src/main/java/A.java"), "changed");
    run();
    assertThat(builds()).isEqualTo(2);
    Files.writeString(home.resolve("core/src/main/java/B.java"), "added");
    run();
    assertThat(builds()).isEqualTo(3);
    Files.delete(home.resolve("core/src/main/java/B.java"));
    run();
    assertThat(builds()).isEqualTo(4);
    Files.writeString(home.resolve("spark/pom.xml"), "changed");
    run();
    assertThat(builds()).isEqualTo(5);
    run();
    assertThat(builds()).isEqualTo(5);
  }

  @Test
  void aBuildByMavenItselfIsTakenAsItIs() throws Exception {
    assertThat(execute(folder.resolve("bin/mvn").toString(), home).waitFor()).isZero();
    assertThat(run()).isEqualTo("started\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenAJarIsMissing() throws Exception {
    run();
    Files.delete(home.resolve("dist/target/jars/euge-spark-0.1.0-SNAPSHOT.jar"));
    run();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aProjectThatWasMovedStartsFromItsNewPlace() throws Exception {
    run();
    home = Files.move(home, folder.resolve("moved"));
    assertThat(run()).isEqualTo("started\n");
    assertThat(builds()).as("the build names no place").isEqualTo(1);
    assertThat(options()).contains(classPath("jars"));
  }

  @Test
  void printsTheClassPathAndNothingElse() throws Exception {
    assertThat(run("--print-classpath")).isEqualTo(classPath("jars") + "\n");
    assertThat(run("--print-classpath")).isEqualTo(classPath("jars") + "\n");
    assertThat(builds()).isEqualTo(1);
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "CUDA is for x86-64 only");
    environment = Map.of("EUGE_GPU", "1");
    assertThat(run("--print-classpath")).isEqualTo(classPath("jars-gpu") + "\n");
  }

  @Test
  void theUsersJarsAreAddedByTheirFullPaths() throws Exception {
    Path more = Files.createDirectories(folder.resolve("more jars/lib"));
    for (String name : List.of("a.jar", "b.JAR", "note.txt", "c.jar/d.jar")) {
      Files.createDirectories(more.resolve(name).getParent());
      Files.createFile(more.resolve(name));
    }
    environment = Map.of("EUGE_CLASSPATH", more + "/*::one.jar:" + folder + "/none/*:conf");
    String added =
        ":%1$s/a.jar:%1$s/b.JAR:%2$s/one.jar:%2$s/conf".formatted(more, folder.toRealPath());
    assertThat(run("--print-classpath")).isEqualTo(classPath("jars") + added + "\n");

    assertThat(run()).isEqualTo("started\n");
    assertThat(options()).isEqualTo("-cp \"" + classPath("jars") + added + "\"\n");
  }

  @Test
  void aSourceThatChangesDuringTheBuildIsBuiltNextTime() throws Exception {
    maven("sleep 0.1; touch core/src/main/java/A.java; sleep 0.1");
    run();
    maven("true");
    run();
    assertThat(builds()).isEqualTo(2);
    run();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void ofTwoStartsAtOnceOneBuilds() throws Exception {
    Process one = execute(home.resolve("euge").toString(), folder);
    Process two = execute(home.resolve("euge").toString(), folder);
    assertThat(text(one.getInputStream())).isEqualTo("started\n");
    assertThat(text(two.getInputStream())).isEqualTo("started\n");
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsStartsNothingAndIsTriedAgain() throws Exception {
    maven("echo broken; exit 1");
    Process process = execute(home.resolve("euge").toString(), folder);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(text(process.getInputStream())).isEmpty();
    assertThat(text(process.getErrorStream())).contains("broken", "euge: The build failed");
    maven("true");
    assertThat(run()).isEqualTo("started\n");
  }

  @Test
  void theBuildForGpusIsBesideTheOther() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "there is none for this machine");
    run();
    environment = Map.of("EUGE_GPU", "1");
    assertThat(run()).isEqualTo("started\n");
    run();
    assertThat(builds()).isEqualTo(2);
    assertThat(options()).contains(classPath("jars-gpu"));
    environment = Map.of("EUGE_GPU", "0");
    run();
    assertThat(builds()).as("the jars of Euge are those of both").isEqualTo(2);
    Files.writeString(home.resolve("core/src/main/java/A.java"), "changed");
    environment = Map.of("EUGE_GPU", "1");
    run();
    environment = Map.of();
    run();
    assertThat(builds()).as("the class paths are not").isEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("builds")))
        .extracting(line -> line.contains("-Pgpu"))
        .containsExactly(false, true, true, false);
  }

  @Test
  void aValueOfEugeGpuThatIsNoVersionIsRejected() throws Exception {
    environment = Map.of("EUGE_GPU", "yes");
    Process process = execute(home.resolve("euge").toString(), folder);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(text(process.getErrorStream()))
        .isEqualTo(
            "euge: EUGE_GPU is 'yes': give 12 or 13 for that version of CUDA, auto for the one that"
                + " fits this host, or 0\n");
  }

  /** Selects the CUDA 12 build, which has TensorRT, if no driver or installed CUDA is found. */
  @ParameterizedTest
  @CsvSource({
    "12, , , jars-gpu",
    "13, , , jars-gpu13",
    "auto, , , jars-gpu",
    "auto, , 13, jars-gpu13",
    "auto, 535.261.03, 12, jars-gpu",
    "auto, 535.261.03, 13, jars-gpu",
    "auto, 580.159.04, 13, jars-gpu13",
    "auto, 580.159.04, 12, jars-gpu",
    "auto, 580.159.04, , jars-gpu13",
    "auto, N/A, , jars-gpu",
    "1, 580.159.04, 13, jars-gpu13",
  })
  void theVersionOfCudaIsThatOfTheDriverAndTheLibraries(
      String asked, String driver, String libraries, String jars) throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "CUDA is for x86-64 only");
    assumeTrue(!Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a driver");
    program("nvidia-smi", driver == null ? "exit 9" : "echo " + driver);
    Path cuda = Files.createDirectory(folder.resolve("cuda"));
    if (libraries != null) {
      Files.createFile(cuda.resolve("libcublasLt.so." + libraries));
    }
    environment = Map.of("EUGE_GPU", asked, "LD_LIBRARY_PATH", "/none:" + cuda);
    Process process = execute(home.resolve("euge").toString(), folder, "--print-classpath");
    assertThat(text(process.getInputStream())).isEqualTo(classPath(jars) + "\n");
    assertThat(
            text(process.getErrorStream()).contains("EUGE_GPU=1 means auto, which takes CUDA 13"))
        .isEqualTo(asked.equals("1"));
  }

  @ParameterizedTest
  @CsvSource({
    "CUDA_HOME, lib64",
    "CUDA_HOME, ''",
    "CUDA_PATH, targets/x86_64-linux/lib",
    ", site-packages/nvidia/cu13/lib",
  })
  void theLibrariesOfCudaAreFoundInToolkitsAndWherePythonHasThem(String variable, String place)
      throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "CUDA is for x86-64 only");
    assumeTrue(!Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a driver");
    program("nvidia-smi", "echo 580.159.04");
    Path toolkit = folder.resolve("toolkit");
    Files.createDirectories(toolkit.resolve(place));
    Files.createFile(toolkit.resolve(place).resolve("libcublasLt.so.13"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createFile(other.resolve("libcublasLt.so.12"));
    program("python3", "echo; echo " + toolkit.resolve("site-packages"));
    Map<String, String> searched = new HashMap<>();
    searched.put("EUGE_GPU", "1");
    searched.put("LD_LIBRARY_PATH", other.toString());
    if (variable != null) {
      searched.put(variable, toolkit.toString());
    }
    environment = searched;
    Process process = execute(home.resolve("euge").toString(), folder, "--print-classpath");
    assertThat(text(process.getErrorStream()))
        .contains("CUDA 13: the driver 580.159.04 supports it and its libraries are here");
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    program("java", "echo 'java version \"11.0.2\"' >&2");
    Process process = execute(home.resolve("euge").toString(), folder);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(text(process.getErrorStream()))
        .isEqualTo(
            "euge: Java 11 is too old: install a JDK 17 or newer, or set JAVA_HOME to one\n");
    assertThat(builds()).isZero();
    program("java", "echo 'java version \"1.8.0_292\"' >&2");
    assertThat(failure()).startsWith("euge: Java 8 is too old");
  }

  @Test
  void whatIsMissingForTheBuildIsNamed() throws Exception {
    program("java", java("java.base@17"));
    assertThat(failure()).contains("it is a JRE: install a JDK 17 or set JAVA_HOME to one");
    program("java", "echo 'cannot execute'; exit 126");
    assertThat(failure())
        .isEqualTo(
            "euge: 'java' does not run (cannot execute): install a JDK 17 or set JAVA_HOME to one\n");
    program("java", "echo nothing");
    assertThat(failure()).startsWith("euge: 'java' tells no version (nothing): install a JDK 17");
    program("java", java("jdk.compiler@17"));

    environment = Map.of("JAVA_HOME", folder.resolve("nowhere").toString());
    assertThat(failure()).contains("There is no Java at", "install a JDK 17 or set JAVA_HOME");

    environment = Map.of("PATH", pathWithoutMaven());
    assertThat(failure())
        .isEqualTo("euge: Maven is needed to build Euge: install the package maven\n");
    assertThat(builds()).isZero();
  }

  @Test
  void aPlaceWhereNothingCanBeBuiltIsNamed() throws Exception {
    Files.writeString(home.resolve("target"), "not a folder");
    assertThat(failure())
        .startsWith("euge: Cannot write to ")
        .contains("clone it to another place")
        .hasLineCount(1);
    assertThat(builds()).isZero();
  }

  @Test
  void aBuildWithoutANetworkSaysWhatToDo() throws Exception {
    maven("echo 'Could not transfer artifact a:b:pom:1 from/to central: Unknown host'; exit 1");
    assertThat(failure())
        .contains("the first time Maven fetches what it needs")
        .contains("check the network, or name your proxy or mirror in ~/.m2/settings.xml");
  }

  /** Returns the error message of a launcher that cannot start. */
  private String failure() throws Exception {
    Process process = execute(home.resolve("euge").toString(), folder);
    String said = text(process.getErrorStream());
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }

  /** Returns a directory with the programs that the launcher calls, except Maven. */
  private String pathWithoutMaven() throws Exception {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String name : List.of("bash", "dirname", "head", "sed", "uname", "cat")) {
      Process which = new ProcessBuilder("which", name).start();
      Path place = Path.of(text(which.getInputStream()).strip());
      Files.createSymbolicLink(programs.resolve(name), place);
    }
    Files.copy(folder.resolve("bin/java"), programs.resolve("java"));
    return programs.toString();
  }

  /** Creates a fake Java 17 with one module, which records its start and keeps its options file. */
  private String java(String module) {
    return """
        case $1 in
          -version) echo 'openjdk version "17.0.1"' >&2 ;;
          --list-modules) echo %s ;;
          *)
            for option; do case $option in @/dev/*) cat "${option#@}" >'%s' ;; esac; done
            echo started
            ;;
        esac"""
        .formatted(module, folder.resolve("options"));
  }

  /** Creates a fake Maven that runs a command, then writes what the real one would. */
  private void maven(String thing) throws IOException {
    program(
        "mvn",
        "echo built $* >>'%s'; %s\n".formatted(folder.resolve("builds"), thing)
            + "case \"$*\" in *-Pgpu13*) jars=jars-gpu13 ;; *-Pgpu*) jars=jars-gpu ;; *) jars=jars ;; esac\n"
            + "mkdir -p dist/target/$jars; cd dist/target\n"
            + "touch $jars/euge-spark-0.1.0-SNAPSHOT.jar $jars/x.jar\n"
            + "printf %s \"$jars/euge-spark-0.1.0-SNAPSHOT.jar:$jars/x.jar\" >$jars.classpath");
  }

  /** Returns the class path of Euge's jars as written by the fake Maven. */
  private String classPath(String jars) throws IOException {
    return "%1$s/euge-spark-0.1.0-SNAPSHOT.jar:%1$s/x.jar"
        .formatted(home.toRealPath().resolve("dist/target").resolve(jars));
  }

  /** Returns the options file of the last start. */
  private String options() throws IOException {
    return Files.readString(folder.resolve("options"));
  }

  private long builds() throws IOException {
    Path log = folder.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String run(String... arguments) throws Exception {
    Process process = execute(home.resolve("euge").toString(), folder, arguments);
    String out = text(process.getInputStream());
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private Process execute(String program, Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("EUGE_GPU");
    builder.environment().remove("EUGE_CLASSPATH");
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
