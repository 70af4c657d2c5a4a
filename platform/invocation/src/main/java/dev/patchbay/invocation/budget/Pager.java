package dev.patchbay.invocation.budget;

import java.util.ArrayList;
import java.util.List;

/**
 * Distributes parts over pages that each fit, in their order. What cannot be cut and does not fit has a page of its own.
 * Used once.
 */
final class Pager {
    private final TextSize room;
    private final List<Page> pages = new ArrayList<>();
    private List<Part> pieces = new ArrayList<>();
    private TextSize left;
    private boolean brokenInside;

    /**
     * A page.
     *
     * @param pieces what stands on it, in their order
     * @param isBrokenInside whether a line or an item that fits on no page is cut at its end
     */
    record Page(List<Part> pieces, boolean isBrokenInside) {
        public Page {
            pieces = List.copyOf(pieces);
        }
    }

    private Pager(TextSize room) {
        this.room = room;
        this.left = room;
    }

    static List<Page> pages(List<Part> parts, TextSize room) {
        Pager pager = new Pager(room);
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> pager.text(text);
                case Part.Items items -> pager.items(items);
                case Part.Bytes bytes -> pager.bytes(bytes);
            }
        }
        pager.turn();
        return List.copyOf(pager.pages);
    }

    private void turn() {
        if (!pieces.isEmpty()) {
            pages.add(new Page(pieces, brokenInside));
        }
        pieces = new ArrayList<>();
        left = room;
        brokenInside = false;
    }

    private void put(Part piece, TextSize size) {
        pieces.add(piece);
        left = left.minus(size);
    }

    private void text(Part.Text text) {
        String whole = text.text();
        int from = 0;
        while (from < whole.length()) {
            int end = TextCut.end(whole, from, left, false);
            if (end == from && !pieces.isEmpty()) {
                turn();
                continue;
            }
            if (end == from) {
                end = TextCut.end(whole, from, left, true);
                brokenInside = true;
            }
            String piece = whole.substring(from, end);
            put(new Part.Text(piece, text.mimeType()), TextSize.of(piece));
            from = end;
            if (from < whole.length()) {
                turn();
            }
        }
    }

    private void items(Part.Items items) {
        List<String> fitting = new ArrayList<>();
        TextSize used = TextSize.ofAscii(2);
        for (String item : items.items()) {
            TextSize size = TextSize.of(item).plus(TextSize.ofAscii(1));
            if (!used.plus(size).fitsIn(left)) {
                putItems(fitting, used);
                turn();
                fitting = new ArrayList<>();
                used = TextSize.ofAscii(2);
                if (!used.plus(size).fitsIn(left)) {
                    text(new Part.Text(item, "application/json"));
                    turn();
                    continue;
                }
            }
            fitting.add(item);
            used = used.plus(size);
        }
        putItems(fitting, used);
    }

    private void putItems(List<String> fitting, TextSize used) {
        if (!fitting.isEmpty()) {
            put(new Part.Items(fitting), used);
        }
    }

    private void bytes(Part.Bytes bytes) {
        TextSize size = size(bytes);
        if (!size.fitsIn(left)) {
            turn();
        }
        put(bytes, size);
    }

    static TextSize size(Part.Bytes bytes) {
        return bytes.mimeType().startsWith("image/") ? TextSize.PICTURE : TextSize.ofBase64(bytes.data().length);
    }
}
