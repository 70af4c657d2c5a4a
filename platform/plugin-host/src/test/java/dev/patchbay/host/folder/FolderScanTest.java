package dev.patchbay.host.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderScanTest {
    private static final Path A = Path.of("a.jar");

    private boolean whole = true;
    private int looks;
    private final List<String> told = new ArrayList<>();
    private final List<Path> gone = new ArrayList<>();
    private final FolderListener listener = new FolderListener() {
        @Override
        public void arriving(Path file) {
            told.add("arriving");
        }

        @Override
        public void settled(Path file, FileStamp stamp) {
            told.add("settled " + stamp.size());
        }

        @Override
        public void removed(Path file) {
            told.add("removed");
            gone.add(file);
        }

        @Override
        public void looked() {
            looks++;
        }
    };
    private final FolderScan scan = new FolderScan(FolderTiming.defaults(), file -> whole, listener);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private FileStamp stamp(long size) {
        return new FileStamp(size, FileTime.from(now.plusSeconds(size)), "key");
    }

    private boolean look(Map<Path, FileStamp> files, long afterMillis) {
        now = now.plus(Duration.ofMillis(afterMillis));
        return scan.look(files, now);
    }

    @Test
    void tellsOfAFileWhenItNoLongerChanges() {
        FileStamp growing = stamp(1);
        FileStamp done = stamp(2);
        look(Map.of(), 0);
        assertThat(look(Map.of(A, growing), 100)).isTrue();
        look(Map.of(A, growing), 250);
        look(Map.of(A, done), 250);
        look(Map.of(A, done), 250);
        assertThat(told).containsExactly("arriving", "arriving");
        assertThat(look(Map.of(A, done), 100)).isFalse();
        look(Map.of(A, done), 1000);
        assertThat(told).containsExactly("arriving", "arriving", "settled 2");
        assertThat(looks).isEqualTo(7);
    }

    @Test
    void waitsLongerForAFileThatIsNoWholeJar() {
        FileStamp half = stamp(1);
        whole = false;
        look(Map.of(), 0);
        look(Map.of(A, half), 0);
        look(Map.of(A, half), 1400);
        assertThat(told).containsExactly("arriving");
        look(Map.of(A, half), 200);
        assertThat(told).containsExactly("arriving", "settled 1");
    }

    @Test
    void takesWhatLayThereBeforeTheStartAtOnce() {
        FileStamp old = new FileStamp(1, FileTime.from(now.minusSeconds(10)), "key");
        assertThat(look(Map.of(A, old), 0)).isFalse();
        assertThat(told).containsExactly("arriving", "settled 1");
    }

    @Test
    void tellsOfARemovalAfterASecondOnly() {
        FileStamp old = new FileStamp(1, FileTime.from(now.minusSeconds(10)), "key");
        look(Map.of(A, old), 0);
        look(Map.of(), 100);
        assertThat(look(Map.of(), 900)).isTrue();
        assertThat(told).doesNotContain("removed");
        look(Map.of(), 200);
        assertThat(told).containsExactly("arriving", "settled 1", "removed");
    }

    @Test
    void takesDeletingAndCopyingForAChange() {
        FileStamp old = new FileStamp(1, FileTime.from(now.minusSeconds(10)), "key");
        FileStamp next = new FileStamp(2, FileTime.from(now.minusSeconds(5)), "other");
        look(Map.of(A, old), 0);
        look(Map.of(), 100);
        look(Map.of(A, next), 800);
        look(Map.of(A, next), 400);
        assertThat(told).containsExactly("arriving", "settled 1", "arriving", "settled 2");
    }

    @Test
    void forgetsAShortAbsence() {
        FileStamp old = new FileStamp(1, FileTime.from(now.minusSeconds(10)), "key");
        look(Map.of(A, old), 0);
        look(Map.of(), 100);
        look(Map.of(A, old), 500);
        assertThat(look(Map.of(A, old), 2000)).isFalse();
        assertThat(told).containsExactly("arriving", "settled 1");
    }

    @Test
    void namesTheFileThatIsGoneWhicheverItIs() {
        List<Path> files = Stream.of("a", "b", "c", "d", "e", "f", "g").map(name -> Path.of(name + ".jar")).toList();
        Map<Path, FileStamp> listing = new TreeMap<>();
        files.forEach(file -> listing.put(file, stamp(1)));
        look(listing, 0);
        for (Path file : List.of(files.get(3), files.get(1), files.get(5), files.get(0))) {
            listing.remove(file);
            look(listing, 100);
            look(listing, 1100);
            assertThat(gone).last().isEqualTo(file);
        }
        assertThat(gone).hasSize(4);
    }
}
