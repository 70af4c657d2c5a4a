package dev.patchbay.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which files code may touch: what it was granted, by real paths, and what the JDK itself must read whoever calls it. */
final class FileRules {
    private static final List<Path> FOLDERS_OF_THE_JDK = foldersOfTheJdk();
    private static final Set<Path> FILES_OF_THE_JDK = Set.of(Path.of("/etc/hosts"), Path.of("/etc/resolv.conf"),
            Path.of("/etc/nsswitch.conf"), Path.of("/etc/host.conf"), Path.of("/etc/gai.conf"),
            Path.of("/etc/localtime"),
            Path.of("/etc/timezone"), Path.of("/etc/mime.types"), Path.of("/dev/random"), Path.of("/dev/urandom"),
            Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"), Path.of("/proc/cgroups"),
            Path.of("/proc/meminfo"));

    private FileRules() {}

    private static List<Path> foldersOfTheJdk() {
        Path home = Path.of(System.getProperty("java.home")).toAbsolutePath().normalize();
        List<Path> folders = new ArrayList<>(List.of(home, Path.of("/usr/share/zoneinfo"),
                Path.of("/etc/ssl/certs/java"),
                Path.of("/etc/pki/java"), Path.of("/etc/pki/ca-trust/extracted/java"), Path.of("/sys/fs/cgroup")));
        folders.add(real(home));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) { // a plugin's frame may be below when Java first opens it, to find a service
                folders.add(plain(Path.of(entry)));
            }
        }
        return List.copyOf(folders);
    }

    static boolean mayRead(Rules rules, Path path) {
        Path plain = plain(path);
        if (isOfTheJdk(plain) || rules.readable().contains(plain)) {
            return true;
        }
        Path real = real(plain);
        return covers(rules.readable(), real) || covers(rules.writable(), real);
    }

    static boolean mayWrite(Rules rules, Path path) {
        Path plain = plain(path);
        return !isLinkToNothing(plain) && covers(rules.writable(), real(plain));
    }

    /** Whether a link itself may be read or deleted, wherever it leads to. */
    static boolean mayTouchLink(List<Path> granted, Path path) {
        Path plain = plain(path);
        Path folder = plain.getParent();
        Path name = plain.getFileName();
        return folder != null && name != null && covers(granted, real(folder).resolve(name));
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isOfTheJdk(Path plain) {
        if (FILES_OF_THE_JDK.contains(plain)) {
            return true;
        }
        for (Path folder : FOLDERS_OF_THE_JDK) {
            if (plain.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(List<Path> granted, Path real) {
        for (Path root : granted) {
            if (real.startsWith(root) || real.startsWith(real(root))) {
                return true;
            }
        }
        return false;
    }

    /** Creating a file follows such a link. */
    private static boolean isLinkToNothing(Path path) {
        return Files.isSymbolicLink(path) && !Files.exists(path);
    }

    /** The real path as far as there is one. */
    private static Path real(Path path) {
        for (Path existing = path; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Path real = existing.toRealPath();
                    return existing.equals(path) ? real : real.resolve(existing.relativize(path)).normalize();
                } catch (IOException e) {
                    return path; // a loop of links, which nobody can open either
                }
            }
        }
        return path;
    }

    /** Whether a path is one of the system's; those of other file systems end at one. */
    static boolean isOfTheSystem(Path path) {
        return FileSystems.getDefault().equals(path.getFileSystem());
    }
}
