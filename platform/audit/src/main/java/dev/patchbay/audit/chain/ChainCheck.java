package dev.patchbay.audit.chain;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a chain one after the other and finds what does not follow. A record whose number does not fit is
 * judged with the next one at hand, so that one change is one finding and not all that follow from it.
 */
final class ChainCheck {
    private final MessageDigest digest = Line.sha256();
    private final Iterator<Anchor> anchors;
    private final List<Finding> findings = new ArrayList<>();
    private final List<long[]> missing = new ArrayList<>();
    private @Nullable Anchor anchor;
    private String segment = "";
    private long more;
    private long records;
    private long expected;
    private String last;
    private @Nullable String lastAsComputed;
    private @Nullable String stray;
    private @Nullable Odd odd;

    /** A record with a number that does not fit. */
    private record Odd(long seq, String hash, String segment, long line) {}

    ChainCheck(Anchor before, Iterator<Anchor> anchors) {
        this.expected = before.seq() + 1;
        this.last = before.hash();
        this.anchors = anchors;
        this.anchor = anchors.hasNext() ? anchors.next() : null;
    }

    void segment(String name) {
        segment = name;
    }

    long expected() {
        return expected;
    }

    /** From here on the chain is known again, by what a file says of the one before. */
    void resume(long next, String previous) {
        decide();
        expected = next;
        last = previous;
        lastAsComputed = null;
        stray = null;
    }

    /** Sees the numbers up to here as reported missing. */
    void skip(long from, long to) {
        if (missing.size() < Verification.MAX_FINDINGS) {
            missing.add(new long[]{from, to});
        }
    }

    void add(Line line, long number) {
        records++;
        String hash = line.hash();
        Odd doubtful = odd;
        if (doubtful != null) {
            if (line.seq() == expected + 1 && line.hashAfter(doubtful.hash(), digest).equals(hash)) {
                // the one between has its place, and only its number does not fit
                find(Problem.CHANGED, doubtful.segment(), doubtful.line(), expected,
                        "the number of record " + expected + " was changed to " + doubtful.seq());
                odd = null;
                accept(expected, doubtful.hash());
            } else {
                decide();
            }
        }
        if (line.seq() != expected) {
            odd = new Odd(line.seq(), hash, segment, number);
            return;
        }
        String computed = line.hashAfter(last, digest);
        if (!computed.equals(hash) && !fits(line, lastAsComputed) && !fits(line, stray)) {
            find(Problem.CHANGED, segment, number, line.seq(), "record " + line.seq() + " does not follow from record "
                    + (line.seq() - 1) + ": one of the two was changed");
        }
        accept(line.seq(), hash);
        lastAsComputed = computed;
        stray = null;
    }

    private boolean fits(Line line, @Nullable String previous) {
        return previous != null && line.hashAfter(previous, digest).equals(line.hash());
    }

    private void accept(long seq, String hash) {
        expected = seq + 1;
        last = hash;
        lastAsComputed = null;
        while (anchor != null && anchor.seq() <= seq) {
            compare(anchor, seq, hash);
            anchor = anchors.hasNext() ? anchors.next() : null;
        }
    }

    private void compare(Anchor known, long seq, String hash) {
        if (known.seq() == seq && !known.hash().equals(hash)) {
            find(Problem.REWRITTEN, segment, 0, seq, "record " + seq + " has the hash " + hash
                    + " and not that of the anchor, " + known.hash() + ": the chain was written anew");
        } else if (known.seq() != seq && known.seq() > 0) {
            find(Problem.REWRITTEN, segment, 0, known.seq(),
                    "record " + known.seq() + ", of which an anchor is known, is not where it must be");
        }
    }

    private void decide() {
        Odd doubtful = odd;
        if (doubtful == null) {
            return;
        }
        odd = null;
        if (doubtful.seq() > expected) {
            String which = expected == doubtful.seq() - 1
                    ? "record " + expected + " is"
                    : "records " + expected + " to " + (doubtful.seq() - 1) + " are";
            find(Problem.REMOVED, doubtful.segment(), doubtful.line(), expected, which + " missing before this line");
            skip(expected, doubtful.seq() - 1);
            accept(doubtful.seq(), doubtful.hash());
        } else {
            stray = doubtful.hash();
            if (takeMissing(doubtful.seq())) {
                find(Problem.MOVED, doubtful.segment(), doubtful.line(), doubtful.seq(),
                        "record " + doubtful.seq() + " stands behind record " + (expected - 1));
            } else {
                find(Problem.INSERTED, doubtful.segment(), doubtful.line(), doubtful.seq(),
                        "there is a second record " + doubtful.seq() + ", behind record " + (expected - 1));
            }
        }
    }

    /** A record that was missing and is found elsewhere was moved, and only that is said. */
    private boolean takeMissing(long seq) {
        boolean alone = missing.removeIf(range -> range[0] == seq && range[1] == seq);
        if (alone) {
            findings.removeIf(found -> found.problem() == Problem.REMOVED && found.seq() == seq);
        }
        return alone || missing.stream().anyMatch(range -> range[0] <= seq && seq <= range[1]);
    }

    void find(Problem problem, String where, long line, long seq, String text) {
        if (findings.size() < Verification.MAX_FINDINGS) {
            findings.add(new Finding(problem, where, line, seq, text));
        } else {
            more++;
        }
    }

    Verification end(List<String> notes) {
        decide();
        Anchor behind = anchor;
        while (anchors.hasNext()) {
            behind = anchors.next();
        }
        if (behind != null) {
            find(Problem.CUT, segment, 0, behind.seq(), "the chain ends with record " + (expected - 1)
                    + ", but an anchor is known of record " + behind.seq() + ": the end was cut off");
        }
        Anchor head = expected == 1 ? Anchor.BEGINNING : new Anchor(expected - 1, last);
        return new Verification(records, head, findings, more, notes);
    }
}
