package dev.patchbay.http;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * How many bytes the bodies of one I/O thread may have in memory together that have not come to their end yet. Each of
 * them is bounded, but many slow clients with a body each would fill the heap. Where there is no room the one that has
 * been coming for longest is given up, so that whoever sends at once is served whatever the others do. Confined to the
 * I/O thread.
 */
final class BodyBudget {
    private static final int SMALL_BYTES = 8 * 1024;
    /** The text as it came, its values, and their canonical form. */
    private static final int HELD_FOR_EACH = 3;

    private final long max;
    private final SequencedSet<BodyReader> coming = new LinkedHashSet<>();
    private long taken;
    private long held;

    BodyBudget(long max) {
        this.max = max;
    }

    /** Makes room for more bytes of a body. */
    void take(BodyReader body, int more) {
        coming.add(body);
        taken += more;
        while (taken > max && coming.size() > 1) {
            BodyReader oldest = coming.getFirst();
            if (oldest == body) {
                coming.remove(body);
                coming.add(body); // it goes on coming, and those behind it may not
            } else {
                oldest.giveUp();
            }
        }
    }

    /**
     * Whether a message of so many bytes is worked on; what is made of it in memory is a multiple of it. Small ones need
     * no room.
     *
     * @return what to {@link #release}, negative if there is no room
     */
    long hold(int bytes) {
        if (bytes <= SMALL_BYTES) {
            return 0;
        }
        long cost = (long) bytes * HELD_FOR_EACH;
        if (held > 0 && held + cost > max) {
            return -1;
        }
        held += cost;
        return cost;
    }

    void release(long cost) {
        held -= cost;
    }

    /** Says that a body is there, or will not come. */
    void leave(BodyReader body, int bytes) {
        taken -= bytes;
        coming.remove(body);
    }
}
