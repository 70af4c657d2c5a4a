package dev.patchbay.host.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from one look at the folder after the other, which files have settled and which are gone. Knows no clock and
 * no file system.
 *
 * <p>Threads: one at a time.
 */
final class FolderScan {
    private final FolderTiming timing;
    private final Predicate<Path> isWholeJar;
    private final FolderListener listener;
    private final Map<Path, Seen> seen = new TreeMap<>();
    private boolean firstLook = true;

    private static final class Seen {
        @Nullable FileStamp stamp;
        @Nullable FileStamp told;
        Instant changedAt;

        Seen(Instant now) {
            changedAt = now;
        }
    }

    FolderScan(FolderTiming timing, Predicate<Path> isWholeJar, FolderListener listener) {
        this.timing = timing;
        this.isWholeJar = isWholeJar;
        this.listener = listener;
    }

    /** One look; returns whether something may happen without a further change of the folder. */
    boolean look(Map<Path, FileStamp> listing, Instant now) {
        listing.forEach((file, stamp) -> {
            Seen entry = seen.computeIfAbsent(file, key -> new Seen(now));
            if (!stamp.equals(entry.stamp)) {
                entry.stamp = stamp;
                // what lay there before the host came need not prove its quiet anew
                entry.changedAt = firstLook && stamp.modified().toInstant().isBefore(now)
                        ? stamp.modified().toInstant()
                        : now;
                if (!stamp.equals(entry.told)) {
                    listener.arriving(file);
                }
            }
        });
        boolean open = false;
        Iterator<Map.Entry<Path, Seen>> all = seen.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Path, Seen> entry = all.next();
            Path file = entry.getKey(); // a TreeMap's entry is another one after the removal
            if (listing.containsKey(file)) {
                open |= !settle(file, entry.getValue(), now);
            } else if (isGone(entry.getValue(), now)) {
                all.remove();
                listener.removed(file);
            } else {
                open = true;
            }
        }
        firstLook = false;
        listener.looked();
        return open;
    }

    private boolean settle(Path file, Seen entry, Instant now) {
        FileStamp stamp = entry.stamp;
        if (stamp == null || stamp.equals(entry.told)) {
            return true;
        }
        Duration quiet = Duration.between(entry.changedAt, now);
        boolean settled = quiet.compareTo(timing.settle()) >= 0
                && (isWholeJar.test(file) || quiet.compareTo(timing.patience()) >= 0);
        if (settled) {
            entry.told = stamp;
            listener.settled(file, stamp);
        }
        return settled;
    }

    private boolean isGone(Seen entry, Instant now) {
        if (entry.stamp != null) {
            entry.stamp = null;
            entry.changedAt = now;
        }
        return Duration.between(entry.changedAt, now).compareTo(timing.removalGrace()) >= 0;
    }
}
