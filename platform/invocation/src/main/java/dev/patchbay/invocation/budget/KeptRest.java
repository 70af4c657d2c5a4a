package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.TextResourceContents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the pages of the rest of one result: what stands on each, and which comes next. Used once. */
final class KeptRest {
    private static final int OBJECT = 100;

    private final String base;
    private final String tool;
    private final Instant expiresAt;
    private final TextSize room;
    private int first;
    private int count;

    /**
     * Prepares.
     *
     * @param base the URI of all pages, without the number
     * @param tool the tool, for people
     * @param expiresAt until when it is kept
     * @param room what fits on a page beside the line that names the next
     */
    KeptRest(String base, String tool, Instant expiresAt, TextSize room) {
        this.base = base;
        this.tool = tool;
        this.expiresAt = expiresAt;
        this.room = room;
    }

    String tool() {
        return tool;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Whether there is anything to go on with; what stands in a place of its own has a link there. */
    boolean hasPages() {
        return count > 0;
    }

    int count() {
        return count;
    }

    /** The URI of the first page. */
    String first() {
        return uri(first);
    }

    private String uri(int number) {
        return base + "/" + number;
    }

    Map<String, List<ResourceContents>> pages(int from, List<Part> parts, List<Part.Bytes> apart) {
        List<Pager.Page> cut = Pager.pages(parts, room);
        first = from;
        count = cut.size();
        Map<String, List<ResourceContents>> pages = new LinkedHashMap<>();
        for (int i = 0; i < cut.size(); i++) {
            int number = from + i;
            String uri = uri(number);
            List<ResourceContents> contents = new ArrayList<>();
            cut.get(i).pieces().forEach(piece -> contents.add(contents(uri, piece)));
            contents.add(new TextResourceContents(uri, Optional.of("text/plain"),
                    end(number, from + count - 1, cut.get(i).isBrokenInside())));
            pages.put(String.valueOf(number), contents);
        }
        for (int i = 0; i < apart.size(); i++) {
            String name = "b" + (i + 1);
            pages.put(name, List.of(contents(base + "/" + name, apart.get(i))));
        }
        return pages;
    }

    private String end(int number, int last, boolean isBroken) {
        return "[Page " + number + " of " + last + " of the result of " + tool + ". "
                + (isBroken ? "It ends inside a line or item that is too long for a page. " : "")
                + (number == last ? "This is the end."
                        : "The next page: " + uri(number + 1) + ", kept until "
                                + expiresAt + ".")
                + "]";
    }

    private static ResourceContents contents(String uri, Part piece) {
        return switch (piece) {
            case Part.Text text -> new TextResourceContents(uri, Optional.of(text.mimeType()), text.text());
            case Part.Items items -> new TextResourceContents(uri, Optional.of("application/json"), items.json());
            case Part.Bytes bytes -> new BlobResourceContents(uri, Optional.of(bytes.mimeType()), bytes.data());
        };
    }

    /** About how much memory pages take. */
    static long bytes(Map<String, List<ResourceContents>> pages) {
        long bytes = 0;
        for (List<ResourceContents> page : pages.values()) {
            for (ResourceContents contents : page) {
                bytes += OBJECT + switch (contents) {
                    case TextResourceContents text -> 2L * text.text().length();
                    case BlobResourceContents blob -> blob.blob().length;
                };
            }
        }
        return bytes;
    }
}
