package dev.patchbay.invocation.budget;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.spi.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes as much of content as fits, in its order; from the first block on that does not fit the rest is put aside. A
 * picture, sound or blob that does not fit is put aside alone, with a link in its place. Used once.
 */
final class ContentFill {
    private final @Nullable String base;
    private final List<ContentBlock> shown = new ArrayList<>();
    private final List<Part> rest = new ArrayList<>();
    private final List<Part.Bytes> apart = new ArrayList<>();
    private TextSize left;
    private String how = "";

    /**
     * Prepares.
     *
     * @param room what fits
     * @param base the URI under which what is put aside will be kept, null if it will not
     */
    ContentFill(TextSize room, @Nullable String base) {
        this.left = room;
        this.base = base;
    }

    List<ContentBlock> shown() {
        return shown;
    }

    List<Part> rest() {
        return rest;
    }

    List<Part.Bytes> apart() {
        return apart;
    }

    /** Says what of the block that was cut is shown; empty if none was cut. */
    String how() {
        return how;
    }

    void add(ContentBlock block) {
        TextSize size = BlockSize.of(block);
        Optional<Part.Bytes> bytes = BlockSize.bytes(block);
        if (rest.isEmpty() && size.fitsIn(left)) {
            take(block, size);
        } else if (bytes.isPresent()) {
            addBytes(bytes.get());
        } else if (block instanceof ResourceLink link) {
            rest.add(new Part.Items(List.of(JsonText.of(BlockSize.json(link)))));
        } else {
            Part.Text text = BlockSize.text(block).orElseThrow();
            if (rest.isEmpty()) {
                cut(block, text);
            } else {
                rest.add(text);
            }
        }
    }

    private void take(ContentBlock block, TextSize size) {
        shown.add(block);
        left = left.minus(size);
    }

    private void addBytes(Part.Bytes bytes) {
        int number = apart.size() + 1;
        ContentBlock note = base == null
                ? ContentBlock.text("[" + bytes.mimeType() + " of " + bytes.data().length
                        + " bytes is left out: it is too large]")
                : new ResourceLink(base + "/b" + number, "Part " + number, Optional.empty(), Optional.empty(),
                        Optional.of(bytes.mimeType()), OptionalLong.of(bytes.data().length),
                        dev.patchbay.api.content.Annotations.none());
        TextSize size = BlockSize.of(note);
        if (rest.isEmpty() && size.fitsIn(left)) {
            take(note, size);
            apart.add(bytes);
        } else {
            rest.add(bytes);
        }
    }

    private void cut(ContentBlock block, Part.Text text) {
        Optional<Object> json = ParsedText.of(text.text());
        ListShape shape = json.flatMap(ListShape::of).orElse(null);
        if (shape != null && cutList(block, shape)) {
            return;
        }
        String whole = text.text();
        int end = TextCut.end(whole, 0, left, false);
        if (end == 0 && json.isPresent()) {
            whole = JsonLines.of(json.get());
            end = TextCut.end(whole, 0, left, false);
        }
        if (end == 0 && shown.isEmpty()) {
            end = TextCut.end(whole, 0, left, true);
        }
        if (end > 0) {
            String piece = whole.substring(0, end);
            take(BlockSize.withText(block, piece), TextSize.of(piece));
            how = "the first " + end + " of " + whole.length() + " characters of a text are shown";
        }
        rest.add(new Part.Text(whole.substring(end), text.mimeType()));
    }

    /** Cuts a text that is a list between its items. */
    private boolean cutList(ContentBlock block, ListShape shape) {
        String next = base == null ? null : base + "/2";
        int count = shape.fitting(next == null ? left : left.minus(TextSize.of(next)));
        Map<String, @Nullable Object> first = shape.cut(count, next, ListShape.Cursor.REMOVED);
        TextSize size = JsonSize.compact(first);
        if (!size.fitsIn(left)) {
            return false;
        }
        take(block instanceof TextContent
                ? new TextContent(JsonText.of(first), block.annotations())
                : BlockSize.withText(block, JsonText.of(first)), size);
        how = count + " of " + shape.items().size() + " items are shown";
        rest.add(shape.from(count));
        cursor(shape).ifPresent(rest::add);
        return true;
    }

    /** The tool's cursor, for whoever has read the rest. */
    static Optional<Part> cursor(ListShape shape) {
        return shape.hasCursor()
                ? Optional.of(new Part.Text(JsonText.of(Map.of(ListShape.NEXT_CURSOR,
                        shape.others().getOrDefault(ListShape.NEXT_CURSOR, ""))), "application/json"))
                : Optional.empty();
    }
}
