package dev.patchbay.broker.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.FileEntry;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.broker.CallTime;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to read or write outside of the granted folders {@code ROOT/in} (rw) and {@code ROOT/read} (r). */
class PathAttackTest {
    private static final String SECRET = "outside";

    @TempDir private Path temporary;
    private Path root;
    private FileAccess files;

    @BeforeEach
    void fill() throws IOException {
        root = temporary.toRealPath();
        for (String folder : List.of("in/sub/deep", "read/sub", "inside", "out/sub", "in.bak")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of("in/a.txt", "in/sub/a.txt", "read/a.txt")) {
            Files.writeString(root.resolve(file), "inside");
        }
        for (String file : List.of("out/a.txt", "out/sub/a.txt", "inside/a.txt", "in.bak/a.txt", "a.txt")) {
            Files.writeString(root.resolve(file), SECRET);
        }
        link("in/link.txt", "../out/a.txt");
        link("in/whole.txt", root.resolve("out/a.txt").toString());
        link("in/link", "../out");
        link("in/whole", root.resolve("out").toString());
        link("in/sub/up", "../..");
        link("in/sub/deep/root", "/");
        link("in/ring", "ring");
        link("in/dangling", "../out/new.txt");
        link("in/null", "/dev/null");
        link("in/proc", "/proc/self");
        link("in/twice", "sub/up/out");
        link("in/own", "a.txt");
        link("read/link", "../out");
        files = files("paths: ROOT/in (rw), ROOT/read (r)");
    }

    private void link(String from, String to) throws IOException {
        Files.createSymbolicLink(root.resolve(from), Path.of(to));
    }

    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private FileAccess files(String grants) {
        Grants given = Grants.parse(grants.replace("ROOT", root.toString()));
        return new GrantedFiles(new Scope("i", "p", () -> given, CallTime.NONE), new FileLimits(1000, 50));
    }

    private String path(String text) {
        return text.replace("ROOT", root.toString());
    }

