package dev.patchbay.audit.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole chain, or an exported part, and says where it was tampered with. The memory that it needs does not
 * grow with the chain. A chain that is being written can be verified; what comes meanwhile is left out.
 *
 * <p>Threads: any; each call reads by itself.
 */
public final class ChainVerifier {
    private ChainVerifier() {}

    /**
     * Verifies a chain by itself. That its end was cut off, or that it was written anew as a whole, it cannot show.
     *
     * @param folder the folder of the segments
     * @return what was found
     * @throws IOException if a file cannot be read
     */
    public static Verification verify(Path folder) throws IOException {
        return verify(folder, List.<Anchor>of().iterator());
    }

    /**
     * Verifies a chain against what is known of it from elsewhere.
     *
     * @param folder the folder of the segments
     * @param anchors records and their hashes, by ascending number
     * @return what was found
     * @throws IOException if a file cannot be read
     */
    public static Verification verify(Path folder, Iterator<Anchor> anchors) throws IOException {
        Segments segments = new Segments(folder);
        List<Integer> numbers = segments.numbers();
        ChainCheck check = new ChainCheck(Anchor.BEGINNING, anchors);
        List<String> notes = new ArrayList<>();
        int next = 1;
        for (int number : numbers) {
            check.segment(Segments.name(number));
            boolean gap = number > next;
            if (gap) {
                check.find(Problem.SEGMENT_MISSING, Segments.name(next), 0, check.expected(),
                        number == next + 1
                                ? "the file is missing"
                                : "the files up to " + Segments.name(number - 1) + " are missing");
            }
            try (SegmentLines lines = SegmentLines.of(segments.file(number), 0)) {
                segment(lines, number, gap, number == numbers.getLast(), check, notes);
            }
            next = number + 1;
        }
        return check.end(notes);
    }

    private static void segment(SegmentLines lines, int number, boolean gap, boolean isLast, ChainCheck check,
            List<String> notes) throws IOException {
        String name = Segments.name(number);
        while (lines.next()) {
            Line line = lines.record();
            if (line == null) {
                if (isLast && !lines.isComplete()) {
                    note(notes, name + ", line " + lines.line() + ": the last line is not complete: it is being"
                            + " written, or a crash tore it and the next start cuts it off");
                } else {
                    check.find(Problem.DAMAGED, name, lines.line(), check.expected(), "the line is no record");
                }
                continue;
            }
            if (lines.line() == 1) {
                header(line, number, gap, check);
            }
            remarkable(line, name + ", line " + lines.line() + ": ", notes);
            check.add(line, lines.line());
        }
        if (lines.line() == 0 && !isLast) {
            check.find(Problem.SEGMENT_CHANGED, name, 0, check.expected(), "the file is empty");
        }
    }

    private static void header(Line line, int number, boolean gap, ChainCheck check) {
        if (!line.kind().equals("segment")) {
            check.find(Problem.SEGMENT_CHANGED, Segments.name(number), 1, line.seq(),
                    "the file does not begin with its header");
            return;
        }
        Optional<String> named = line.ownMember("segment");
        if (!named.equals(Optional.of(String.valueOf(number)))) {
            check.find(Problem.SEGMENT_CHANGED, Segments.name(number), 1, line.seq(),
                    "the header is that of file " + named.orElse("?"));
        }
        Optional<String> previous = line.ownMember("prev");
        if (gap && line.seq() > check.expected() && previous.isPresent()) {
            check.skip(check.expected(), line.seq() - 1);
            check.resume(line.seq(), previous.get());
        }
    }

    private static void remarkable(Line line, String where, List<String> notes) {
        switch (line.kind()) {
            case "recovered" -> note(notes, where + "after a crash " + line.ownMember("bytes").orElse("?")
                    + " bytes of an incomplete record were cut off");
            case "mismatch" -> note(notes, where + "at this start the file did not hold record "
                    + line.ownMember("expected").orElse("?") + " as the index knew it");
            default -> {
                // an ordinary record
            }
        }
    }

    private static void note(List<String> notes, String text) {
        if (notes.size() < Verification.MAX_FINDINGS) {
            notes.add(text);
        }
    }

    /**
     * Verifies an exported part of a chain. Its first line names the record before it; whoever knows that record from
     * elsewhere gives it, for the part could be invented as a whole.
     *
     * @param in what {@link ChainExport} wrote
     * @param before the record before the first one, null to take the word of the first line
     * @return what was found; the lines are counted from the exported records on
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the first line is not that of an export
     */
    public static Verification verifyExport(InputStream in, @Nullable Anchor before) throws IOException {
        try (SegmentLines lines = new SegmentLines(Channels.newChannel(in), 0, Long.MAX_VALUE)) {
            Optional<ChainExport.Head> head = lines.next() ? ChainExport.Head.parse(lines.text()) : Optional.empty();
            if (head.isEmpty()) {
                throw new IllegalArgumentException("The first line is not that of an export of the audit trail");
            }
            Anchor stated = head.get().before();
            ChainCheck check = new ChainCheck(stated, List.<Anchor>of().iterator());
            if (before != null && !before.equals(stated)) {
                check.find(Problem.REWRITTEN, "", 0, stated.seq(),
                        "the export follows " + stated + " and not " + before);
            }
            while (lines.next()) {
                Line line = lines.record();
                if (line == null) {
                    check.find(Problem.DAMAGED, "", lines.line() - 1, check.expected(), "the line is no record");
                } else {
                    check.add(line, lines.line() - 1);
                }
            }
            Verification found = check.end(List.of());
            if (found.isIntact() && found.head().seq() != head.get().last()) {
                check.find(Problem.CUT, "", 0, head.get().last(), "the export ends with record "
                        + found.head().seq() + " and not with " + head.get().last());
                return check.end(List.of());
            }
            return found;
        }
    }
}
