package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.process.ProcessIdentity;
import io.euge.spark.FakeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessClaimTest {
  private static final int AT_ONCE = 4;
  private static final int TIMES = 50;
  private static final ProcessIdentity SELF = ProcessIdentity.current();

  @TempDir Path folder;

  @Test
  void ofProcessesThatClaimAFolderAtOnceOneGetsIt() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(claimAtOnce(folder.resolve("new" + i))).isEqualTo(1);
    }
  }

  @Test
  void ofProcessesThatTakeOverAFolderAtOnceAtMostOneGetsIt() throws Exception {
    int sum = 0;
    for (int i = 0; i < TIMES; i++) {
      Path place = folder.resolve("old" + i);
      leave(place, new ProcessIdentity(SELF.boot(), SELF.namespace(), 1L << 40, "1"));
      int got = claimAtOnce(place);
      assertThat(got).isLessThanOrEqualTo(1);
      sum += got;
    }
    assertThat(sum).as("whoever removed the old claim gets it, as a rule").isPositive();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.contains(".removal"));
    }
  }

  @Test
  void aClaimOfAProcessThatEndedIsTakenOver() throws Exception {
    Path place = folder.resolve("old");
    leave(place, new ProcessIdentity(SELF.boot(), SELF.namespace(), 1L << 40, "1"));
    Files.writeString(folder.resolve("old.removal.owner"), "");
    Files.setLastModifiedTime(folder.resolve("old.removal.owner"), FileTime.fromMillis(0));
    try (ProcessClaim claim = claim(place).orElseThrow()) {
      assertThat(claim(place)).isEmpty();
      assertThat(Files.readString(folder.resolve("old.owner"))).contains("euge");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aClaimOfAProcessElsewhereStays() throws Exception {
    Path place = folder.resolve("foreign");
    leave(place, new ProcessIdentity("another host", SELF.namespace(), 1L << 40, "1"));
    assertThat(claim(place)).isEmpty();
    assertThat(folder.resolve("foreign.owner")).exists();
  }

  @Test
  void aStorageOfHadoopHasClaimsToo() throws Exception {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path("fake:" + folder + "/a");
    FileSystem files = place.getFileSystem(FakeStore.configuration());
    try (ProcessClaim claim = ProcessClaim.exclusive(files, place).orElseThrow()) {
      assertThat(ProcessClaim.exclusive(files, place)).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theAgeOfAClaimIsMeasuredByTheClockOfTheStorage() throws Exception {
    Path place = folder.resolve("foreign");
    leave(place, new ProcessIdentity("another host", SELF.namespace(), 1L << 40, "1"));
    try (LateStorage files = new LateStorage()) {
      files.initialize(folder.toUri(), new Configuration());
      assertThat(ProcessClaim.exclusive(files, hadoop(place))).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("foreign.owner"));
    }
  }

  @Test
  void anUnexpectedFailureOfTheStorageDoesNotEndTheRenewals() throws Exception {
    try (LateStorage files = new LateStorage()) {
      files.initialize(folder.toUri(), new Configuration());
      try (ProcessClaim claim =
          ProcessClaim.exclusive(files, hadoop(folder.resolve("a"))).orElseThrow()) {
        files.fails = true;
        assertThatCode(claim::renew).doesNotThrowAnyException();
      }
    }
  }

  /** A storage whose clock is an hour behind that of this host. */
  private static final class LateStorage extends RawLocalFileSystem {
    private boolean fails;

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      FileStatus file = super.getFileStatus(path);
      return new FileStatus(
          file.getLen(),
          file.isDirectory(),
          file.getReplication(),
          file.getBlockSize(),
          file.getModificationTime() - Duration.ofHours(1).toMillis(),
          file.getPath());
    }

    @Override
    public FSDataOutputStream create(org.apache.hadoop.fs.Path path, boolean overwrite)
        throws IOException {
      if (fails) {
        throw new IllegalStateException("no client");
      }
      return super.create(path, overwrite);
    }
  }

  private void leave(Path place, ProcessIdentity process) throws Exception {
    Files.write(
        place.resolveSibling(place.getFileName() + ".owner"),
        new ObjectMapper().writeValueAsBytes(new ProcessClaim.Content("euge", process)));
  }

  /** Returns how many threads got the claim of a directory. */
  private static int claimAtOnce(Path place) throws Exception {
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<ProcessClaim> got = new ArrayList<>();
    try {
      List<Future<Optional<ProcessClaim>>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  return claim(place);
                }));
      }
      for (Future<Optional<ProcessClaim>> claim : all) {
        claim.get().ifPresent(got::add);
      }
    } finally {
      threads.shutdownNow();
    }
    for (ProcessClaim claim : got) {
      claim.close();
    }
    return got.size();
  }

  private static Optional<ProcessClaim> claim(Path place) throws Exception {
    org.apache.hadoop.fs.Path path = hadoop(place);
    return ProcessClaim.exclusive(path.getFileSystem(new Configuration()), path);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }
}