    /** Whatever is outside must be as it was, and nothing new there. */
    private void assertUntouched() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<String> outside = all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString()).filter(file -> !file.startsWith("in/")).sorted()
                    .toList();
            assertThat(outside).containsExactly("a.txt", "in.bak/a.txt", "inside/a.txt", "out/a.txt", "out/sub/a.txt",
                    "read/a.txt");
        }
        for (String file : List.of("out/a.txt", "out/sub/a.txt", "inside/a.txt", "in.bak/a.txt", "a.txt")) {
            assertThat(root.resolve(file)).hasContent(SECRET);
        }
        assertThat(root.resolve("read/a.txt")).hasContent("inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROOT/in/../out/a.txt", "ROOT/in/../../out/a.txt", "ROOT/in/sub/../../out/a.txt",
        "ROOT/in/./../out/a.txt", "ROOT/in/..", "ROOT/in/.", "ROOT/in/sub/..", "ROOT/in/sub/../a.txt",
        "ROOT/../a.txt", "/../a.txt", "ROOT/in/%2e%2e/out/a.txt", "ROOT/in/%2e%2e%2fout%2fa.txt",
        "ROOT/in/..%2fout/a.txt", "ROOT/in/%252e%252e/out/a.txt", "ROOT/in/..%c0%afout/a.txt",
        "ROOT/in/..\\out\\a.txt", "ROOT\\in\\..\\out\\a.txt", "ROOT/in/....//out/a.txt", "ROOT/in/.../out/a.txt",
        "ROOT/in/..;/out/a.txt", "ROOT/in/../out/a.txt\u0000.txt", "ROOT/out/a.txt\u0000/in", "ROOT/in/\u0000",
        "ROOT/in/a.txt\u0000../../out/a.txt", "ROOT/inside/a.txt", "ROOT/in.bak/a.txt", "ROOT/i", "ROOT/in_/a.txt",
        "ROOT/In/a.txt", "ROOT/IN/a.txt", "ROOT/out/a.txt", "ROOT/a.txt", "ROOT", "/", "", " ", ".", "..",
        "in/a.txt", "./in/a.txt", "a.txt", "~/a.txt", "~root/.ssh/id_rsa", "$HOME/a.txt", "${HOME}/a.txt",
        "file:ROOT/out/a.txt", "file://ROOT/out/a.txt", "file:///etc/passwd", "//etc/passwd", "/etc/passwd",
        "/etc/shadow", "/proc/self/environ", "/proc/self/root/etc/passwd", "/proc/self/cwd", "/proc/self/fd/0",
        "/proc/1/environ", "/dev/null", "/dev/zero", "/dev/random", "/dev/fd/0", "/dev/stdin", "/sys/kernel/version",
        "/root/.ssh/id_rsa", "/var/run/secrets/kubernetes.io/serviceaccount/token", "C:\\Windows\\win.ini",
        "C:/Windows/win.ini", "\\\\server\\share\\x", "\\\\?\\C:\\x", "//server/share/x", "ROOT/in/link.txt",
        "ROOT/in/whole.txt", "ROOT/in/link/a.txt", "ROOT/in/whole/a.txt", "ROOT/in/link/sub/a.txt",
        "ROOT/in/sub/up/out/a.txt", "ROOT/in/sub/up/a.txt", "ROOT/in/sub/deep/root/etc/passwd",
        "ROOT/in/sub/deep/root", "ROOT/in/ring", "ROOT/in/ring/a.txt", "ROOT/in/dangling", "ROOT/in/null",
        "ROOT/in/proc", "ROOT/in/proc/environ", "ROOT/in/proc/root/etc/passwd", "ROOT/in/twice/a.txt",
        "ROOT/in/own", "ROOT/in/own/x", "ROOT/in/a.txt/x", "ROOT/in/a.txt/../../out/a.txt", "ROOT/read/link/a.txt",
        "ROOT/read/../out/a.txt", "ROOT/in/link/../a.txt", "ROOT/in/sub/up/in/a.txt", "ROOT/in/sub/up/in/../a.txt",
        "ROOT/in/..\u2044out/a.txt", "ROOT/in/\uff0e\uff0e/out/a.txt", "ROOT/in/\u2025/out/a.txt",
        "ROOT/in/..\u200b/out/a.txt", "ROOT/in/. ./out/a.txt", "ROOT/in/.. /out/a.txt", "ROOT/in/ ../out/a.txt",
        "ROOT/in/..\n/out/a.txt", "ROOT/in/..\r/out/a.txt", "ROOT/in/..\t/out/a.txt"})
    void nothingOutsideIsReadOrWritten(String attack) throws IOException {
        String path = path(attack);
        for (Attempt attempt : attempts(path)) {
            assertThatThrownBy(attempt::run).isInstanceOfAny(IOException.class, NotGrantedException.class);
        }
        assertUntouched();
    }

    static Stream<Arguments> placesOfALink() {
        return IntStream.range(0, 6).boxed().flatMap(place -> Stream.of("relative", "whole", "twice", "top")
                .flatMap(kind -> Stream.of("a.txt", "sub").map(leaf -> Arguments.of(place, kind, leaf))));
    }

    @ParameterizedTest
    @MethodSource("placesOfALink")
    void aLinkInNoPlaceOfThePathIsFollowed(int place, String kind, String leaf) throws IOException {
        Path way = root.resolve("in");
        for (int i = 0; i < place; i++) {
            way = Files.createDirectories(way.resolve("d" + i));
        }
        Path link = way.resolve("x");
        Path out = root.resolve("out");
        switch (kind) {
            case "relative" -> Files.createSymbolicLink(link, way.relativize(out));
            case "whole" -> Files.createSymbolicLink(link, out);
            case "twice" -> {
                Files.createSymbolicLink(way.resolve("y"), out);
                Files.createSymbolicLink(link, Path.of("y"));
            }
            default -> Files.createSymbolicLink(link, Path.of("/"));
        }
        String target = kind.equals("top") ? link + out.toString() + "/" + leaf : link + "/" + leaf;
        for (Attempt attempt : attempts(target)) {
            assertThatThrownBy(attempt::run).isInstanceOfAny(IOException.class, NotGrantedException.class);
        }
        assertThat(files.find(link.toString()).orElseThrow().kind()).isEqualTo(FileEntry.Kind.OTHER);
        assertUntouched();
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private List<Attempt> attempts(String path) {
        List<Attempt> all = new ArrayList<>();
        all.add(() -> assertThat(files.readText(path)).isEqualTo("unreachable"));
        all.add(() -> files.read(path, 0, 10));
        all.add(() -> files.list(path));
        boolean isPlainName = path.startsWith(root + "/in/") && !path.contains("\u0000")
                && !path.substring(root.toString().length() + 4).contains("/");
        if (!isPlainName || Files.isSymbolicLink(Path.of(path))) { // an odd name in the folder may be written
            all.add(() -> files.writeText(path, "attacked"));
            all.add(() -> files.append(path, "attacked".getBytes(StandardCharsets.UTF_8)));
            all.add(() -> files.makeFolder(path));
            all.add(() -> files.makeFolder(path + "/new"));
            all.add(() -> files.writeText(path + "/new.txt", "attacked"));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROOT/read/a.txt", "ROOT/read/new.txt", "ROOT/read/sub/new.txt", "ROOT/read/link/new.txt",
        "ROOT/read", "ROOT/read/sub"})
    void whatIsGrantedForReadingIsNotWritten(String where) throws IOException {
        String path = path(where);
        for (Attempt attempt : List.<Attempt>of(() -> files.writeText(path, "x"),
                () -> files.append(path, new byte[1]), () -> files.makeFolder(path), () -> files.delete(path))) {
            assertThatThrownBy(attempt::run).isInstanceOf(NotGrantedException.class).hasMessageContaining("(rw)'");
        }
        assertUntouched();
    }

    @Test
    void aLinkIsDeletedNotWhatItLeadsTo() throws IOException {
        assertThat(files.delete(path("ROOT/in/link.txt"))).isTrue();
        assertThat(files.delete(path("ROOT/in/link"))).isTrue();
        assertThatThrownBy(() -> files.delete(path("ROOT/in/whole/a.txt"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.delete(path("ROOT/in"))).isInstanceOf(IOException.class)
                .hasMessageContaining("granted folder itself");
        assertThatThrownBy(() -> files.delete(path("ROOT/in/sub"))).as("not empty").isInstanceOf(IOException.class);
        assertUntouched();
    }

    @Test
    void aPluginCannotExchangeAGrantedFolderUnderAnother() throws IOException {
        FileAccess both = files("paths: ROOT/in (rw), ROOT/in/sub (r)");
        Files.move(root.resolve("in/sub"), root.resolve("in/gone"));
        Files.createSymbolicLink(root.resolve("in/sub"), root.resolve("out"));
        assertThatThrownBy(() -> both.readText(path("ROOT/in/sub/a.txt"))).isInstanceOf(IOException.class);

        FileAccess inner = files("paths: ROOT/read/sub (r)");
        assertThat(inner.list(path("ROOT/read/sub"))).isEmpty();
        Files.delete(root.resolve("read/sub"));
        Files.createSymbolicLink(root.resolve("read/sub"), root.resolve("out"));
        assertThatThrownBy(() -> inner.readText(path("ROOT/read/sub/a.txt"))).isInstanceOf(IOException.class)
                .hasMessageContaining("exchanged");
        Files.delete(root.resolve("read/sub"));
        Files.createDirectory(root.resolve("read/sub"));
        assertThat(inner.list(path("ROOT/read/sub"))).as("a folder made anew is the granted one").isEmpty();
    }

    @Test
    void aGrantedLinkToWhatIsNeverGrantedIsRefused() throws IOException {
        Files.createSymbolicLink(root.resolve("kernel"), Path.of("/proc/self"));
        assertThatThrownBy(() -> files("paths: ROOT/kernel").readText(path("ROOT/kernel/environ")))
                .isInstanceOf(IOException.class).hasMessageContaining("never granted");
    }

    @Test
    void pipesAndFoldersAreNotOpenedAsFiles() throws Exception {
        Process made = new ProcessBuilder("mkfifo", root.resolve("in/pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        assertThatThrownBy(() -> files.read(path("ROOT/in/pipe"))).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> files.writeText(path("ROOT/in/pipe"), "x")).hasMessageContaining("no plain file");
        assertThatThrownBy(() -> files.read(path("ROOT/in/sub"))).hasMessageContaining("no plain file");
        assertThat(files.find(path("ROOT/in/pipe")).orElseThrow().kind()).isEqualTo(FileEntry.Kind.OTHER);
    }

    @Test
    void whatIsGrantedWorks() throws IOException {
        files.makeFolder(path("ROOT/in/new"));
        files.makeFolder(path("ROOT/in/new"));
        files.makeFolder(path("ROOT/in/new/deeper"));
        files.writeText(path("ROOT/in/new/deeper/x.txt"), "one");
        files.append(path("ROOT/in/new/deeper/x.txt"), " two".getBytes(StandardCharsets.UTF_8));
        assertThat(files.readText(path("ROOT/in/new/deeper/x.txt"))).isEqualTo("one two");
        assertThat(new String(files.read(path("ROOT/in/new/deeper/x.txt"), 4, 100), StandardCharsets.UTF_8))
                .isEqualTo("two");
        assertThat(files.read(path("ROOT/in/new/deeper/x.txt"), 100, 100)).isEmpty();
        files.writeText(path("ROOT/in/new/deeper/x.txt"), "3");
        assertThat(files.list(path("ROOT/in/new/deeper"))).singleElement().satisfies(entry -> {
            assertThat(entry.path()).isEqualTo(path("ROOT/in/new/deeper/x.txt"));
            assertThat(entry.size()).isEqualTo(1);
        });
        assertThat(files.list(path("ROOT/read"))).extracting(FileEntry::kind).containsExactly(FileEntry.Kind.FILE,
                FileEntry.Kind.OTHER, FileEntry.Kind.FOLDER);
        assertThat(files.find(path("ROOT/in"))).isPresent();
        assertThat(files.find(path("ROOT/in/nothing"))).isEmpty();
        assertThat(files.delete(path("ROOT/in/new/deeper/x.txt"))).isTrue();
        assertThat(files.delete(path("ROOT/in/new/deeper"))).isTrue();
        assertThat(files.delete(path("ROOT/in/new/deeper"))).isFalse();
        assertThatThrownBy(() -> files.read(path("ROOT/in/nothing"))).isInstanceOf(NoSuchFileException.class);
        try (Stream<Path> in = Files.list(root.resolve("in"))) {
            assertThat(in).noneMatch(file -> file.getFileName().toString().startsWith(".patchbay"));
        }
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        Files.write(root.resolve("in/big"), new byte[1001]);
        assertThatThrownBy(() -> files.read(path("ROOT/in/big"))).hasMessageContaining("1001 bytes");
        assertThat(files.read(path("ROOT/in/big"), 1, 1000)).hasSize(1000);
        assertThatThrownBy(() -> files.write(path("ROOT/in/b"), new byte[1001]))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 51; i++) {
            Files.createFile(root.resolve("in/sub/deep/" + i));
        }
        assertThatThrownBy(() -> files.list(path("ROOT/in/sub/deep"))).hasMessageContaining("more than 50");
    }

    /** A folder and a file on the way are exchanged for links all the time, while they are read and written. */
    @Test
    void aLinkThatIsPutInBetweenLeadsNowhere() throws Exception {
        double scale = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
        int swaps = (int) (10_000 * scale);
        Path real = root.resolve("in/swap");
        Path link = root.resolve("in/swap.link");
        Path kept = root.resolve("in/swap.kept");
        Files.createDirectories(real.resolve("sub"));
        Files.writeString(real.resolve("a.txt"), "inside");
        Files.createSymbolicLink(link, root.resolve("out"));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < swaps; i++) {
                    Files.move(real, kept, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(link, real, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(real, link, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(kept, real, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                done.set(true);
            }
        });
        int read = 0;
        int tried = 0;
        while (!done.get()) {
            for (Attempt attempt : List.<Attempt>of(
                    () -> assertThat(files.readText(path("ROOT/in/swap/a.txt"))).isEqualTo("inside"),
                    () -> files.writeText(path("ROOT/in/swap/w.txt"), "attacked"),
                    () -> files.makeFolder(path("ROOT/in/swap/folder")),
                    () -> files.delete(path("ROOT/in/swap/w.txt")),
                    () -> assertThat(files.list(path("ROOT/in/swap"))).extracting(FileEntry::size)
                            .doesNotContain((long) SECRET.length()))) {
                tried++;
                try {
                    attempt.run();
                    read++;
                } catch (IOException e) {
                    // the link was there
                }
            }
        }
        swapper.join();
        assertThat(tried).as(() -> String.format(Locale.ROOT, "%d swaps", swaps)).isPositive();
        assertThat(read).isPositive();
        assertUntouched();
        assertThat(root.resolve("out/folder")).doesNotExist();
    }
}
