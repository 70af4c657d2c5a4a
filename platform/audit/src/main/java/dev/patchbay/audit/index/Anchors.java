package dev.patchbay.audit.index;

import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.store.audit.AuditIndex;
import java.util.HexFormat;
import java.util.List;

/** What the index knows of the chain, to verify the file against. */
public final class Anchors {
    private Anchors() {}

    /**
     * Returns the anchors that the index keeps: those of the last hour and the last one.
     *
     * @param index the index
     * @return the anchors by ascending number
     */
    public static List<Anchor> of(AuditIndex index) {
        return index.anchors().stream()
                .map(anchor -> new Anchor(anchor.seq(), HexFormat.of().formatHex(anchor.hash()))).toList();
    }
}
